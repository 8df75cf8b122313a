import Tensors
import Testing

struct MatrixTests {
    /// Products in double precision, element by element.
    private func naive(_ left: Matrix, _ right: Matrix) -> Matrix {
        var product = Matrix(rows: left.rows, columns: right.columns)
        for row in 0..<left.rows {
            for column in 0..<right.columns {
                var sum = 0.0
                for inner in 0..<left.columns {
                    sum += Double(left[row, inner]) * Double(right[inner, column])
                }
                product[row, column] = Float(sum)
            }
        }
        return product
    }

    private func check(_ found: Matrix, _ expected: Matrix, within tolerance: Float = 1e-4) {
        #expect((found.rows, found.columns) == (expected.rows, expected.columns))
        let worst = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 0
        #expect(worst <= tolerance, "off by \(worst)")
    }

    @Test(arguments: [(1, 1, 1), (3, 4, 5), (17, 33, 9), (64, 128, 31), (2, 1, 7)])
    func `products agree with sums of products`(rows: Int, inner: Int, columns: Int) {
        let (left, right) = (randomMatrix(rows, inner, seed: 1), randomMatrix(inner, columns, seed: 2))
        let expected = naive(left, right)
        check(left.multiplied(by: right), expected)
        check(left.multiplied(byTransposeOf: right.transposed()), expected)
        check(left.transposed().transposeMultiplied(by: right), expected)
    }

    @Test func `products with nothing in between are zeros`() {
        let product = Matrix(rows: 2, columns: 0).multiplied(by: Matrix(rows: 0, columns: 3))
        #expect(product == Matrix(rows: 2, columns: 3))
        #expect(Matrix(rows: 0, columns: 4).multiplied(by: Matrix(rows: 4, columns: 3)).values == [])
    }

    @Test func `normalized rows have length 1 and zeros stay zeros`() {
        let matrix = Matrix([[3, 4, 0], [0, 0, 0]]).normalizingRows()
        #expect(matrix == Matrix([[0.6, 0.8, 0], [0, 0, 0]]))
    }

    @Test func `rows are chosen in the order asked for`() {
        let matrix = Matrix([[1, 2], [3, 4], [5, 6]])
        #expect(matrix.selecting(rows: [2, 0, 2]) == Matrix([[5, 6], [1, 2], [5, 6]]))
        #expect(matrix.subtractingFromRows([1, 1]) == Matrix([[0, 1], [2, 3], [4, 5]]))
        #expect(matrix.columnMeans() == [3, 4])
    }

    @Test(arguments: [0, 1, 7, 8, 16, 17, 100])
    func `inner products of every length agree with the sum`(count: Int) {
        let (one, other) = (randomMatrix(1, count, seed: 3).values, randomMatrix(1, count, seed: 4).values)
        let expected = zip(one, other).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let found = one.withUnsafeBufferPointer { one in other.withUnsafeBufferPointer { dot(one, $0) } }
        #expect(abs(Double(found) - expected) < 1e-4)
    }
}

/// Standard normal numbers from a seed.
func randomMatrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = SeededGenerator(seed: seed)
    return Matrix(
        rows: rows, columns: columns, values: (0..<rows * columns).map { _ in Float(random.normal()) })
}
