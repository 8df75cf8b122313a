internal import Foundation
internal import PilotageAPI

/// A scale along one side of a chart.
struct Axis {
    /// Where a value is named.
    struct Tick {
        let value: Double
        /// Empty for a small tick between named ones.
        let text: String
    }

    /// What is shown, with its unit.
    let label: String
    /// The values at the two ends.
    let range: ClosedRange<Double>
    /// Whether equal factors, instead of equal differences, are equally far apart; the range is then above 0.
    let isLogarithmic: Bool
    let ticks: [Tick]

    /// From 0 to `end` in equal steps.
    static func linear(_ label: String, to end: Double, step: Double, digits: Int) -> Axis {
        let count = Int((end / step).rounded())
        return Axis(
            label: label, range: 0...end, isLogarithmic: false,
            ticks: (0...count).map {
                Tick(value: Double($0) * step, text: fixed(Double($0) * step, digits: digits))
            })
    }

    /// Shares from 0 to 1.
    static func share(_ label: String) -> Axis { linear(label, to: 1, step: 0.2, digits: 1) }

    /// Powers of ten around some values above 0, at least two of them.
    static func decades(_ label: String, around values: [Double]) -> Axis {
        let (least, greatest) = (values.min() ?? 1, values.max() ?? 1)
        let first = Int(log10(least).rounded(.down))
        let last = max(first + 1, Int(log10(greatest).rounded(.up)))
        let ticks = (first...last).flatMap { decade in
            (1...9).compactMap { digit -> Tick? in
                guard decade < last || digit == 1 else { return nil }
                let value = Double(digit) * pow(10, Double(decade))
                return Tick(value: value, text: digit == 1 ? fixed(value, digits: max(0, -decade)) : "")
            }
        }
        return Axis(
            label: label, range: pow(10, Double(first))...pow(10, Double(last)), isLogarithmic: true,
            ticks: ticks)
    }

    /// Where a value stands, 0 at the first end and 1 at the other; values outside stand at the nearer end.
    func position(of value: Double) -> Double {
        let held = min(max(value, range.lowerBound), range.upperBound)
        guard isLogarithmic else { return (held - range.lowerBound) / (range.upperBound - range.lowerBound) }
        return log(held / range.lowerBound) / log(range.upperBound / range.lowerBound)
    }
}
