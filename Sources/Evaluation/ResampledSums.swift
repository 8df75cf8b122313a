internal import Tensors

/// What the figures are made of, summed over the frames of every unit that the bootstrap draws.
///
/// A resample then costs a few sums over units, however many frames they have. Only the median needs the single errors.
struct ResampledSums {
    private let columns: Int
    /// A row of sums for every unit, in the order of `Layout`.
    private var rows: [Double]
    private let medians: WeightedMedian

    init(_ items: [ScoredItem], _ radiiMeters: [Double], _ bootstrap: Bootstrap) {
        let layout = Layout(radii: radiiMeters.count)
        columns = layout.columns
        rows = [Double](repeating: 0, count: columns * bootstrap.units)
        var errors: [(value: Double, unit: Int)] = []
        for (group, item) in items.enumerated() {
            let unit = bootstrap.unit(ofGroup: group)
            errors += item.frames.compactMap { $0.errorMeters.map { ($0, unit) } }
        }
        medians = WeightedMedian(errors, units: bootstrap.units)
        for (group, item) in items.enumerated() {
            add(item, radiiMeters, layout, to: bootstrap.unit(ofGroup: group) * columns)
        }
    }

    private mutating func add(_ item: ScoredItem, _ radii: [Double], _ layout: Layout, to row: Int) {
        for frame in item.frames {
            rows[row + layout.scored] += 1
            guard frame.errorMeters != nil else { continue }
            rows[row + layout.answered] += 1
            for (index, radius) in radii.enumerated() where frame.isWithin(radius) {
                rows[row + layout.right + index] += 1
            }
            guard let judged = frame.judged else { continue }
            rows[row + layout.judged] += 1
            rows[row + layout.squaredErrors] += judged.squaredError
            // Said less came true: all that the calibration error needs of a bin.
            rows[row + layout.gaps + judged.bin] += judged.confidence - (judged.isRight ? 1 : 0)
        }
        guard item.isSequence else { return }
        rows[row + layout.sequences] += 1
        for (index, radius) in radii.enumerated() where item.isLastFiveRight(within: radius) {
            rows[row + layout.lastFiveRight + index] += 1
        }
    }

    /// The sums over all units, each as often as it was drawn.
    func total(_ weights: [Int]) -> [Double] {
        var total = [Double](repeating: 0, count: columns)
        for (unit, weight) in weights.enumerated() where weight > 0 {
            let (start, factor) = (unit * columns, Double(weight))
            for column in 0..<columns { total[column] += factor * rows[start + column] }
        }
        return total
    }

    /// The median error; nil where no frame that was drawn has an answer.
    func medianError(_ weights: [Int]) -> Double? { medians(weights) }
}

/// Where the sums stand in a row.
private struct Layout {
    let radii: Int
    let scored = 0
    let answered = 1
    let judged = 2
    let squaredErrors = 3
    let sequences = 4
    /// Ten, one a bin of confidence.
    let gaps = 5
    /// One a radius.
    let right = 15
    /// One a radius.
    var lastFiveRight: Int { right + radii }
    var columns: Int { right + 2 * radii }
}

/// The figures of a resample; nil where they are not known.
struct Figures {
    let recallAt1: [Double?]
    let precision: [Double?]
    let lastFiveRight: [Double?]
    let brier: Double?
    let expectedCalibrationError: Double?

    /// From sums as `ResampledSums` makes them.
    init(_ total: [Double], radii: Int) {
        let layout = Layout(radii: radii)
        func ratio(_ part: Double, of column: Int) -> Double? {
            total[column] > 0 ? part / total[column] : nil
        }
        let right = (0..<radii).map { total[layout.right + $0] }
        recallAt1 = right.map { ratio($0, of: layout.scored) }
        precision = right.map { ratio($0, of: layout.answered) }
        lastFiveRight = (0..<radii).map { ratio(total[layout.lastFiveRight + $0], of: layout.sequences) }
        brier = ratio(total[layout.squaredErrors], of: layout.judged)
        expectedCalibrationError = ratio(
            total[layout.gaps..<layout.right].reduce(0) { $0 + abs($1) }, of: layout.judged)
    }
}
