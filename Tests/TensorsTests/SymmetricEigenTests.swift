import Tensors
import Testing

struct SymmetricEigenTests {
    @Test func `a matrix with known eigenvalues is decomposed`() throws {
        // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, -1).
        let eigen = try SymmetricEigen(Matrix([[2, 1], [1, 2]]))
        #expect(eigen.values.map { ($0 * 1e6).rounded() / 1e6 } == [3, 1])
        let half = Float(0.5).squareRoot()
        for found in eigen.vectors.values { #expect(abs(abs(found) - half) < 1e-6) }
        #expect(eigen.vectors[0, 0] * eigen.vectors[0, 1] > 0)
        #expect(eigen.vectors[1, 0] * eigen.vectors[1, 1] < 0)
    }

    @Test(arguments: [1, 2, 5, 40])
    func `vectors and values put the matrix together again`(size: Int) throws {
        let factor = randomMatrix(size, size + 3, seed: 5)
        let matrix = factor.multiplied(byTransposeOf: factor)
        let eigen = try SymmetricEigen(matrix)
        #expect(eigen.values == eigen.values.sorted(by: >))
        var scaled = eigen.vectors
        for row in 0..<size {
            for column in 0..<size { scaled[row, column] *= Float(eigen.values[row]) }
        }
        let again = eigen.vectors.transposeMultiplied(by: scaled)
        for (found, expected) in zip(again.values, matrix.values) { #expect(abs(found - expected) < 1e-3) }
    }

    @Test func `the element of largest magnitude is positive`() throws {
        let factor = randomMatrix(12, 20, seed: 6)
        let eigen = try SymmetricEigen(factor.multiplied(byTransposeOf: factor))
        for row in 0..<12 {
            let largest = eigen.vectors[row: row].max { abs($0) < abs($1) }
            #expect((largest ?? 0) > 0)
        }
    }

    @Test func `a matrix that is not finite is refused`() {
        #expect(throws: TensorError.self) { try SymmetricEigen(Matrix([[.nan, 0], [0, 1]])) }
    }
}
