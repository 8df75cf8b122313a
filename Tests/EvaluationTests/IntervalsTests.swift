import Evaluation
import Testing

struct IntervalsTests {
    @Test func `of two items, one right and one wrong, nothing is known`() throws {
        // Both right, both wrong, or as it was: a quarter, a quarter and a half of the resamples.
        let frames = [
            Answers.frame("a", off: 0, confidence: 0.9), Answers.frame("b", off: 99, confidence: 0.6),
        ]
        let intervals = try #require(try Answers.evaluated(frames, resamples: 1000).intervals)
        #expect(intervals.recallAt1.map(\.low) == [0, 0])
        #expect(intervals.recallAt1.map(\.high) == [1, 1])
        #expect(intervals.brier.map { abs($0.low - 0.01) < 1e-12 && abs($0.high - 0.36) < 1e-12 } == true)
        #expect(intervals.expectedCalibrationError.map { abs($0.high - 0.6) < 1e-12 } == true)
        #expect(intervals.medianError.map { $0.low < 1e-6 && abs($0.high - 99) < 0.01 } == true)
        #expect(intervals.lastFiveRight.isEmpty)
    }

    @Test func `many single frames come to the normal approximation`() throws {
        let frames = (0..<400).map { Answers.frame("\($0)", off: $0 % 5 == 0 ? 99 : 0) }
        let interval = try #require(try Answers.evaluated(frames, resamples: 2000).intervals).recallAt1[0]
        let half = 1.96 * (0.8 * 0.2 / 400).squareRoot()
        #expect(abs(interval.low - (0.8 - half)) < 0.006)
        #expect(abs(interval.high - (0.8 + half)) < 0.006)
    }

    @Test func `frames of an item count as one`() throws {
        // Four walks of a hundred frames, all right or all wrong: no better known than four frames.
        let walks = (0..<4).flatMap { walk in
            Answers.sequence("\(walk)", Array(repeating: walk == 0 ? 99 : 0, count: 100))
        }
        let frames = (0..<4).map { Answers.frame("\($0)", off: $0 == 0 ? 99 : 0) }
        let (one, other) = (
            try Answers.evaluated(walks, resamples: 500).intervals,
            try Answers.evaluated(frames, resamples: 500).intervals
        )
        #expect(one?.recallAt1 == other?.recallAt1)
        #expect(one?.lastFiveRight.first?.low == one?.recallAt1.first?.low)
    }

    @Test func `a seed gives the same intervals, another one others`() throws {
        let frames = (0..<60).map { Answers.frame("\($0)", off: Double($0), confidence: Double($0) / 60) }
        func brier(_ seed: UInt64) throws -> Interval? {
            try Answers.evaluated(frames, resamples: 200, seed: seed).intervals?.brier
        }
        #expect(try brier(3) == brier(3))
        #expect(try brier(3) != brier(4))
    }

    @Test func `a single item has no interval, nor has an evaluation that asks for none`() throws {
        #expect(try Answers.evaluated(Answers.sequence("a", [0, 1, 2]), resamples: 10).intervals == nil)
        let two = [Answers.frame("a", off: 0), Answers.frame("b", off: 0)]
        #expect(try Answers.evaluated(two).intervals == nil)
        #expect(try Answers.evaluated(two, resamples: 1).intervals?.items == 2)
    }

    @Test func `what no resample knows has no interval`() throws {
        let frames = [Answers.frame("a", off: nil), Answers.frame("b", off: nil)]
        let intervals = try #require(try Answers.evaluated(frames, resamples: 10).intervals)
        #expect(intervals.precision.isEmpty && intervals.medianError == nil && intervals.brier == nil)
        #expect(intervals.recallAt1.map(\.high) == [0, 0])
    }
}
