internal import Glibc

extension Matrix {
    /// The matrix that the bytes of a `.npy` file hold; the other kinds are converted to `float32`.
    public init(npy bytes: [UInt8]) throws {
        let header = try NPYHeader(start: bytes, fileSize: bytes.count)
        let count = header.rows * header.columns
        let values = [Float](unsafeUninitializedCapacity: count) { target, initialized in
            bytes.withUnsafeBytes { source in
                for index in 0..<count {
                    let offset = header.dataOffset + index * header.element.size
                    target[index] = header.element.load(source, at: offset)
                }
            }
            initialized = count
        }
        self.init(rows: header.rows, columns: header.columns, values: values)
    }

    /// Reads a whole `.npy` file.
    public init(npyFile path: String) throws {
        let file = try OpenFile(path, flags: O_RDONLY)
        try self.init(npy: file.contents())
    }

    /// The bytes of a `.npy` file with this matrix as `float32`.
    public func npyBytes() -> [UInt8] {
        NPYHeader.bytes(rows: rows, columns: columns) + values.withUnsafeBytes { Array($0) }
    }
}
