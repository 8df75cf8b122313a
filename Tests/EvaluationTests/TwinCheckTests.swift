import Evaluation
import Geodesy
import PilotageAPI
import Testing

struct TwinCheckTests {
    /// Places typically lie 0.9 from each other, by vectors of length 1.
    private func twins(
        of item: String = "query/a.jpg", similarity: Double? = nil, placeMetersAway: Double,
        source: String = "reference/b.jpg", metric: Metric = .cosine, neighborDistance: Double? = 0.9
    ) throws -> Twins {
        var frame = Answers.frame(item, off: 3)
        (frame.placeID, frame.similarity) = (7, similarity)
        let place = Place(
            id: 7, coordinate: Answers.at(placeMetersAway), headingDegrees: nil, source: source)
        var evaluation = Evaluation(radiiMeters: [25])
        evaluation.twins = TwinCheck([place], metric: metric, neighborDistance: neighborDistance)
        return try #require(
            try evaluation.summary(of: [frame], against: Answers.truths(for: [frame])).twins)
    }

    @Test func `the same file at the same position is a twin`() throws {
        let twins = try twins(placeMetersAway: 0.1, source: "reference/a.jpg")
        #expect(twins.found == Share(1, of: 1))
        #expect(twins.first?.item == "query/a.jpg")
        #expect(twins.first?.placeSource == "reference/a.jpg")
    }

    @Test func `nearly the same picture at the same position is a twin under any name`() throws {
        // A distance of 0.2, of which 0.3 is allowed.
        #expect(try twins(similarity: 0.98, placeMetersAway: 0.1).found.count == 1)
    }

    @Test func `nearly the same picture of the same name is a twin wherever the truth has it`() throws {
        #expect(
            try twins(similarity: 0.98, placeMetersAway: 30, source: "reference/a.jpg").found.count == 1)
    }

    @Test func `one reason alone is chance`() throws {
        #expect(try twins(similarity: 0.98, placeMetersAway: 5).found.count == 0, "a look-alike")
        #expect(try twins(similarity: 0.9, placeMetersAway: 0).found.count == 0, "a position")
        #expect(
            try twins(similarity: 0.9, placeMetersAway: 5, source: "r/a.jpg").found.count == 0, "a name")
    }

    @Test func `vectors of any length are held against the places as well`() throws {
        func found(_ similarity: Double) throws -> Int {
            try twins(
                similarity: similarity, placeMetersAway: 0, metric: .l2, neighborDistance: 6
            ).found.count
        }
        #expect(try found(-1.9) == 1)
        #expect(try found(-2.1) == 0)
    }

    @Test func `in a gallery of look-alikes likeness says nothing`() throws {
        #expect(try twins(similarity: 0.98, placeMetersAway: 0, neighborDistance: 0.2).found.count == 0)
        #expect(try twins(similarity: 1, placeMetersAway: 0, neighborDistance: nil).found.count == 0)
    }

    @Test func `the frames of a video are not one picture`() throws {
        let frames = Answers.sequence("walk/a.mp4", [0, 0, 0])
        let place = Place(
            id: 7, coordinate: Answers.origin, headingDegrees: nil, source: "survey/a.mp4")
        var evaluation = Evaluation(radiiMeters: [25])
        evaluation.twins = TwinCheck([place], metric: .cosine, neighborDistance: 0.9)
        let summary = try evaluation.summary(of: frames, against: Answers.truths(for: frames))
        #expect(summary.twins?.found == Share(0, of: 3))
    }
}
