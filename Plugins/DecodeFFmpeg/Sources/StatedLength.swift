/// How long a container says that its file is, where its first bytes tell.
package enum StatedLength {
    /// How many bytes of a file have to be looked at.
    package static let headLength = 128

    /// The length in bytes that the head of a Matroska, WebM or AVI file states; nil for other files, and where it was left
    /// open, as live recordings do.
    package static func bytes(head: some Collection<UInt8>) -> Int64? {
        let head = Array(head.prefix(headLength))
        if head.starts(with: Array("RIFF".utf8)) { return riff(head) }
        if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return matroska(head) }
        return nil
    }

    private static func riff(_ head: [UInt8]) -> Int64? {
        guard head.count >= 12 else { return nil }
        let size = (4..<8).reversed().reduce(Int64(0)) { $0 << 8 | Int64(head[$1]) }
        return size == 0 || size == 0xFFFF_FFFF ? nil : size + 8
    }

    /// Reads over the EBML header to the size of the segment (RFC 8794, RFC 9559).
    private static func matroska(_ head: [UInt8]) -> Int64? {
        guard let header = size(head, at: 4), let bytes = header.value, bytes < headLength else { return nil }
        let segment = header.end + Int(bytes)
        guard segment + 4 < head.count, head[segment..<segment + 4].elementsEqual([0x18, 0x53, 0x80, 0x67]),
            let size = size(head, at: segment + 4), let length = size.value
        else { return nil }
        return Int64(size.end) + length
    }

    /// A size in as many bytes as its first one says; its value is nil where all bits are set, which means unknown.
    private static func size(_ head: [UInt8], at place: Int) -> (value: Int64?, end: Int)? {
        guard place < head.count, head[place] != 0 else { return nil }
        let count = head[place].leadingZeroBitCount + 1
        guard place + count <= head.count else { return nil }
        let most = Int64(1) << (7 * count) - 1
        let value = head[place..<place + count].reduce(Int64(0)) { $0 << 8 | Int64($1) } & most
        return (value == most ? nil : value, place + count)
    }
}
