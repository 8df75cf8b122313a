internal import Glibc

/// `base` to a power.
func powered(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The natural logarithm.
func logarithm(_ value: Double) -> Double { log(value) }

/// The arithmetic mean; 0 for no values.
public func mean(_ values: some Collection<Double>) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}

/// The standard deviation of a sample, with n - 1 in the denominator; 0 for fewer than two values.
public func standardDeviation(_ values: some Collection<Double>) -> Double {
    guard values.count > 1 else { return 0 }
    let center = mean(values)
    let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    return (squares / Double(values.count - 1)).squareRoot()
}

/// The value below which a fraction of the values lies, interpolated linearly between neighbors; nil for no values.
///
/// `fraction` is in [0, 1]: 0.5 is the median, 0 the least, 1 the greatest.
public func quantile(_ fraction: Double, of values: some Collection<Double>) -> Double? {
    quantile(fraction, ofSorted: values.sorted())
}

/// The same of values in ascending order, which are not sorted again.
public func quantile(_ fraction: Double, ofSorted sorted: [Double]) -> Double? {
    precondition((0...1).contains(fraction), "a quantile of \(fraction)")
    guard !sorted.isEmpty else { return nil }
    let position = fraction * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
}

extension Matrix {
    /// The mean of every column, summed in double precision; zeros for no rows.
    public func columnMeans() -> [Float] {
        var sums = [Double](repeating: 0, count: columns)
        for row in 0..<rows {
            for column in 0..<columns { sums[column] += Double(values[row * columns + column]) }
        }
        return sums.map { Float($0 / Double(max(1, rows))) }
    }
}

/// At most `limit` numbers of `0..<count`, evenly spread and ascending.
public func evenlySpread(_ limit: Int, of count: Int) -> [Int] {
    guard count > limit else { return Array(0..<max(0, count)) }
    return (0..<limit).map { $0 * count / limit }
}
