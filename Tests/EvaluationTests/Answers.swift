import Evaluation
import Geodesy
import PilotageAPI

/// Answers that are so many meters off, and what an evaluation says of them.
enum Answers {
    static let origin = Coordinate(latitude: 43.73, longitude: 7.42)

    static func at(_ metersNorth: Double) -> Coordinate {
        LocalPlane(origin: origin).coordinate(east: 0, north: metersNorth)
    }

    /// A frame whose answer lies `off` meters from the truth of `truths(for:)`; without an answer where that is nil.
    static func frame(
        _ item: String, _ number: Int = 0, off: Double?, confidence: Double? = nil,
        status: Fix.Status = .located
    ) -> EvaluatedFrame {
        EvaluatedFrame(
            item: item, frame: number, timeSeconds: Double(number), status: off == nil ? .noMatch : status,
            coordinate: off.map(at), confidence: off == nil ? nil : confidence,
            radiusMeters: off == nil ? nil : 25)
    }

    /// A sequence by the errors of its frames.
    static func sequence(_ item: String, _ errors: [Double?]) -> [EvaluatedFrame] {
        errors.enumerated().map { frame(item, $0.offset, off: $0.element) }
    }

    /// One truth an item, at the origin.
    static func truths(for frames: [EvaluatedFrame]) -> [TruthTrack] {
        var seen: Set<String> = []
        return frames.map(\.item).filter { seen.insert($0).inserted }.map {
            TruthTrack(name: $0, points: [TruthPoint(coordinate: origin)])
        }
    }

    static func evaluated(
        _ frames: [EvaluatedFrame], radii: [Double] = [25, 50], resamples: Int = 0, seed: UInt64 = 0
    ) throws -> EvaluationSummary {
        var evaluation = Evaluation(radiiMeters: radii)
        (evaluation.resamples, evaluation.seed) = (resamples, seed)
        return try evaluation.summary(of: frames, against: truths(for: frames))
    }
}
