import ArgumentParser

/// Radii as an argument: `25,50`.
struct Radii: ExpressibleByArgument {
    var meters: [Double]

    init(meters: [Double]) { self.meters = meters }

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        let values = parts.compactMap { Double($0) }.filter { $0 > 0 && $0 <= 1e6 }
        guard values.count == parts.count, (1...20).contains(values.count) else { return nil }
        meters = values
    }

    var defaultValueDescription: String { meters.map { "\(Int($0))" }.joined(separator: ",") }
}
