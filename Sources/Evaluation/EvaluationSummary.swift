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
    /// How honest the confidences are; nil where no answer has one.
    public var calibration: CalibrationScores?
    /// How wrong the most confident answers are; nil where no answer has a confidence.
    public var riskCoverage: RiskCoverage?
    /// How much ground is to be searched; nil where nothing is answered.
    public var areaSearched: AreaSearched?
    /// What holds for sequences; nil where no item has five frames.
    public var sequences: SequenceScores?
    /// How much of the main figures is chance; nil for a single item, or where that is not asked.
    public var intervals: Intervals?
    /// Frames that are nearly the same picture as a place; nil where that is not asked.
    public var twins: Twins?
    /// The most confident answers that are wrong by their own radius, worst first.
    public var confidentErrors: [ConfidentError]
    /// Items that no truth joins, in the order of the fixes.
    public var itemsWithoutTruth: [String]
    /// Truths that no item joins, in the order of their file.
    public var truthsWithoutItem: [String]
    /// Frames of joined items at times that their truth does not reach.
    public var framesOutsideTruth: Int
    /// The distribution of the errors, for plots.
    package var errorCurve: ErrorCurve

    private enum CodingKeys: String, CodingKey {
        case scored, answered, statuses, radii
        case error = "error_m"
        case headingError = "heading_error_deg"
        case withinAccuracy = "within_accuracy_m"
        case withinR95 = "within_r95_m"
        case withinOwnRadius = "within_own_radius"
        case meanConfidence = "mean_confidence"
        case calibration
        case riskCoverage = "risk_coverage"
        case areaSearched = "area_searched"
        case sequences, intervals, twins
        case confidentErrors = "confident_errors"
        case itemsWithoutTruth = "items_without_truth"
        case truthsWithoutItem = "truths_without_item"
        case framesOutsideTruth = "frames_outside_truth"
    }
}
