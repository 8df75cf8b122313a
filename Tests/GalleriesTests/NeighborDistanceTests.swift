import Galleries
import Geodesy
import PilotageAPI
import Testing

struct NeighborDistanceTests {
    /// A gallery of vectors of two elements.
    private func gallery(_ rows: [[Float]], metric: Metric) -> Gallery {
        Gallery(
            name: "g",
            places: rows.indices.map {
                Place(
                    id: $0, coordinate: Coordinate(latitude: 50, longitude: 8), headingDegrees: nil,
                    source: "")
            },
            embeddings: EmbeddingMatrix(Embeddings(dimension: 2, values: rows.flatMap { $0 })),
            metric: metric,
            embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")),
            calibration: [:])
    }

    @Test func `it is the median distance to the most alike other place`() throws {
        // Nearest others at 1, 1, 3 and 4.
        let rows: [[Float]] = [[0, 0], [1, 0], [1, 3], [5, 3]]
        #expect(try gallery(rows, metric: .l2).neighborDistance(registry: vectorRegistry) == 2)
    }

    @Test func `cosines are turned into distances`() throws {
        let found = try gallery([[1, 0], [0, 1]], metric: .cosine).neighborDistance(registry: vectorRegistry)
        #expect(try abs(#require(found) - 2.0.squareRoot()) < 1e-6)
    }

    @Test func `a place that stands twice is its own neighbor`() throws {
        let rows: [[Float]] = [[0, 0], [0, 0], [9, 0], [9, 0]]
        #expect(try gallery(rows, metric: .l2).neighborDistance(registry: vectorRegistry) == 0)
    }

    @Test func `one place has no neighbor`() throws {
        #expect(try gallery([[1, 0]], metric: .l2).neighborDistance(registry: vectorRegistry) == nil)
    }
}
