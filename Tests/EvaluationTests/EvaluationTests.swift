import Evaluation
import Foundation
import Geodesy
import PilotageAPI
import Testing

@Suite struct EvaluationTests {
    let origin = Coordinate(latitude: 43.73, longitude: 7.42)

    @Test func `recall counts all frames with a truth, precision the answered ones`() throws {
        let summary = try evaluated([answer("a", 4), answer("b", 30), answer("c", nil), answer("d", 70)])
        #expect(summary.scored == Share(4, of: 4))
        #expect(summary.answered == Share(3, of: 4))
        #expect(summary.radii.map(\.recallAt1) == [Share(1, of: 4), Share(2, of: 4)])
        #expect(summary.radii.map(\.precision) == [Share(1, of: 3), Share(2, of: 3)])
    }

    @Test func `an ambiguous answer counts as one, but not as located`() throws {
        var ambiguous = answer("a", 4)
        ambiguous.status = .ambiguous
        let summary = try evaluated([ambiguous, answer("b", 30)])
        #expect(summary.radii[0].precision == Share(1, of: 2))
        #expect(summary.radii[0].precisionOfLocated == Share(0, of: 1))
        #expect(summary.statuses == ["located": 1, "ambiguous": 1, "no_match": 0, "undecodable": 0])
    }

    @Test func `errors are told by their quantiles`() throws {
        let summary = try evaluated((0...10).map { answer("\($0)", Double($0) * 10) })
        let error = try #require(summary.error)
        #expect([error.median, error.p90, error.max].map { ($0 * 10).rounded() / 10 } == [50, 90, 100])
        #expect(Quantiles([3, 1])?.median == 2)
        #expect(Quantiles([]) == nil)
    }

    @Test func `recall of more candidates is known only where they were kept`() throws {
        var (kept, empty) = (answer("a", 100), answer("b", nil))
        kept.candidates = [100, 90, 80, 70, 5].map(at)
        empty.candidates = []
        let summary = try evaluated([kept, empty, answer("c", 0)])
        #expect(summary.radii[0].candidates.map(\.k) == [1, 5, 10])
        #expect(
            summary.radii[0].candidates.map(\.recall) == [Share(0, of: 2), Share(1, of: 2), Share(1, of: 2)])
        #expect(try evaluated([answer("c", 0)]).radii[0].candidates.isEmpty)
    }

    @Test func `a frame is solvable where the gallery has a place within the radius`() throws {
        var evaluation = Evaluation(radiiMeters: [25, 50])
        evaluation.places = NearestPlace([at(30), at(-2000)])
        let summary = try evaluation.summary(
            of: [answer("a", 0), answer("b", nil)], against: [truth("a"), truth("b", 100)])
        #expect(summary.radii.map(\.solvable) == [Share(0, of: 2), Share(1, of: 2)])
    }

    @Test func `radii and confidence are held against the errors`() throws {
        var frames = [answer("a", 4), answer("b", 30), answer("c", 70), answer("d", nil)]
        for index in frames.indices where frames[index].coordinate != nil {
            (frames[index].accuracyMeters, frames[index].r95Meters) = (10, 40)
            (frames[index].radiusMeters, frames[index].confidence) = (25, 0.5)
        }
        frames[2].r95Meters = nil
        let summary = try evaluated(frames)
        #expect(summary.withinAccuracy == Share(1, of: 3))
        #expect(summary.withinR95 == Share(2, of: 2))
        #expect(summary.withinOwnRadius == Share(1, of: 3))
        #expect(summary.meanConfidence == 0.5)
    }

    @Test func `the most confident errors come first, five at the most`() throws {
        let frames = (0..<9).map { index in
            var frame = answer("\(index)", index == 3 ? 10 : 100 + Double(index))
            (frame.radiusMeters, frame.confidence) = (25, index < 7 ? 0.9 : 0.95)
            return frame
        }
        #expect(try evaluated(frames).confidentErrors.map(\.item) == ["8", "7", "6", "5", "4"])
    }

    @Test func `heading errors are told where both are known`() throws {
        var (one, other) = (answer("a", 0), answer("b", 0))
        (one.headingDegrees, other.headingDegrees) = (355, 90)
        let truths = [
            TruthTrack(name: "a", points: [TruthPoint(coordinate: origin, headingDegrees: 5)]), truth("b"),
        ]
        let summary = try Evaluation(radiiMeters: [25]).summary(of: [one, other], against: truths)
        #expect(summary.headingError == Quantiles([10]))
    }

    @Test func `what joins nothing is counted and named`() throws {
        let truths = [
            TruthTrack(name: "v", points: [TruthPoint(timeSeconds: 0, coordinate: origin)]), truth("other"),
        ]
        let late = EvaluatedFrame(item: "v", frame: 1, timeSeconds: 9, coordinate: origin)
        let frames = [EvaluatedFrame(item: "v", frame: 0, coordinate: origin), late, answer("w", 0)]
        let summary = try Evaluation(radiiMeters: [25]).summary(of: frames, against: truths)
        #expect(summary.scored == Share(1, of: 3))
        #expect(summary.itemsWithoutTruth == ["w"])
        #expect(summary.truthsWithoutItem == ["other"])
        #expect(summary.framesOutsideTruth == 1)
    }

    @Test func `an evaluation of nothing is an error that shows both sides`() {
        let error = #expect(throws: PilotageError.self) {
            try Evaluation(radiiMeters: [25]).summary(of: [answer("x", 0)], against: [truth("y")])
        }
        #expect(error?.message == "none of 1 items joins one of 1 truths")
        #expect(error?.hint == "an item is 'x', a truth 'y': one must be the other, or the end of its path")
    }

    @Test func `no fixes are an error`() {
        let error = #expect(throws: PilotageError.self) {
            try Evaluation(radiiMeters: [25]).summary(of: [], against: [truth("y")])
        }
        #expect(error?.message == "there are no fixes to evaluate")
    }

    @Test func `places are found across any latitude and never farther than asked`() {
        let places = NearestPlace([at(0), at(40), Coordinate(latitude: -43, longitude: 7)])
        #expect(places.distance(to: at(30), limitMeters: 10.1).map { ($0 * 10).rounded() } == 100)
        #expect(places.distance(to: at(30), limitMeters: 9) == nil)
        #expect(NearestPlace([]).distance(to: at(0), limitMeters: 1e9) == nil)
    }

    private func at(_ metersNorth: Double) -> Coordinate {
        LocalPlane(origin: origin).coordinate(east: 0, north: metersNorth)
    }

    /// An answer so many meters off; none where that is nil.
    private func answer(_ item: String, _ errorMeters: Double?) -> EvaluatedFrame {
        EvaluatedFrame(
            item: item, frame: 0, status: errorMeters == nil ? .noMatch : .located,
            coordinate: errorMeters.map(at))
    }

    private func truth(_ name: String, _ metersNorth: Double = 0) -> TruthTrack {
        TruthTrack(name: name, points: [TruthPoint(coordinate: at(metersNorth))])
    }

    private func evaluated(_ frames: [EvaluatedFrame]) throws -> EvaluationSummary {
        try Evaluation(radiiMeters: [25, 50]).summary(of: frames, against: frames.map { truth($0.item) })
    }
}
