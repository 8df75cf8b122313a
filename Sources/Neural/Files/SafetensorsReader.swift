package import Foundation
internal import PilotageAPI

extension Safetensors {
    /// The longest header that is read: room for some ten thousand arrays and the curve of a long training.
    private static let longestHeader = 1 << 23
    /// The largest file that is read, in bytes.
    private static let largestFile = 1 << 31

    /// Reads a file and checks everything about it.
    ///
    /// - Throws: `PilotageError` that names the file: `unreadable`, `damaged`, or `unsupported` for other types of number.
    public init(path: String) throws {
        let bytes = try Self.contents(path)
        do {
            try self.init(bytes: bytes)
        } catch let error as PilotageError {
            throw error.at(path)
        }
    }

    /// Reads the bytes of a file.
    ///
    /// - Throws: `PilotageError` without the file's name.
    package init(bytes: Data) throws {
        guard bytes.count >= 8 else { throw damaged("ends after \(bytes.count) bytes, before its header") }
        let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(Self.longestHeader) || length > UInt64(bytes.count - 8) else {
            throw PilotageError(
                .unsupported,
                "has a header of \(length) bytes, more than the \(Self.longestHeader) that are read")
        }
        guard length <= UInt64(bytes.count - 8) else {
            throw damaged(
                "is no safetensors file, or cut short: its header is to have \(length) bytes, and it has "
                    + "\(bytes.count) in all")
        }
        let start = bytes.startIndex + 8
        let data = bytes[(start + Int(length))...]
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: Data(bytes[start..<start + Int(length)]))
        } catch {
            throw damaged("has a header that is no JSON of safetensors")
        }
        metadata = header.metadata
        entries = try header.checked(dataCount: data.count).map { try Self.entry($0, data) }
    }

    private static func entry(_ place: Header.Place, _ data: Data) throws -> Entry {
        let count = (place.end - place.start) / 4
        let values = [Float](unsafeUninitializedCapacity: count) { target, initialized in
            let range = data.startIndex + place.start..<data.startIndex + place.end
            initialized = data.copyBytes(to: target, from: range) / 4
        }
        guard values.allSatisfy(\.isFinite) else {
            throw damaged("has numbers in '\(place.name)' that are infinite or none")
        }
        return Entry(name: place.name, shape: place.shape, values: values)
    }

    private static func contents(_ path: String) throws -> Data {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: url.path)
        } catch {
            throw PilotageError(
                .unreadable, "there is no such file, or it may not be looked at", place: [path])
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw PilotageError(.unreadable, "is no regular file", place: [path])
        }
        let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
        guard size <= largestFile else {
            throw PilotageError(
                .unsupported, "has \(size) bytes, more than the \(largestFile) that are read", place: [path])
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw PilotageError(.unreadable, "may not be read", place: [path])
        }
    }
}

/// An error for a damaged weights file.
func damaged(_ message: String) -> PilotageError {
    PilotageError(
        .damaged, message, hint: "fetch the file again from where it came from, or train it again")
}

/// The header of a file as it is written, and the places that are checked.
private struct Header: Decodable {
    /// Where an array stands among the numbers, in bytes.
    struct Place {
        var name: String
        var shape: [Int]
        var start: Int
        var end: Int
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Written: Decodable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    var metadata: [String: String] = [:]
    private var written: [String: Written] = [:]

    init(from decoder: any Swift.Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for key in container.allKeys {
            if key.stringValue == "__metadata__" {
                metadata = try container.decode([String: String].self, forKey: key)
            } else {
                written[key.stringValue] = try container.decode(Written.self, forKey: key)
            }
        }
    }

    /// The places in the order of the file, which they fill without gaps or overlaps.
    func checked(dataCount: Int) throws -> [Place] {
        let places = try written.map { try place($0.key, $0.value) }
            .sorted { ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name) }
        var next = 0
        for place in places {
            guard place.start == next else {
                throw damaged("has '\(place.name)' at byte \(place.start) of its numbers, not at \(next)")
            }
            next = place.end
        }
        guard next == dataCount else {
            throw damaged("has \(dataCount) bytes of numbers where its header says \(next)")
        }
        return places
    }

    private func place(_ name: String, _ written: Written) throws -> Place {
        guard written.dtype == "F32" else {
            throw PilotageError(
                .unsupported, "has '\(name)' of type \(written.dtype), and only F32 is read",
                hint: "convert the weights to float32")
        }
        guard written.shape.count <= 8, let bytes = Self.bytes(written.shape) else {
            throw damaged("gives '\(name)' a shape that no array has")
        }
        let offsets = written.data_offsets
        // Only numbers are subtracted that cannot overflow.
        guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1],
            offsets[1] - offsets[0] == bytes
        else { throw damaged("gives '\(name)' a place that does not fit its shape \(written.shape)") }
        return Place(name: name, shape: written.shape, start: offsets[0], end: offsets[1])
    }

    private static func bytes(_ shape: [Int]) -> Int? {
        shape.reduce(Int?.some(4)) { bytes, length in
            guard let bytes, length >= 0 else { return nil }
            let (product, overflow) = bytes.multipliedReportingOverflow(by: length)
            return overflow ? nil : product
        }
    }
}
