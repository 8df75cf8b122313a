/// The tags of an object: what it is and how it is, as key and value.
public struct MapTags: Sendable, Equatable {
    private var values: [String: String]

    /// Tags.
    public init(_ values: [String: String] = [:]) { self.values = values }

    /// The value of a key; nil where there is none.
    public subscript(key: String) -> String? { values[key] }

    /// Whether there is a value that is not `no`.
    public func has(_ key: String) -> Bool { values[key].map { $0 != "no" } ?? false }

    /// A length in meters; nil where there is none that can be understood.
    public func meters(_ key: String) -> Double? { values[key].flatMap(metersOf) }

    /// A number of levels, lanes and the like, `range` apart from which it is not believed; several in a list are not understood.
    public func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = values[key].flatMap(decimal), range.contains(value) else { return nil }
        return value
    }

    /// The layer: 0 is the ground, 1 lies above it, -1 below it; [-5, 5].
    public var layer: Int { number("layer", in: -5...5).map { Int($0.rounded()) } ?? 0 }
}

/// A length as mappers write it, in meters: `12`, `12.5 m`, `12,5`, `40 ft`, `40'`, `12'6"`.
///
/// Nil for what is not a length, negative or longer than a kilometer.
public func metersOf(_ text: String) -> Double? {
    let words = text.lowercased().filter { !$0.isWhitespace }
    let meters =
        feetAndInches(words)
        ?? Unit.all.lazy.filter { words.hasSuffix($0.name) }.compactMap { unit in
            decimal(String(words.dropLast(unit.name.count))).map { $0 * unit.meters }
        }.first
    guard let meters, (0...1_000).contains(meters) else { return nil }
    return meters
}

private struct Unit {
    let name: String
    let meters: Double
    /// Longer names first; none means meters.
    static let all = [
        Unit(name: "meters", meters: 1), Unit(name: "metres", meters: 1), Unit(name: "feet", meters: 0.3048),
        Unit(name: "cm", meters: 0.01), Unit(name: "km", meters: 1_000), Unit(name: "ft", meters: 0.3048),
        Unit(name: "m", meters: 1), Unit(name: "", meters: 1),
    ]
}

/// `12'6"` and `12'`.
private func feetAndInches(_ text: String) -> Double? {
    let parts = text.split(separator: "'", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let feet = decimal(String(parts[0])) else { return nil }
    if parts[1].isEmpty { return feet * 0.3048 }
    guard parts[1].hasSuffix("\""), let inches = decimal(String(parts[1].dropLast())) else { return nil }
    return (feet + inches / 12) * 0.3048
}

/// A decimal number with a point or a comma; nil for anything else, exponents and signs but minus included.
func decimal(_ text: String) -> Double? {
    let plain = text.filter { !$0.isWhitespace }.replacing(",", with: ".")
    guard plain.count <= 12, plain.allSatisfy({ $0.isNumber && $0.isASCII || $0 == "." || $0 == "-" }) else {
        return nil
    }
    return Double(plain).flatMap { $0.isFinite ? $0 : nil }
}
