public import PilotageAPI

/// What a manifest can set for `locate.nearest`.
public struct NearestLocatorOptions: PluginOptions {
    let answers: AnswerOptions

    /// Reads the options.
    public init(from reader: inout OptionReader) { answers = AnswerOptions(from: &reader) }
}

/// Locates each frame by itself: at the place most like it.
public struct NearestLocator: Locator {
    /// `locate.nearest`.
    public static let name = "locate.nearest"
    /// For tables.
    public static let summary = "locates each frame by itself at the place most like it"
    /// What a manifest can set.
    public typealias Options = NearestLocatorOptions
    /// The confidence where a gallery was too small to learn any.
    static let uncalibratedConfidence = 0.1
    private let options: NearestLocatorOptions

    /// A locator with some options.
    public init(_ options: NearestLocatorOptions) { self.options = options }

    /// One fix per frame, in order.
    public func locate(_ track: any TrackEvidence, in gallery: Gallery, emit: (Fix) throws -> Void) throws {
        let calibration = NearestCalibration(parameters: gallery.calibration[Self.name])
        try track.forEachFrame { frame in try emit(fix(frame, gallery, calibration)) }
    }

    /// Learns what similarities mean from places of the gallery that are matched against the others.
    public static func calibrate(_ samples: [CalibrationSample], metric: Metric) -> [String: Double] {
        NearestCalibration(samples)?.parameters ?? [:]
    }

    private func fix(_ frame: FrameEvidence, _ gallery: Gallery, _ calibration: NearestCalibration?) -> Fix {
        var fix = Fix(
            frame: frame.frame, timeSeconds: frame.timeSeconds, status: .undecodable, position: nil,
            match: nil,
            runnerUp: nil, locator: Self.name)
        guard !frame.isDamaged else { return fix }
        fix.status = .noMatch
        let candidates = frame.candidates.map { (place: gallery.places[$0.row], similarity: $0.similarity) }
        guard let best = candidates.first, let summary = CandidateSummary(candidates) else { return fix }
        fix.match = match(best)
        fix.runnerUp = summary.runnerUp(radius: options.answers.radiusMeters).map { match(candidates[$0]) }
        if let calibration, calibration.presenceProbability(summary) < options.answers.presence { return fix }
        let position = position(best.place, summary, calibration)
        fix.status = position.confidence >= options.answers.precision ? .located : .ambiguous
        fix.position = position
        return fix
    }

    private func position(
        _ place: Place, _ summary: CandidateSummary, _ calibration: NearestCalibration?
    ) -> Fix.Position {
        var position = Fix.Position(
            coordinate: place.coordinate, headingDegrees: place.headingDegrees,
            confidence: Self.uncalibratedConfidence, radiusMeters: options.answers.radiusMeters,
            accuracyMeters: nil,
            r95Meters: nil)
        guard let calibration else { return position }
        let errors = ErrorDistribution(
            radii: NearestCalibration.radii, probabilities: calibration.errorDistribution(summary))
        position.confidence = errors.probability(within: options.answers.radiusMeters)
        position.accuracyMeters = errors.radius(holding: 0.68)
        position.r95Meters = errors.radius(holding: 0.95)
        return position
    }

    private func match(_ candidate: (place: Place, similarity: Float)) -> Fix.Match {
        Fix.Match(
            placeID: candidate.place.id, source: candidate.place.source,
            similarity: Double(candidate.similarity))
    }
}
