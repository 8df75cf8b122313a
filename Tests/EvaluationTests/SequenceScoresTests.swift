import Evaluation
import PilotageAPI
import Testing

struct SequenceScoresTests {
    /// Right are errors up to 25 m; `nil` has no answer.
    private func scores(_ sequences: [[Double?]]) throws -> SequenceScores? {
        let frames = sequences.enumerated().flatMap { Answers.sequence("\($0.offset)", $0.element) }
        return try Answers.evaluated(frames).sequences
    }

    @Test func `items of fewer than five frames are no sequences`() throws {
        #expect(try scores([[0, 0, 0, 0], [1]]) == nil)
        #expect(try scores([[0, 0, 0, 0], [0, 0, 0, 0, 0]])?.sequences == 1)
    }

    @Test func `the last five must all be right`() throws {
        let scores = try #require(
            try scores([
                [99, 0, 0, 0, 0, 0], [0, 99, 0, 0, 0, 0], [0, 0, 0, 0, nil], [0, 0, 40, 0, 0],
            ]))
        #expect(scores.lastFiveRight.map(\.radiusMeters) == [25, 50])
        #expect(scores.lastFiveRight.map(\.right) == [Share(1, of: 4), Share(2, of: 4)])
    }

    @Test func `the end is the last frame`() throws {
        let scores = try #require(try scores([[0, 0, 0, 0, 10], [9, 9, 9, 9, 30], [0, 0, 0, 0, nil]]))
        #expect(scores.endAnswered == Share(2, of: 3))
        #expect(scores.endError.map { ($0.median * 10).rounded() } == 200)
    }

    @Test func `a sequence is locked once it is right and never wrong again`() throws {
        let scores = try #require(
            try scores([
                [99, 0, 99, 0, nil, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 99], [nil, nil, nil, nil, nil],
            ]))
        #expect(scores.locked == Share(2, of: 4))
        #expect(scores.framesUntilLocked?.median == 2.5)
        #expect(scores.framesUntilLocked?.max == 4)
    }

    @Test func `an ambiguous answer neither locks nor unlocks`() throws {
        var frames = Answers.sequence("a", [0, 0, 99, 0, 0])
        frames[0].status = .ambiguous
        frames[2].status = .ambiguous
        let scores = try #require(try Answers.evaluated(frames).sequences)
        #expect(scores.framesUntilLocked?.max == 2)
        #expect(scores.falseLocks?.count == 0)
    }

    @Test func `a false lock is a stretch of wrong located frames`() throws {
        let scores = try #require(
            try scores([[99, 99, 0, 99, nil, 99, 99, 99], [0, 0, 0, 0, 0]]))
        let locks = try #require(scores.falseLocks)
        #expect(locks.count == 3)
        #expect(locks.sequences == Share(1, of: 2))
        #expect(locks.longestFrames == 3)
    }

    @Test func `frames without a truth part a stretch, and count as seen`() throws {
        let frames = Answers.sequence("v", [99, 99, 99, 0, 0, 0, 0])
        let points = [0, 2, 3, 4, 5, 6].map {
            TruthPoint(timeSeconds: Double($0), coordinate: Answers.origin)
        }
        var evaluation = Evaluation(radiiMeters: [25])
        evaluation.toleranceSeconds = 0.4
        let scores = try #require(
            try evaluation.summary(of: frames, against: [TruthTrack(name: "v", points: points)]).sequences)
        #expect(scores.falseLocks?.count == 2)
        #expect(scores.framesUntilLocked?.max == 4)
        #expect(scores.byFramesSeen.map(\.frames) == [1, 5])
    }

    @Test func `recall is told by the frames seen, as far as sequences go`() throws {
        let long: [Double?] = [99, 99, 40] + Array(repeating: 0, count: 17)
        let scores = try #require(try scores([long, [0, 0, 0, nil, 99]]))
        #expect(scores.byFramesSeen.map(\.frames) == [1, 2, 5, 10, 20])
        #expect(
            scores.byFramesSeen.map { $0.radii[0].right } == [
                Share(1, of: 2), Share(1, of: 2), Share(1, of: 2), Share(1, of: 1), Share(1, of: 1),
            ])
    }

    @Test func `without radii nothing is known of locks`() throws {
        var frames = Answers.sequence("a", [0, 0, 0, 0, 0])
        for index in frames.indices { frames[index].radiusMeters = nil }
        let scores = try #require(try Answers.evaluated(frames).sequences)
        #expect(scores.locked == nil && scores.falseLocks == nil)
        #expect(scores.lastFiveRight[0].right == Share(1, of: 1))
    }

    @Test func `frames count in the order of their numbers, not of the rows`() throws {
        let frames = Answers.sequence("a", [99, 0, 0, 0, 0, 0])
        #expect(
            try Answers.evaluated(frames.reversed()).sequences?.lastFiveRight[0].right == Share(1, of: 1))
    }
}
