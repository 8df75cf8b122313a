internal import Geodesy
internal import PilotageAPI

/// A fix from what inference answers for a frame.
struct RouteFix {
    /// The most that is claimed of a gallery too small to learn anything of.
    private static let uncalibratedConfidence = 0.1

    private(set) var fix: Fix

    /// No answer, for there is no place to compare with.
    init(_ frame: FrameEvidence) {
        fix = Fix(
            frame: frame.frame, timeSeconds: frame.timeSeconds,
            status: frame.isDamaged ? .undecodable : .noMatch, position: nil, match: nil, runnerUp: nil,
            locator: RouteLocator.name)
    }

    init(
        _ answer: RouteAnswer, _ frame: FrameEvidence, _ map: RouteMap, _ model: RouteModel,
        _ gallery: Gallery, _ options: AnswerOptions
    ) {
        self.init(frame)
        guard !frame.isDamaged else { return }
        let spread = Spread(answer, map, offset: model.offsetMeters, radius: options.radiusMeters)
        fix.match = Self.match(map.rows[answer.place], frame, gallery)
        fix.runnerUp = spread.runnerUp.map { Self.match(map.rows[$0], frame, gallery) }
        guard Double(answer.outside) <= 1 - options.presence else { return }
        let place = gallery.places[map.rows[answer.place]]
        let limit = model.isCalibrated ? 1 : Self.uncalibratedConfidence
        let confidence = min(limit, spread.probability(within: options.radiusMeters))
        fix.status = model.isCalibrated && confidence >= options.precision ? .located : .ambiguous
        fix.position = Fix.Position(
            coordinate: spread.center, headingDegrees: place.headingDegrees, confidence: confidence,
            radiusMeters: options.radiusMeters,
            accuracyMeters: model.isCalibrated ? spread.radius(holding: 0.68) : nil,
            r95Meters: model.isCalibrated ? spread.radius(holding: 0.95) : nil)
    }

    private static func match(_ row: Int, _ frame: FrameEvidence, _ gallery: Gallery) -> Fix.Match {
        let vector = gallery.embeddings.row(row)
        let pairs = zip(vector, frame.embedding)
        let similarity =
            switch gallery.metric {
            case .cosine: pairs.reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            case .l2:
                -pairs.reduce(0.0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
                    .squareRoot()
            }
        let place = gallery.places[row]
        return Fix.Match(placeID: place.id, source: place.source, similarity: similarity)
    }
}
