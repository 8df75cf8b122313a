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
}
