internal import Geodesy
internal import PilotageAPI

/// Holds answers against the truth.
public struct Evaluation: Sendable {
    /// Radii around the truth in meters.
    public var radiiMeters: [Double]
    /// How many candidates are looked at for recall.
    public var candidateCounts = [1, 5, 10]
    /// How far a frame's time may lie from the times of a truth.
    public var toleranceSeconds = 1.0
    /// Where the gallery has places; nil where that is not asked.
    public var places: NearestPlace?

    /// An evaluation at some radii.
    public init(radiiMeters: [Double]) { self.radiiMeters = radiiMeters }

    /// How good the answers are.
    ///
    /// - Throws: `PilotageError` where no item joins a truth.
    public func summary(of frames: [EvaluatedFrame], against truths: [TruthTrack]) throws -> EvaluationSummary
    {
        var seen: Set<String> = []
        let items = frames.map(\.item).filter { seen.insert($0).inserted }
        let join = TruthJoin(items: items, truths: truths)
        guard !join.tracks.isEmpty else { throw nothingJoins(items, truths) }
        let joined = frames.filter { join.tracks[$0.item] != nil }
        let scored = joined.compactMap { frame in
            join.tracks[frame.item]?.point(at: frame.timeSeconds, toleranceSeconds: toleranceSeconds)
                .map { ScoredFrame(frame: frame, truth: $0) }
        }
        var summary = summary(of: scored, allFrames: frames.count)
        summary.itemsWithoutTruth = join.itemsWithoutTruth
        summary.truthsWithoutItem = join.truthsWithoutItem
        summary.framesOutsideTruth = joined.count - scored.count
        return summary
    }

    private func summary(of scored: [ScoredFrame], allFrames: Int) -> EvaluationSummary {
        let answered = scored.filter { $0.errorMeters != nil }
        let judged = answered.filter { $0.frame.confidence != nil && $0.frame.radiusMeters != nil }
        let confidences = judged.compactMap(\.frame.confidence)
        let statuses = Fix.Status.allCases.map { status in
            (status.rawValue, scored.count { $0.frame.status == status })
        }
        return EvaluationSummary(
            scored: Share(scored.count, of: allFrames), answered: Share(answered.count, of: scored.count),
            statuses: Dictionary(uniqueKeysWithValues: statuses),
            radii: radiiMeters.map { within($0, scored, answered) },
            error: Quantiles(answered.compactMap(\.errorMeters)),
            headingError: Quantiles(answered.compactMap(\.headingErrorDegrees)),
            withinAccuracy: within(\.accuracyMeters, answered), withinR95: within(\.r95Meters, answered),
            withinOwnRadius: within(\.radiusMeters, judged),
            meanConfidence: confidences.isEmpty ? nil : confidences.reduce(0, +) / Double(confidences.count),
            confidentErrors: confidentErrors(judged), itemsWithoutTruth: [], truthsWithoutItem: [],
            framesOutsideTruth: 0)
    }

    private func within(_ radius: Double, _ scored: [ScoredFrame], _ answered: [ScoredFrame]) -> WithinRadius
    {
        let right = answered.count { $0.isWithin(radius) }
        let located = answered.filter { $0.frame.status == .located }
        let kept = scored.filter { $0.frame.candidates != nil }
        return WithinRadius(
            radiusMeters: radius, recallAt1: Share(right, of: scored.count),
            precision: Share(right, of: answered.count),
            precisionOfLocated: Share(located.count { $0.isWithin(radius) }, of: located.count),
            candidates: kept.isEmpty
                ? []
                : candidateCounts.map { k in
                    let found = kept.count { $0.hasCandidate(within: radius, amongFirst: k) }
                    return CandidateRecall(k: k, recall: Share(found, of: kept.count))
                },
            solvable: places.map { places in
                let near = scored.count {
                    places.distance(to: $0.truth.coordinate, limitMeters: radius) != nil
                }
                return Share(near, of: scored.count)
            })
    }

    /// Answered frames that lie within a radius of their own, of those that have one.
    private func within(_ radius: KeyPath<EvaluatedFrame, Double?>, _ answered: [ScoredFrame]) -> Share {
        let pairs = answered.compactMap { scored in scored.frame[keyPath: radius].map { (scored, $0) } }
        return Share(pairs.count { $0.0.isWithin($0.1) }, of: pairs.count)
    }

    private func confidentErrors(_ judged: [ScoredFrame]) -> [ConfidentError] {
        let wrong = judged.compactMap { scored -> ConfidentError? in
            let frame = scored.frame
            guard let error = scored.errorMeters, let confidence = frame.confidence,
                let radius = frame.radiusMeters, error > radius
            else { return nil }
            return ConfidentError(
                item: frame.item, frame: frame.frame, timeSeconds: frame.timeSeconds, confidence: confidence,
                errorMeters: error)
        }
        let worstFirst = wrong.sorted {
            ($1.confidence, $1.errorMeters, $0.item, $0.frame) < (
                $0.confidence, $0.errorMeters, $1.item, $1.frame
            )
        }
        return Array(worstFirst.prefix(5))
    }

    private func nothingJoins(_ items: [String], _ truths: [TruthTrack]) -> PilotageError {
        guard let item = items.first, let truth = truths.first else {
            return PilotageError(.invalid, "there are no fixes to evaluate")
        }
        return PilotageError(
            .invalid, "none of \(items.count) items joins one of \(truths.count) truths",
            hint:
                "an item is '\(item)', a truth '\(truth.name)': one must be the other, or the end of its path"
        )
    }
}

/// A frame with its truth.
private struct ScoredFrame {
    let frame: EvaluatedFrame
    let truth: TruthPoint
    /// How far the answer is off; nil where there is none.
    let errorMeters: Double?

    init(frame: EvaluatedFrame, truth: TruthPoint) {
        self.frame = frame
        self.truth = truth
        errorMeters = frame.coordinate.map { $0.distance(to: truth.coordinate) }
    }

    var headingErrorDegrees: Double? {
        guard let found = frame.headingDegrees, let wanted = truth.headingDegrees else { return nil }
        return headingDifference(found, wanted)
    }

    func isWithin(_ radius: Double) -> Bool { errorMeters.map { $0 <= radius } ?? false }

    func hasCandidate(within radius: Double, amongFirst k: Int) -> Bool {
        (frame.candidates ?? []).prefix(k).contains { $0.distance(to: truth.coordinate) <= radius }
    }
}
