internal import PilotageAPI

/// Holds answers against the truth.
public struct Evaluation: Sendable {
    /// Radii around the truth in meters.
    public var radiiMeters: [Double]
    /// How many candidates of a frame are looked at; more need not be kept.
    public static let deepestCandidate = 10
    /// How far a frame's time may lie from the times of a truth.
    public var toleranceSeconds = 1.0
    /// Where the gallery has places; nil where that is not asked.
    public var places: NearestPlace?
    /// How to tell frames that are nearly the same picture as a place; nil where that is not asked.
    public var twins: TwinCheck?
    /// How often items are drawn anew for intervals; 0 for none.
    public var resamples = 1_000
    /// Where the random numbers for that start.
    public var seed: UInt64 = 0

    /// An evaluation at some radii.
    public init(radiiMeters: [Double]) { self.radiiMeters = radiiMeters }

    /// How good the answers are.
    ///
    /// - Throws: `PilotageError` where no item joins a truth.
    public func summary(of frames: [EvaluatedFrame], against truths: [TruthTrack]) throws -> EvaluationSummary
    {
        let (names, groups) = grouped(frames)
        let join = TruthJoin(items: names, truths: truths)
        guard !join.tracks.isEmpty else { throw nothingJoins(names, truths) }
        var (items, joined) = ([ScoredItem](), 0)
        for (name, group) in zip(names, groups) {
            guard let truth = join.tracks[name] else { continue }
            joined += group.count
            if let item = ScoredItem(group, truth: truth, toleranceSeconds: toleranceSeconds) {
                items.append(item)
            }
        }
        var summary = summary(of: items, allFrames: frames.count)
        summary.itemsWithoutTruth = join.itemsWithoutTruth
        summary.truthsWithoutItem = join.truthsWithoutItem
        summary.framesOutsideTruth = joined - summary.scored.count
        return summary
    }

    /// The frames of every item, items in the order in which they come first.
    private func grouped(_ frames: [EvaluatedFrame]) -> (names: [String], groups: [[EvaluatedFrame]]) {
        var (indices, names, groups) = ([String: Int](), [String](), [[EvaluatedFrame]]())
        for frame in frames {
            if let index = indices[frame.item] {
                groups[index].append(frame)
            } else {
                indices[frame.item] = names.count
                names.append(frame.item)
                groups.append([frame])
            }
        }
        return (names, groups)
    }

    private func summary(of items: [ScoredItem], allFrames: Int) -> EvaluationSummary {
        let scored = items.flatMap(\.frames)
        let judged = scored.compactMap(\.judged)
        let errors = scored.compactMap(\.errorMeters).sorted()
        let statuses = Fix.Status.allCases.map { status in
            (status.rawValue, scored.count { $0.frame.status == status })
        }
        return EvaluationSummary(
            scored: Share(scored.count, of: allFrames), answered: Share(errors.count, of: scored.count),
            statuses: Dictionary(uniqueKeysWithValues: statuses),
            radii: radiiMeters.map { WithinRadius($0, scored, places: places) },
            error: Quantiles(errors), headingError: Quantiles(scored.compactMap(\.headingErrorDegrees)),
            withinAccuracy: within(\.accuracyMeters, scored), withinR95: within(\.r95Meters, scored),
            withinOwnRadius: Share(judged.count { $0.isRight }, of: judged.count),
            meanConfidence: judged.isEmpty
                ? nil : judged.reduce(0) { $0 + $1.confidence } / Double(judged.count),
            calibration: CalibrationScores(judged),
            riskCoverage: RiskCoverage(judged, scored: scored.count),
            areaSearched: AreaSearched(scored, errors: errors),
            sequences: SequenceScores(items, radiiMeters: radiiMeters),
            intervals: Intervals(items, radiiMeters: radiiMeters, resamples: resamples, seed: seed),
            twins: twins.map { Twins($0, scored) }, confidentErrors: ConfidentError.worst(scored),
            itemsWithoutTruth: [], truthsWithoutItem: [], framesOutsideTruth: 0,
            errorCurve: ErrorCurve(errors, scored: scored.count))
    }

    /// Answered frames that lie within a radius of their own, of those that have one.
    private func within(_ radius: KeyPath<EvaluatedFrame, Double?>, _ scored: [ScoredFrame]) -> Share {
        let pairs = scored.compactMap { scored in
            scored.errorMeters == nil ? nil : scored.frame[keyPath: radius].map { (scored, $0) }
        }
        return Share(pairs.count { $0.0.isWithin($0.1) }, of: pairs.count)
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
