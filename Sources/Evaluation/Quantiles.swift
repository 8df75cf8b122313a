internal import Tensors

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
        let sorted = values.sorted()
        guard let largest = sorted.last, let median = quantile(0.5, ofSorted: sorted),
            let p90 = quantile(0.9, ofSorted: sorted)
        else { return nil }
        (count, self.median, self.p90, max) = (sorted.count, median, p90, largest)
    }
}
