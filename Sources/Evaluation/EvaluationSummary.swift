/// A part of a number of frames.
public struct Share: Hashable, Sendable, Encodable {
    /// How many are meant.
    public var count: Int
    /// Of how many.
    public var of: Int

    /// A part of a whole.
    public init(_ count: Int, of whole: Int) {
        self.count = count
        of = whole
    }

    /// In [0, 1]; nil of none.
    public var value: Double? { of > 0 ? Double(count) / Double(of) : nil }

    private enum CodingKeys: String, CodingKey { case count, of, share }

    /// Writes `count`, `of` and `share`, which is null of none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count, forKey: .count)
        try container.encode(of, forKey: .of)
        try container.encode(value, forKey: .share)
    }
}

/// How good a run's answers are. Written as JSON, its keys are what other programs rely on.
public struct EvaluationSummary: Sendable, Encodable {
    /// Frames with a truth, of all frames in the table of fixes; all that follows is about them.
    public var scored: Share
    /// Of the scored frames, those with a position.
    public var answered: Share
    /// Scored frames by status, every status named.
    public var statuses: [String: Int]
    /// What holds within each radius, in the order given.
    public var radii: [WithinRadius]
    /// Errors of the answered frames; nil where there are none.
    public var error: Quantiles?
    /// Heading errors of frames whose answer and truth have one; nil where there are none.
    public var headingError: Quantiles?
    /// Answered frames whose truth lies within their own `accuracy_m`: 0.68 would be honest.
    public var withinAccuracy: Share
    /// Answered frames whose truth lies within their own `r95_m`: 0.95 would be honest.
    public var withinR95: Share
    /// Answered frames whose truth lies within their own `radius_m`: honest is the mean confidence.
    public var withinOwnRadius: Share
    /// The mean confidence of those frames; nil where there are none.
    public var meanConfidence: Double?
    /// The most confident answers that are wrong by their own radius, worst first.
    public var confidentErrors: [ConfidentError]
    /// Items that no truth joins, in the order of the fixes.
    public var itemsWithoutTruth: [String]
    /// Truths that no item joins, in the order of their file.
    public var truthsWithoutItem: [String]
    /// Frames of joined items at times that their truth does not reach.
    public var framesOutsideTruth: Int

    private enum CodingKeys: String, CodingKey {
        case scored, answered, statuses, radii
        case error = "error_m"
        case headingError = "heading_error_deg"
        case withinAccuracy = "within_accuracy_m"
        case withinR95 = "within_r95_m"
        case withinOwnRadius = "within_own_radius"
        case meanConfidence = "mean_confidence"
        case confidentErrors = "confident_errors"
        case itemsWithoutTruth = "items_without_truth"
        case truthsWithoutItem = "truths_without_item"
        case framesOutsideTruth = "frames_outside_truth"
    }
}

/// What holds within a radius of the truth.
public struct WithinRadius: Sendable, Encodable {
    /// The radius in meters.
    public var radiusMeters: Double
    /// Scored frames whose answer lies within it.
    public var recallAt1: Share
    /// The same, of the answered frames.
    public var precision: Share
    /// The same, of the frames with the status `located`.
    public var precisionOfLocated: Share
    /// Scored frames of which one of the first `k` candidates lies within it, by `k`; empty where none were kept.
    public var candidates: [CandidateRecall]
    /// Scored frames that have a place of the gallery within it; nil where no gallery is given.
    public var solvable: Share?

    private enum CodingKeys: String, CodingKey {
        case radiusMeters = "radius_m"
        case recallAt1 = "recall_at_1"
        case precision
        case precisionOfLocated = "precision_of_located"
        case candidates, solvable
    }
}

/// How often one of the first candidates is right.
public struct CandidateRecall: Sendable, Encodable {
    /// How many candidates are looked at.
    public var k: Int
    /// Frames of which one is right, of the frames whose candidates were kept.
    public var recall: Share
}

/// The middle and the ends of a distribution.
public struct Quantiles: Hashable, Sendable, Encodable {
    /// How many values there are.
    public var count: Int
    /// Half of them are at most this.
    public var median: Double
    /// Nine tenths of them are at most this.
    public var p90: Double
    /// The largest.
    public var max: Double

    /// Of any values; nil of none. Between two values it is interpolated evenly.
    public init?(_ values: [Double]) {
        guard let largest = values.max() else { return nil }
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Double {
            let position = share * Double(sorted.count - 1)
            let (low, high) = (Int(position), min(Int(position) + 1, sorted.count - 1))
            return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
        }
        (count, median, p90, max) = (values.count, quantile(0.5), quantile(0.9), largest)
    }
}

/// A confident answer that is wrong.
public struct ConfidentError: Hashable, Sendable, Encodable {
    /// The item's id.
    public var item: String
    /// Counts the item's frames from 0.
    public var frame: Int
    /// Seconds from the item's start.
    public var timeSeconds: Double
    /// What the answer said of itself.
    public var confidence: Double
    /// How far off it is, in meters.
    public var errorMeters: Double

    private enum CodingKeys: String, CodingKey {
        case item, frame
        case timeSeconds = "time_s"
        case confidence
        case errorMeters = "error_m"
    }
}
