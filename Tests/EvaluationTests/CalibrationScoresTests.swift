import Evaluation
import Foundation
import Testing

struct CalibrationScoresTests {
    /// Said and came true: 0.9 yes, 0.8 no, 0.85 yes, 0.3 no, 0.1 yes; the sixth has no answer.
    private func scores() throws -> CalibrationScores {
        let frames = [
            Answers.frame("a", off: 4, confidence: 0.9), Answers.frame("b", off: 30, confidence: 0.8),
            Answers.frame("c", off: 24, confidence: 0.85), Answers.frame("d", off: 26, confidence: 0.3),
            Answers.frame("e", off: 0, confidence: 0.1), Answers.frame("f", off: nil),
        ]
        return try #require(try Answers.evaluated(frames).calibration)
    }

    @Test func `the Brier score is the mean squared difference`() throws {
        let worked = (0.01 + 0.64 + 0.0225 + 0.09 + 0.81) / 5
        #expect(abs(try scores().brier - worked) < 1e-12)
        #expect(try scores().frames == 5)
    }

    @Test func `the log-likelihood is that of what came true`() throws {
        let worked = -(log(0.9) + log(1 - 0.8) + log(0.85) + log(1 - 0.3) + log(0.1)) / 5
        #expect(abs(try scores().negativeLogLikelihood - worked) < 1e-12)
    }

    @Test func `the calibration error weighs the gap of every bin by its frames`() throws {
        // Bins: 0.1 to 0.2 |0.1 - 1|, 0.3 to 0.4 |0.3 - 0|, 0.8 to 0.9 |0.8 + 0.85 - 1|, 0.9 to 1 |0.9 - 1|.
        let worked = (0.9 + 0.3 + 0.65 + 0.1) / 5
        #expect(abs(try scores().expectedCalibrationError - worked) < 1e-12)
    }

    @Test func `there are ten bins with their means`() throws {
        let bins = try scores().bins
        #expect(bins.map(\.right.of) == [0, 1, 0, 1, 0, 0, 0, 0, 2, 1])
        #expect(bins.map(\.right.count) == [0, 1, 0, 0, 0, 0, 0, 0, 1, 1])
        #expect(bins[8].meanConfidence == (0.8 + 0.85) / 2)
        #expect(bins[0].meanConfidence == nil)
        #expect(bins[3].from == 0.3 && bins[3].to == 0.4)
    }

    @Test func `a confidence at a border belongs to the bin above, and 1 to the last`() throws {
        let frames = [0, 0.1, 0.3, 0.6, 0.7, 0.9, 1].enumerated().map {
            Answers.frame("\($0.offset)", off: 0, confidence: $0.element)
        }
        let bins = try #require(try Answers.evaluated(frames).calibration).bins
        #expect(bins.map(\.right.of) == [1, 1, 0, 1, 0, 0, 1, 1, 0, 2])
    }

    @Test func `a certain mistake costs as much as four digits can say`() throws {
        let frames = [Answers.frame("a", off: 99, confidence: 1), Answers.frame("b", off: 0, confidence: 0)]
        let scores = try #require(try Answers.evaluated(frames).calibration)
        #expect(abs(scores.negativeLogLikelihood + log(0.000_05)) < 1e-9)
    }

    @Test func `without confidences nothing is said of them`() throws {
        let summary = try Answers.evaluated([Answers.frame("a", off: 0)])
        #expect(summary.calibration == nil && summary.riskCoverage == nil)
    }
}
