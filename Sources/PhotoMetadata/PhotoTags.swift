import CExiv2

/// The tags of one photo, read through Exiv2, which owns them.
final class PhotoTags {
    private let metadata: OpaquePointer

    init?(bytes: UnsafeRawBufferPointer) {
        let start = bytes.bindMemory(to: UInt8.self).baseAddress
        guard let start, let metadata = exiv2_read_memory(start, bytes.count) else { return nil }
        self.metadata = metadata
    }

    init?(path: String) {
        guard let metadata = exiv2_read_file(path) else { return nil }
        self.metadata = metadata
    }

    init?(block: UnsafeRawBufferPointer) {
        let start = block.bindMemory(to: UInt8.self).baseAddress
        guard let start, let metadata = exiv2_read_block(start, block.count) else { return nil }
        self.metadata = metadata
    }

    deinit { exiv2_free(metadata) }

    /// The text of a tag, without blanks and NULs around it; nil where it is missing or empty.
    func text(_ key: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 128)
        guard exiv2_text(metadata, key, &buffer, buffer.count) != 0 else { return nil }
        let scalars = buffer.prefix { $0 != 0 }.map { Unicode.Scalar(UInt8(bitPattern: $0)) }
        // Fields from strangers end in tables: what is not printable ASCII becomes a blank.
        let printable = scalars.map { (" "..."~").contains($0) ? Character($0) : " " }
        let words = String(printable).split(separator: " ").joined(separator: " ")
        return words.isEmpty ? nil : words
    }

    /// One of the numbers of a tag; nil where it is missing or its denominator is 0.
    func number(_ key: String, _ index: Int = 0) -> Double? {
        var (numerator, denominator) = (Int64(0), Int64(0))
        guard exiv2_fraction(metadata, key, index, &numerator, &denominator) != 0, denominator != 0 else {
            return nil
        }
        return Double(numerator) / Double(denominator)
    }
}
