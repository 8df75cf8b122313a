/// Writes a small EXIF block, little-endian, with the tags that a test gives.
struct ExifBuilder {
    /// A tag's value.
    enum Value {
        case ascii(String)
        case short(Int)
        case rationals([(Int, Int)])
    }

    var image: [(Int, Value)] = []
    var photo: [(Int, Value)] = []
    var gps: [(Int, Value)] = []

    /// The block, beginning with its TIFF header.
    var block: [UInt8] {
        var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
        let pointers = [(0x8769, photo), (0x8825, gps)].filter { !$0.1.isEmpty }
        let imageSize = ExifBuilder.size(image, pointers.count)
        var directories: [UInt8] = []
        var links: [(Int, Int)] = []
        for (tag, entries) in pointers {
            links.append((tag, 8 + imageSize + directories.count))
            directories += ExifBuilder.directory(entries, links: [], at: 8 + imageSize + directories.count)
        }
        bytes += ExifBuilder.directory(image, links: links, at: 8)
        return bytes + directories
    }

    /// The block in a JPEG without a picture.
    var jpeg: [UInt8] { ExifBuilder.jpeg(segment: Array("Exif\0\0".utf8) + block) }

    /// An APP1 segment in a JPEG without a picture.
    static func jpeg(segment: [UInt8]) -> [UInt8] {
        let length = segment.count + 2
        return [0xFF, 0xD8, 0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + segment + [0xFF, 0xD9]
    }

    private static func encoded(_ value: Value) -> (type: Int, count: Int, bytes: [UInt8]) {
        switch value {
        case .ascii(let text): (2, text.utf8.count + 1, Array(text.utf8) + [0])
        case .short(let number): (3, 1, little(number, 2))
        case .rationals(let values): (5, values.count, values.flatMap { little($0.0, 4) + little($0.1, 4) })
        }
    }

    private static func size(_ entries: [(Int, Value)], _ links: Int) -> Int {
        entries.reduce(6 + 12 * (entries.count + links)) { sum, entry in
            let bytes = encoded(entry.1).bytes
            return sum + (bytes.count > 4 ? bytes.count : 0)
        }
    }

    private static func directory(_ entries: [(Int, Value)], links: [(Int, Int)], at offset: Int) -> [UInt8] {
        var head = little(entries.count + links.count, 2)
        var data: [UInt8] = []
        let dataOffset = offset + 6 + 12 * (entries.count + links.count)
        for (tag, value) in entries {
            let (type, count, bytes) = encoded(value)
            head += little(tag, 2) + little(type, 2) + little(count, 4)
            if bytes.count > 4 {
                head += little(dataOffset + data.count, 4)
                data += bytes
            } else {
                head += bytes + [UInt8](repeating: 0, count: 4 - bytes.count)
            }
        }
        for (tag, target) in links {
            head += little(tag, 2) + little(4, 2) + little(1, 4) + little(target, 4)
        }
        return head + little(0, 4) + data
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
