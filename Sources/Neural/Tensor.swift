/// Numbers in several dimensions: row-major, no padding, a value.
///
/// Pictures inside a network are batch x channels x height x width, vectors batch x features.
public struct Tensor<Scalar: NeuralScalar>: Sendable, Equatable {
    /// The length of every dimension, slowest first.
    public let shape: [Int]
    /// As many elements as the product of the shape.
    public var values: [Scalar]

    /// A tensor of given elements.
    public init(shape: [Int], values: [Scalar]) {
        let count = shape.reduce(1, *)
        precondition(values.count == count, "\(values.count) values for the shape \(shape)")
        self.shape = shape
        self.values = values
    }

    /// A tensor of one value throughout.
    public init(shape: [Int], repeating value: Scalar = 0) {
        self.init(shape: shape, values: [Scalar](repeating: value, count: shape.reduce(1, *)))
    }

    /// Number of elements along the first dimension.
    public var rows: Int { shape[0] }

    /// Number of elements of one entry of the first dimension.
    public var rowCount: Int { shape.dropFirst().reduce(1, *) }

    /// The same elements in another shape.
    public func reshaped(_ shape: [Int]) -> Tensor { Tensor(shape: shape, values: values) }

    /// The same numbers in another type, rounded.
    public func converted<Other: NeuralScalar>(to type: Other.Type = Other.self) -> Tensor<Other> {
        Tensor<Other>(shape: shape, values: values.map { Other($0) })
    }

    /// `self * other` of matrices: rows x inner by inner x columns.
    public func multiplied(by other: Tensor) -> Tensor {
        product(other, rows: shape[0], inner: shape[1], columns: other.shape[1])
    }

    /// `self * otherᵀ` of matrices: rows x inner by columns x inner.
    public func multiplied(byTransposeOf other: Tensor) -> Tensor {
        product(other, otherIsTurned: true, rows: shape[0], inner: shape[1], columns: other.shape[0])
    }

    /// `selfᵀ * other` of matrices: inner x rows by inner x columns.
    public func transposeMultiplied(by other: Tensor) -> Tensor {
        product(other, isTurned: true, rows: shape[1], inner: shape[0], columns: other.shape[1])
    }

    private func product(
        _ other: Tensor, isTurned: Bool = false, otherIsTurned: Bool = false, rows: Int, inner: Int,
        columns: Int
    ) -> Tensor {
        let otherInner = other.shape[otherIsTurned ? 1 : 0]
        precondition(
            shape.count == 2 && other.shape.count == 2 && inner == otherInner, "\(shape) times \(other.shape)"
        )
        let values = Scalar.product(
            values, isTurned: isTurned, other.values, isTurned: otherIsTurned, rows: rows, columns: columns,
            inner: inner)
        return Tensor(shape: [rows, columns], values: values)
    }

    /// Adds a tensor of the same shape.
    public static func += (sum: inout Tensor, other: Tensor) {
        precondition(sum.shape == other.shape, "\(sum.shape) plus \(other.shape)")
        add(other.values, to: &sum.values)
    }
}

/// Adds numbers, element by element.
func add<Scalar: NeuralScalar>(_ values: [Scalar], to sum: inout [Scalar]) {
    precondition(values.count == sum.count, "\(sum.count) plus \(values.count) elements")
    for index in sum.indices { sum[index] += values[index] }
}
