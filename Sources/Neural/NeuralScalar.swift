internal import Glibc
internal import Tensors

/// What networks compute in: `Float` where it has to be fast, `Double` where formulas are checked.
public protocol NeuralScalar: BinaryFloatingPoint, Sendable {
    /// e to the power of a number.
    static func exponential(_ value: Self) -> Self
    /// The natural logarithm.
    static func logarithm(_ value: Self) -> Self
    /// The natural logarithm of 1 and a number, exact also where the number is small.
    static func logarithmOfOne(plus value: Self) -> Self
    /// A number to the power of another.
    static func power(_ base: Self, _ exponent: Self) -> Self
    /// The product of two row-major matrices, rows x inner by inner x columns after either is turned; what the arrays hold
    /// beyond that is ignored.
    static func product(
        _ left: [Self], isTurned: Bool, _ right: [Self], isTurned: Bool, rows: Int, columns: Int, inner: Int
    ) -> [Self]
}

extension Float: NeuralScalar {
    /// e to the power of a number.
    public static func exponential(_ value: Float) -> Float { Glibc.expf(value) }
    /// The natural logarithm.
    public static func logarithm(_ value: Float) -> Float { Glibc.logf(value) }
    /// The natural logarithm of 1 and a number.
    public static func logarithmOfOne(plus value: Float) -> Float { Glibc.log1pf(value) }
    /// A number to the power of another.
    public static func power(_ base: Float, _ exponent: Float) -> Float { Glibc.powf(base, exponent) }

    /// The product of two row-major matrices, by OpenBLAS.
    public static func product(
        _ left: [Float], isTurned leftIsTurned: Bool, _ right: [Float], isTurned rightIsTurned: Bool,
        rows: Int,
        columns: Int, inner: Int
    ) -> [Float] {
        guard rows > 0, columns > 0, inner > 0 else { return [Float](repeating: 0, count: rows * columns) }
        return [Float](unsafeUninitializedCapacity: rows * columns) { product, count in
            count = rows * columns
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    guard let left = left.baseAddress, let right = right.baseAddress,
                        let product = product.baseAddress
                    else { return }
                    multiply(
                        rows: rows, columns: columns, inner: inner, left, leftIsTurned ? .transposed : .plain,
                        leftStride: leftIsTurned ? rows : inner, right,
                        rightIsTurned ? .transposed : .plain, rightStride: rightIsTurned ? inner : columns,
                        into: product, productStride: columns)
                }
            }
        }
    }
}

extension Double: NeuralScalar {
    /// e to the power of a number.
    public static func exponential(_ value: Double) -> Double { Glibc.exp(value) }
    /// The natural logarithm.
    public static func logarithm(_ value: Double) -> Double { Glibc.log(value) }
    /// The natural logarithm of 1 and a number.
    public static func logarithmOfOne(plus value: Double) -> Double { Glibc.log1p(value) }
    /// A number to the power of another.
    public static func power(_ base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }

    /// The product of two row-major matrices, one element after the other.
    public static func product(
        _ left: [Double], isTurned leftIsTurned: Bool, _ right: [Double], isTurned rightIsTurned: Bool,
        rows: Int, columns: Int, inner: Int
    ) -> [Double] {
        var product = [Double](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                for index in 0..<inner {
                    let one = leftIsTurned ? left[index * rows + row] : left[row * inner + index]
                    let other =
                        rightIsTurned ? right[column * inner + index] : right[index * columns + column]
                    product[row * columns + column] += one * other
                }
            }
        }
        return product
    }
}
