import Evaluation
import Testing

struct RiskCoverageTests {
    private func coverage(_ frames: [(confidence: Double, isRight: Bool)], unanswered: Int = 0) throws
        -> RiskCoverage
    {
        let answers = frames.enumerated().map {
            Answers.frame("\($0.offset)", off: $0.element.isRight ? 1 : 99, confidence: $0.element.confidence)
        }
        let others = (0..<unanswered).map { Answers.frame("u\($0)", off: nil) }
        return try #require(try Answers.evaluated(others + answers).riskCoverage)
    }

    @Test func `risks are those of the most confident frames, and unknown where answers end`() throws {
        // Of the two at 0.8 either may come first: one of them is half wrong.
        let coverage = try coverage(
            [(0.4, false), (0.8, false), (0.9, true), (0.8, true)], unanswered: 1)
        let risks = coverage.risks.map(\.risk)
        #expect(risks == [0, 0, 0.25, 0.25, 1.0 / 3, 1.0 / 3, 0.5, 0.5, nil, nil])
        #expect(coverage.risks.map(\.coverage).last == 1)
        #expect(abs(coverage.area - (0 + 0.25 + 1.0 / 3 + 0.5) / 4) < 1e-12)
        #expect(coverage.reached == Share(4, of: 5))
    }

    @Test func `a threshold keeps frames of one confidence together`() throws {
        let coverage = try coverage([(0.9, true), (0.8, true), (0.8, false), (0.1, false)])
        #expect(coverage.shareAt95 == Share(1, of: 4))
        #expect(coverage.confidenceAt95 == 0.9)
    }

    @Test func `one wrong frame in twenty is 95 percent right`() throws {
        let frames = (0..<20).map { (0.5, $0 != 7) }
        #expect(try coverage(frames).shareAt95 == Share(20, of: 20))
        #expect(try coverage(frames + [(0.4, false)]).shareAt95 == Share(20, of: 21))
    }

    @Test func `where the surest are wrong no threshold helps`() throws {
        let coverage = try coverage([(0.9, false), (0.8, true)])
        #expect(coverage.shareAt95 == Share(0, of: 2))
        #expect(coverage.confidenceAt95 == nil)
    }

    @Test func `the order of the frames does not matter`() throws {
        let frames = (0..<50).map { (Double($0 % 7) / 10, $0 % 3 == 0) }
        let (one, other) = (try coverage(frames), try coverage(frames.reversed()))
        #expect(one.risks == other.risks)
        #expect(one.area == other.area)
    }
}
