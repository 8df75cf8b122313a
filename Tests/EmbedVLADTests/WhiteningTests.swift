import EmbedVLAD
import Tensors
import Testing

struct WhiteningTests {
    private let aggregates: Matrix
    private let gram: Matrix

    init() {
        var random = SeededGenerator(seed: 1)
        aggregates = Matrix(
            rows: 30, columns: 200, values: (0..<6000).map { _ in Float(random.normal()) }
        ).normalizingRows()
        gram = aggregates.multiplied(byTransposeOf: aggregates)
    }

    private func covariance(_ points: Matrix) -> Matrix {
        let centered = points.subtractingFromRows(points.columnMeans())
        var product = centered.transposeMultiplied(by: centered)
        for index in product.values.indices { product.values[index] /= Float(points.rows) }
        return product
    }

    @Test func `coordinates are uncorrelated and have the variances told`() throws {
        let space = try GramSpace(gram, members: Array(0..<20), components: 10)
        let found = covariance(space.coordinates.selecting(rows: space.members))
        for row in 0..<10 {
            for column in 0..<10 {
                let expected = row == column ? Float(space.variances[row]) : 0
                #expect(abs(found[row, column] - expected) < 1e-5)
            }
        }
    }

    @Test func `coordinates keep the distances of the members`() throws {
        let space = try GramSpace(gram, members: Array(0..<20), components: 19)
        func squared(_ matrix: Matrix, _ one: Int, _ other: Int) -> Float {
            zip(matrix[row: one], matrix[row: other]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        #expect(abs(squared(aggregates, 3, 11) - squared(space.coordinates, 3, 11)) < 1e-4)
    }

    @Test(arguments: [WhiteningChoice.Kind.plain, .half, .full, .neighbors, .neighborsSmoothed])
    func `the map of aggregates gives the embeddings of the space`(kind: WhiteningChoice.Kind) throws {
        let members = Array(0..<20)
        let space = try GramSpace(gram, members: members, components: 15)
        let pairs = members.map { ($0, ($0 + 1) % 20) }
        let whitening = try Whitening(kind, space, dimensions: 12, pairs: pairs)
        let axes = whitening.combination(of: space).multiplied(by: aggregates.selecting(rows: members))
        let mean = aggregates.selecting(rows: members).columnMeans()
        let direct = aggregates.subtractingFromRows(mean).multiplied(byTransposeOf: axes).normalizingRows()
        let worst = zip(direct.values, whitening.embeddings(in: space).values).map { abs($0 - $1) }.max() ?? 1
        #expect(direct.columns == 12)
        #expect(worst < 1e-3, "off by \(worst)")
    }

    @Test func `full whitening makes the spread about as large in every direction`() throws {
        let members = Array(0..<30)
        let space = try GramSpace(gram, members: members, components: 5)
        let whitening = try Whitening(.full, space, dimensions: 5, pairs: [])
        let spread = covariance(space.coordinates.multiplied(byTransposeOf: whitening.map))
        let diagonal = (0..<5).map { spread[$0, $0] }
        #expect((diagonal.max() ?? 0) / (diagonal.min() ?? 1) < 1.2)
    }
}
