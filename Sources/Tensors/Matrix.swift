/// A matrix of single-precision numbers: row-major, no padding, a value.
public struct Matrix: Sendable, Equatable {
    /// Number of rows.
    public let rows: Int
    /// Elements per row.
    public let columns: Int
    /// `rows * columns` elements, one row after the other.
    public var values: [Float]

    /// A matrix of given elements; there must be `rows * columns`.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(
            rows >= 0 && columns >= 0 && values.count == rows * columns,
            "\(values.count) values for \(rows) x \(columns)")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// A matrix of one value throughout.
    public init(rows: Int, columns: Int, repeating value: Float = 0) {
        self.init(rows: rows, columns: columns, values: [Float](repeating: value, count: rows * columns))
    }

    /// Rows of equal length.
    public init(_ rows: [[Float]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap { $0 })
    }

    /// One element.
    public subscript(row: Int, column: Int) -> Float {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// One row.
    public subscript(row row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }

    /// Some rows, in the order asked for.
    public func selecting(rows chosen: [Int]) -> Matrix {
        var selected: [Float] = []
        selected.reserveCapacity(chosen.count * columns)
        for row in chosen { selected += self[row: row] }
        return Matrix(rows: chosen.count, columns: columns, values: selected)
    }

    /// Rows and columns exchanged.
    public func transposed() -> Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for row in 0..<rows {
            for column in 0..<columns { result.values[column * rows + row] = values[row * columns + column] }
        }
        return result
    }

    /// Every row with a vector of `columns` elements subtracted.
    public func subtractingFromRows(_ vector: [Float]) -> Matrix {
        precondition(vector.count == columns, "\(vector.count) elements against \(columns) columns")
        var result = self
        for row in 0..<rows {
            for column in 0..<columns { result.values[row * columns + column] -= vector[column] }
        }
        return result
    }

    /// Every row brought to Euclidean length 1; rows of zeros stay as they are.
    public func normalizingRows() -> Matrix {
        var result = self
        result.values.withUnsafeMutableBufferPointer { values in
            for row in 0..<rows { normalize(.init(rebasing: values[row * columns..<(row + 1) * columns])) }
        }
        return result
    }
}
