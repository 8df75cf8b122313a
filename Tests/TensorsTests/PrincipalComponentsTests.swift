import Tensors
import Testing

struct PrincipalComponentsTests {
    @Test func `the direction of greatest variance comes first`() throws {
        let points = Matrix([[0, 0], [2, 2.2], [-2, -2.2], [4, 3.8], [-4, -3.8]])
        let components = try PrincipalComponents(of: points, components: 2)
        #expect(components.mean == [0, 0])
        #expect(abs(components.directions[0, 0] - components.directions[0, 1]) < 0.05)
        #expect(components.variances[0] > 10 * components.variances[1])
    }

    @Test func `whitened coordinates have variance 1`() throws {
        var points = randomMatrix(2000, 6, seed: 1)
        for row in 0..<points.rows { points[row, 2] = 5 * points[row, 2] + points[row, 0] }
        let components = try PrincipalComponents(of: points, components: 6)
        let whitened = points.subtractingFromRows(components.mean)
            .multiplied(byTransposeOf: components.scaledDirections(power: 1))
        let covariance = whitened.transposeMultiplied(by: whitened)
        for row in 0..<6 {
            for column in 0..<6 {
                #expect(abs(covariance[row, column] / 2000 - (row == column ? 1 : 0)) < 1e-3)
            }
        }
    }

    @Test func `directions without variance are left out`() throws {
        let points = Matrix([[1, 5, 0], [2, 5, 0], [3, 5, 0]])
        #expect(try PrincipalComponents(of: points, components: 3).directions.rows == 1)
        #expect(try PrincipalComponents(of: Matrix([[1, 2, 3]]), components: 3).directions.rows == 1)
    }
}
