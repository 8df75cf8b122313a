import Foundation

/// A map in OpenStreetMap's binary format, uncompressed and written by hand, so that it can hold what no editor writes.
struct SmallPBF {
    /// The texts of its only block; the first one is empty by the rules of the format.
    private var texts: [Data] = [Data()]
    private var group = Data()

    /// A node; degrees times 10^7.
    mutating func node(_ id: Int, latitude: Int, longitude: Int) {
        group += Self.field(
            1,
            Self.number(1, Self.zigzag(id)) + Self.number(8, Self.zigzag(latitude))
                + Self.number(9, Self.zigzag(longitude)))
    }

    /// A way through some nodes.
    mutating func way(_ id: Int, _ nodes: [Int], _ tags: [(key: String, value: String)]) {
        let keys = tags.map { text($0.key) }
        let values = tags.map { text($0.value) }
        let steps = zip(nodes, [0] + nodes).map { Self.zigzag($0 - $1) }
        group += Self.field(
            3,
            Self.number(1, UInt64(id)) + Self.field(2, Self.packed(keys)) + Self.field(3, Self.packed(values))
                + Self.field(8, Self.packed(steps)))
    }

    /// The whole as a file.
    var file: Data {
        let header = Self.field(4, Data("OsmSchema-V0.6".utf8))
        let table = texts.reduce(Data()) { $0 + Self.field(1, $1) }
        return Self.blob("OSMHeader", header)
            + Self.blob("OSMData", Self.field(1, table) + Self.field(2, group))
    }

    private mutating func text(_ text: String) -> UInt64 {
        texts.append(Data(text.utf8))
        return UInt64(texts.count - 1)
    }

    private static func blob(_ type: String, _ content: Data) -> Data {
        let blob = field(1, content)
        let header = field(1, Data(type.utf8)) + number(3, UInt64(blob.count))
        return withUnsafeBytes(of: UInt32(header.count).bigEndian) { Data($0) } + header + blob
    }

    private static func field(_ number: Int, _ content: Data) -> Data {
        varint(UInt64(number << 3 | 2)) + varint(UInt64(content.count)) + content
    }

    private static func number(_ number: Int, _ value: UInt64) -> Data {
        varint(UInt64(number << 3)) + varint(value)
    }

    private static func packed(_ values: [UInt64]) -> Data { values.reduce(Data()) { $0 + varint($1) } }

    private static func zigzag(_ value: Int) -> UInt64 { UInt64(bitPattern: Int64(value << 1 ^ value >> 63)) }

    private static func varint(_ value: UInt64) -> Data {
        var (rest, bytes) = (value, Data())
        while rest > 127 {
            bytes.append(UInt8(rest & 127 | 128))
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
