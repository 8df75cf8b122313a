internal import Glibc

/// The rows of a `.npy` file, read one at a time and converted to `float32`: for matrices of any kind and size.
///
/// Not for several threads at once.
public final class NPYRows {
    /// Number of rows.
    public let rows: Int
    /// Elements per row.
    public let columns: Int
    private let header: NPYHeader
    private let file: OpenFile

    /// Opens a file.
    public init(npyFile path: String) throws {
        let file = try OpenFile(path, flags: O_RDONLY)
        header = try NPYHeader(start: file.prefix(NPYHeader.longest), fileSize: file.size())
        (rows, columns) = (header.rows, header.columns)
        self.file = file
    }

    /// One row.
    ///
    /// - Throws: `TensorError` where the file was cut off meanwhile.
    public subscript(row: Int) -> [Float] {
        get throws {
            precondition((0..<rows).contains(row), "row \(row) of \(rows)")
            let size = columns * header.element.size
            let bytes = try file.bytes(size, at: header.dataOffset + row * size)
            guard bytes.count == size else { throw TensorError("cut off in row \(row)") }
            return bytes.withUnsafeBytes { bytes in
                (0..<columns).map { header.element.load(bytes, at: $0 * header.element.size) }
            }
        }
    }
}
