internal import Glibc

/// Writes a matrix row by row to a `.npy` file, when the number of rows is not known beforehand.
///
/// The file is only valid after `finish`: until then its header promises no rows. Not for several threads at once.
public struct NPYWriter: ~Copyable {
    /// Elements per row.
    public let columns: Int
    /// Rows written so far.
    public private(set) var rows = 0
    private let element: NPYHeader.Element
    private let file: OpenFile

    /// Creates a file, or empties the one that is there.
    ///
    /// - Parameter element: what numbers are rounded to.
    public init(path: String, columns: Int, element: NPYHeader.Element = .float32) throws {
        precondition(columns > 0, "rows of \(columns) elements")
        let file = try OpenFile(path, flags: O_RDWR | O_CREAT | O_TRUNC)
        try Self.writeHeader(rows: 0, columns: columns, element, to: file)
        self.columns = columns
        self.element = element
        self.file = file
    }

    /// Appends one or more rows: a multiple of `columns` elements, finite ones for whole numbers.
    public mutating func append(_ values: [Float]) throws {
        precondition(values.count.isMultiple(of: columns), "\(values.count) values are no rows of \(columns)")
        switch element {
        case .int8: try write(values.map { Int8(max(-128, min(127, $0.rounded()))) })
        case .float16: try write(values.map { Float16($0) })
        case .float32: try write(values)
        case .float64: try write(values.map { Double($0) })
        }
        rows += values.count / columns
    }

    private func write<Number: BitwiseCopyable>(_ numbers: [Number]) throws {
        try numbers.withUnsafeBytes { try file.write($0, at: 128 + rows * columns * element.size) }
    }

    /// Completes the header and waits until all is on the disk.
    public consuming func finish() throws {
        try Self.writeHeader(rows: rows, columns: columns, element, to: file)
        try file.synchronize()
    }

    private static func writeHeader(
        rows: Int, columns: Int, _ element: NPYHeader.Element, to file: borrowing OpenFile
    ) throws {
        try NPYHeader.bytes(rows: rows, columns: columns, element: element).withUnsafeBytes {
            try file.write($0, at: 0)
        }
    }
}
