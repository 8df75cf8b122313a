internal import Glibc

/// Writes a `float32` matrix row by row to a `.npy` file, when the number of rows is not known beforehand.
///
/// The file is only valid after `finish`: until then its header promises no rows. Not for several threads at once.
public struct NPYWriter: ~Copyable {
    /// Elements per row.
    public let columns: Int
    /// Rows written so far.
    public private(set) var rows = 0
    private let file: OpenFile

    /// Creates a file, or empties the one that is there.
    public init(path: String, columns: Int) throws {
        precondition(columns > 0, "rows of \(columns) elements")
        let file = try OpenFile(path, flags: O_RDWR | O_CREAT | O_TRUNC)
        try Self.writeHeader(rows: 0, columns: columns, to: file)
        self.columns = columns
        self.file = file
    }

    /// Appends one or more rows: a multiple of `columns` elements.
    public mutating func append(_ values: [Float]) throws {
        precondition(values.count.isMultiple(of: columns), "\(values.count) values are no rows of \(columns)")
        try values.withUnsafeBytes { try file.write($0, at: 128 + rows * columns * 4) }
        rows += values.count / columns
    }

    /// Completes the header and waits until all is on the disk.
    public consuming func finish() throws {
        try Self.writeHeader(rows: rows, columns: columns, to: file)
        try file.synchronize()
    }

    private static func writeHeader(rows: Int, columns: Int, to file: borrowing OpenFile) throws {
        try NPYHeader.bytes(rows: rows, columns: columns).withUnsafeBytes { try file.write($0, at: 0) }
    }
}
