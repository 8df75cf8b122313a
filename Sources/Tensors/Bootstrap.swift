/// Draws groups of observations again and again, with replacement, to see how much of a figure is chance.
///
/// The bootstrap of Efron (1979) over groups instead of single observations, as is needed where those of a group are right or
/// wrong together (Field and Welsh, 2007). Beyond `mostUnits` groups, they are first put together at random into so
/// many units of equal size, and units are drawn: the variance of sums stays what it was, and a resample costs no more.
public struct Bootstrap: Sendable {
    /// What is drawn: the groups, or where there are very many, units of several.
    public let units: Int
    /// How often all units are drawn.
    public let resamples: Int
    private let unitOfGroup: [Int]?
    private let generator: SeededGenerator

    /// - Parameters:
    ///   - groups: at least 1.
    ///   - seed: the same one gives the same draws.
    public init(groups: Int, resamples: Int, seed: UInt64, mostUnits: Int = 10_000) {
        precondition(groups > 0 && mostUnits > 0, "\(groups) groups in at most \(mostUnits) units")
        var generator = SeededGenerator(seed: seed)
        let units = min(groups, mostUnits)
        if groups > mostUnits {
            // A number's place in the shuffled order is as random as the number.
            unitOfGroup = generator.sample(groups, of: groups).map { $0 % units }
        } else {
            unitOfGroup = nil
        }
        (self.units, self.resamples, self.generator) = (units, resamples, generator)
    }

    /// The unit that a group belongs to.
    public func unit(ofGroup group: Int) -> Int { unitOfGroup?[group] ?? group }

    /// Hands over how often every unit was drawn, once for every resample.
    public func forEachResample(_ body: (_ weights: [Int]) -> Void) {
        var generator = generator
        for _ in 0..<resamples {
            var weights = [Int](repeating: 0, count: units)
            for _ in 0..<units { weights[generator.index(below: units)] += 1 }
            body(weights)
        }
    }
}

/// The median of values that count as often as the unit that they belong to was drawn.
public struct WeightedMedian: Sendable {
    private let sorted: [Double]
    private let units: [Int32]
    /// How many values each unit has.
    private let counts: [Int]

    /// - Parameters:
    ///   - values: with the unit, in 0..<units, of each; in any order.
    public init(_ values: [(value: Double, unit: Int)], units: Int) {
        let ordered = values.sorted { $0.value < $1.value }
        sorted = ordered.map(\.value)
        self.units = ordered.map { Int32($0.unit) }
        counts = values.reduce(into: [Int](repeating: 0, count: units)) { $0[$1.unit] += 1 }
    }

    /// The median under these weights, one a unit; nil where nothing counts.
    public func callAsFunction(_ weights: [Int]) -> Double? {
        let total = zip(counts, weights).reduce(0) { $0 + $1.0 * $1.1 }
        guard total > 0 else { return nil }
        let (lower, upper) = ((total - 1) / 2, total / 2)
        var (passed, index) = (0, 0)
        while passed + weights[Int(units[index])] <= lower {
            passed += weights[Int(units[index])]
            index += 1
        }
        let low = sorted[index]
        while passed + weights[Int(units[index])] <= upper {
            passed += weights[Int(units[index])]
            index += 1
        }
        return (low + sorted[index]) / 2
    }
}
