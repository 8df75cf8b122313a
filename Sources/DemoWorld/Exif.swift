import Foundation

/// What a photo of the survey says of itself.
struct PhotoNote: Sendable {
    var latitude: Double
    var longitude: Double
    /// Meters above the sea.
    var altitude: Double
    /// Degrees clockwise from true north, [0, 360).
    var heading: Double
    /// `2026:04:14`, as EXIF writes dates.
    var date: String
    /// Seconds since midnight, UTC.
    var secondOfDay: Int
}

/// The EXIF segment of a JPEG file (Exif 2.32; a little-endian TIFF file within).
enum Exif {
    /// A JPEG file with the note put in front of everything else; nil where the file is not a JPEG.
    static func inserted(_ note: PhotoNote, into jpeg: Data) -> Data? {
        guard jpeg.starts(with: [0xFF, 0xD8]) else { return nil }
        let body = Array("Exif\0\0".utf8) + tiff(note)
        var file = Data([0xFF, 0xD8, 0xFF, 0xE1])
        let length = UInt16(body.count + 2)
        file.append(contentsOf: [UInt8(length >> 8), UInt8(length & 0xFF)])
        file.append(contentsOf: body)
        file.append(jpeg.dropFirst(2))
        return file
    }

    private static func tiff(_ note: PhotoNote) -> [UInt8] {
        let (hour, minute, second) = (
            note.secondOfDay / 3600, note.secondOfDay / 60 % 60, note.secondOfDay % 60
        )
        let clock = [hour, minute, second].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
        let photo: [Entry] = [
            .text(0x9003, "\(note.date) \(clock)"),  // DateTimeOriginal
            .text(0x9011, "+00:00"),  // OffsetTimeOriginal
        ]
        let position: [Entry] = [
            .bytes(0x0000, [2, 3, 0, 0]),  // GPSVersionID
            .text(0x0001, note.latitude < 0 ? "S" : "N"), .fractions(0x0002, sexagesimal(note.latitude)),
            .text(0x0003, note.longitude < 0 ? "W" : "E"), .fractions(0x0004, sexagesimal(note.longitude)),
            .bytes(0x0005, [0]),  // above the sea
            .fractions(0x0006, [(Int(note.altitude * 100), 100)]),
            .fractions(0x0007, [(hour, 1), (minute, 1), (second, 1)]),  // GPSTimeStamp
            .text(0x0010, "T"), .fractions(0x0011, [(Int(note.heading * 100), 100)]),  // GPSImgDirection
            .text(0x001D, note.date),  // GPSDateStamp
        ]
        let camera: [Entry] = [.text(0x010F, "Pilotage"), .text(0x0110, "DemoWorld")]
        let start = 8
        let photoStart = start + Directory.size(camera + [.link(0x8769, 0), .link(0x8825, 0)])
        let positionStart = photoStart + Directory.size(photo)
        let first = camera + [.link(0x8769, photoStart), .link(0x8825, positionStart)]
        return Array("II".utf8) + little(42, 2) + little(start, 4)
            + Directory.bytes(first, at: start) + Directory.bytes(photo, at: photoStart)
            + Directory.bytes(position, at: positionStart)
    }

    /// Degrees, minutes and seconds to a ten-thousandth, about 3 mm.
    private static func sexagesimal(_ degrees: Double) -> [(Int, Int)] {
        let units = Int((abs(degrees) * 36_000_000).rounded())
        return [(units / 36_000_000, 1), (units / 600_000 % 60, 1), (units % 600_000, 10_000)]
    }
}

/// A tag of a TIFF directory with its value.
private enum Entry {
    case text(Int, String)
    case bytes(Int, [UInt8])
    case fractions(Int, [(Int, Int)])
    /// The offset of another directory.
    case link(Int, Int)

    /// Tag, type, count and the bytes of the value.
    var parts: (tag: Int, type: Int, count: Int, value: [UInt8]) {
        switch self {
        case .text(let tag, let text): (tag, 2, text.utf8.count + 1, Array(text.utf8) + [0])
        case .bytes(let tag, let bytes): (tag, 1, bytes.count, bytes)
        case .fractions(let tag, let values):
            (tag, 5, values.count, values.flatMap { little($0.0, 4) + little($0.1, 4) })
        case .link(let tag, let offset): (tag, 4, 1, little(offset, 4))
        }
    }
}

/// A TIFF directory: its entries, then the values that do not fit into four bytes.
private enum Directory {
    static func size(_ entries: [Entry]) -> Int {
        2 + 12 * entries.count + 4
            + entries.map(\.parts.value.count).filter { $0 > 4 }.map { $0 + $0 % 2 }.reduce(0, +)
    }

    static func bytes(_ entries: [Entry], at start: Int) -> [UInt8] {
        var table = little(entries.count, 2)
        var values: [UInt8] = []
        let valuesStart = start + 2 + 12 * entries.count + 4
        for entry in entries {
            let (tag, type, count, value) = entry.parts
            table += little(tag, 2) + little(type, 2) + little(count, 4)
            if value.count <= 4 {
                table += value + [UInt8](repeating: 0, count: 4 - value.count)
            } else {
                table += little(valuesStart + values.count, 4)
                values += value + [UInt8](repeating: 0, count: value.count % 2)
            }
        }
        return table + little(0, 4) + values
    }
}

/// The lowest bytes of a number, lowest first.
private func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
