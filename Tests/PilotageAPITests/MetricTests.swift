import PilotageAPI
import Testing

struct MetricTests {
    @Test(arguments: [[1, 0], [0.6, -0.8], [0, 0]] as [[Float]])
    func `cosine takes embeddings of length 1, and zeros`(embedding: [Float]) throws {
        try Metric.cosine.checkLength(of: embedding)
    }

    @Test func `cosine refuses other lengths`() {
        let error = #expect(throws: PilotageError.self) { try Metric.cosine.checkLength(of: [3, 4]) }
        #expect(error?.message == "an embedding of length 5.0, but the metric cosine takes length 1")
    }

    @Test func `l2 takes every length`() throws { try Metric.l2.checkLength(of: [3, 4]) }

    @Test(arguments: [(1.0, 0.0), (0.0, 2.0.squareRoot()), (-1.0, 2.0), (1.000_001, 0.0)])
    func `a cosine is a distance of vectors of length 1`(similarity: Double, distance: Double) {
        #expect(abs(Metric.cosine.distance(similarity: similarity) - distance) < 1e-12)
    }

    @Test func `l2 is a distance with its sign turned`() {
        #expect(Metric.l2.distance(similarity: -3.5) == 3.5)
        #expect(Metric.l2.distance(similarity: 0) == 0)
    }
}
