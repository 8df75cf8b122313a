internal import Tensors

/// How much of the main figures is chance: 95 % intervals by the bootstrap, with whole items drawn instead of frames.
///
/// Frames of an item are right or wrong together, so a thousand frames of one walk say about as much as a few independent ones. Intervals
/// over frames would be far too narrow.
public struct Intervals: Sendable, Encodable {
    /// The probability that an interval is meant to hold the figure with.
    public var level = 0.95
    /// How often all items were drawn.
    public var resamples: Int
    /// Where the random numbers start.
    public var seed: UInt64
    /// Items with a truth.
    public var items: Int
    /// Of `recall_at_1`, by radius.
    public var recallAt1: [RadiusInterval]
    /// Of `precision`, by radius.
    public var precision: [RadiusInterval]
    /// Of the median error in meters; nil as the others are where the figure is not known.
    public var medianError: Interval?
    /// Of the Brier score.
    public var brier: Interval?
    /// Of the expected calibration error, which is greater in resamples than in the sample: read the upper end.
    public var expectedCalibrationError: Interval?
    /// Of the sequences whose last five frames are right, by radius.
    public var lastFiveRight: [RadiusInterval]

    private enum CodingKeys: String, CodingKey {
        case level, resamples, seed, items
        case recallAt1 = "recall_at_1"
        case precision
        case medianError = "median_error_m"
        case brier
        case expectedCalibrationError = "ece"
        case lastFiveRight = "last_five_right"
    }

    /// Nil for fewer than two items, or where no resamples are wanted.
    init?(_ items: [ScoredItem], radiiMeters: [Double], resamples: Int, seed: UInt64) {
        guard items.count > 1, resamples > 0 else { return nil }
        let bootstrap = Bootstrap(groups: items.count, resamples: resamples, seed: seed)
        let sums = ResampledSums(items, radiiMeters, bootstrap)
        var (figures, medians) = ([Figures](), [Double]())
        bootstrap.forEachResample { weights in
            figures.append(Figures(sums.total(weights), radii: radiiMeters.count))
            if let median = sums.medianError(weights) { medians.append(median) }
        }
        func interval(_ figure: (Figures) -> Double?) -> Interval? {
            Interval(figures.compactMap(figure), level: 0.95)
        }
        func byRadius(_ figure: (Figures, Int) -> Double?) -> [RadiusInterval] {
            radiiMeters.indices.compactMap { index in
                interval { figure($0, index) }.map {
                    RadiusInterval(radiusMeters: radiiMeters[index], low: $0.low, high: $0.high)
                }
            }
        }
        (self.resamples, self.seed, self.items) = (resamples, seed, items.count)
        recallAt1 = byRadius { $0.recallAt1[$1] }
        precision = byRadius { $0.precision[$1] }
        medianError = Interval(medians, level: 0.95)
        brier = interval(\.brier)
        expectedCalibrationError = interval(\.expectedCalibrationError)
        lastFiveRight = byRadius { $0.lastFiveRight[$1] }
    }
}

/// The percentile interval of a figure.
public struct Interval: Hashable, Sendable, Encodable {
    /// Its lower end.
    public var low: Double
    /// Its upper end.
    public var high: Double

    /// Of the values in all resamples; nil of none.
    init?(_ values: [Double], level: Double) {
        let sorted = values.sorted()
        guard let low = quantile((1 - level) / 2, ofSorted: sorted),
            let high = quantile((1 + level) / 2, ofSorted: sorted)
        else { return nil }
        (self.low, self.high) = (low, high)
    }
}

/// The interval of a figure that depends on a radius.
public struct RadiusInterval: Hashable, Sendable, Encodable {
    /// The radius in meters.
    public var radiusMeters: Double
    /// Its lower end.
    public var low: Double
    /// Its upper end.
    public var high: Double

    private enum CodingKeys: String, CodingKey {
        case radiusMeters = "radius_m"
        case low, high
    }
}
