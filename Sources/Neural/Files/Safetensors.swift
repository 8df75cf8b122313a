internal import Digests
package import PilotageAPI

/// A file of named arrays of `float32` in the safetensors format.
///
/// Eight bytes give the length of the header, little-endian; the header is a JSON object with type, shape and place of
/// every array, and texts under `__metadata__`; the numbers follow without gaps.
public struct Safetensors: Sendable, Equatable {
    /// A named array of numbers.
    public struct Entry: Sendable, Equatable {
        /// Unlike all others in the file.
        public var name: String
        /// The length of every dimension; their product is the number of values.
        public var shape: [Int]
        /// Row-major.
        public var values: [Float]

        /// A named array.
        public init(name: String, shape: [Int], values: [Float]) {
            precondition(
                values.count == shape.reduce(1, *), "\(values.count) values for \(name) of shape \(shape)")
            self.name = name
            self.shape = shape
            self.values = values
        }
    }

    /// What the file says of itself.
    public var metadata: [String: String]
    /// In the order in which the numbers lie.
    public var entries: [Entry]

    /// Named arrays with what is to be said of them.
    public init(metadata: [String: String] = [:], entries: [Entry]) {
        self.metadata = metadata
        self.entries = entries
    }

    /// The numbers as they stand in the file.
    var data: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 4 * $1.values.count })
        for entry in entries { entry.values.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// The file's bytes before the numbers: the same for the same content.
    var head: [UInt8] {
        let texts = metadata.sorted { $0.key < $1.key }
            .map { "\(jsonString($0.key)):\(jsonString($0.value))" }.joined(separator: ",")
        var fields = metadata.isEmpty ? [] : ["\"__metadata__\":{\(texts)}"]
        var offset = 0
        for entry in entries {
            let end = offset + 4 * entry.values.count
            let shape = entry.shape.map(String.init).joined(separator: ",")
            fields.append(
                "\(jsonString(entry.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
            )
            offset = end
        }
        var header = Array("{\(fields.joined(separator: ","))}".utf8)
        // The numbers begin at a multiple of eight bytes, for readers that map them.
        header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
        return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
    }

    private static let digestKey = "digest"

    /// The SHA-256 of the file, where the digits of the digest in its header are zeros.
    private var digest: String {
        var blank = self
        blank.metadata[Self.digestKey] = Self.digestText(String(repeating: "0", count: 64))
        let digest = SHA256()
        digest.update(blank.head)
        digest.update(data)
        return Self.digestText(digest.hexDigits())
    }

    private static func digestText(_ digits: String) -> String { "sha256:\(digits)" }

    /// Gives the file a digest, which tells later whether any of it was altered.
    package mutating func seal() { metadata[Self.digestKey] = digest }

    /// Whether the file is what its digest says.
    var isSealed: Bool { metadata[Self.digestKey] == digest }

    /// Writes the file, whole or not at all.
    ///
    /// - Throws: `PilotageError` of kind `unwritable`.
    public func write(to path: String) throws { try write(to: AtomicFile(path: path)) }

    /// Writes the file; the target is replaced when all is written.
    package func write(to file: AtomicFile) throws {
        try file.write(head)
        try file.write(data)
        try file.publish()
    }
}
