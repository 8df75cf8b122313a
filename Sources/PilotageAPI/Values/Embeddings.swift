/// Vectors of the same dimension, one a row, in one block of memory.
public struct Embeddings: Sendable, Equatable {
    /// Elements per row.
    public let dimension: Int
    /// `count * dimension` elements, row-major.
    public private(set) var values: [Float]

    /// Rows one after the other; `values.count` must be a multiple of `dimension`.
    public init(dimension: Int, values: [Float] = []) {
        precondition(
            dimension > 0 && values.count.isMultiple(of: dimension),
            "\(values.count) values are no rows of \(dimension)")
        self.dimension = dimension
        self.values = values
    }

    /// Number of rows.
    public var count: Int { values.count / dimension }

    /// One row.
    public subscript(row: Int) -> ArraySlice<Float> { values[row * dimension..<(row + 1) * dimension] }

    /// Adds rows of the same dimension.
    public mutating func append(_ other: Embeddings) {
        precondition(
            other.dimension == dimension, "rows of \(other.dimension) appended to rows of \(dimension)")
        values += other.values
    }

    /// Adds one row.
    public mutating func append(_ row: some Collection<Float>) {
        precondition(row.count == dimension, "a row of \(row.count) appended to rows of \(dimension)")
        values += row
    }
}
