internal import PilotageAPI

/// Rows with their columns aligned to the left.
func table(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
        rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
        let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
}

/// `0.810 (34/42)`.
func shown(_ share: Share) -> String { "\(shown(share.value)) (\(share.count)/\(share.of))" }

/// A share or score with three digits, `-` where it is not known.
func shown(_ value: Double?) -> String { value.map { fixed($0, digits: 3) } ?? "-" }

/// Meters with a digit behind the point where it says something.
func meters(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, digits: 0) : fixed(value, digits: 1)
}

/// An area with about three digits that count: hectares below a square kilometer.
func area(squareKilometers value: Double?) -> String {
    guard let value else { return "-" }
    let (number, unit) = value < 1 ? (value * 100, "ha") : (value, "km2")
    return "\(fixed(number, digits: number < 1 ? 3 : number < 10 ? 2 : number < 100 ? 1 : 0)) \(unit)"
}

/// How many, and the first five by name.
func named(_ names: [String]) -> String {
    let rest = names.count > 5 ? ", …" : ""
    return "\(names.count) (\(names.prefix(5).map(brief).joined(separator: ", "))\(rest))"
}

/// A name, or the end of a very long one.
func brief(_ name: String) -> String { name.utf8.count > 400 ? "…" + name.suffix(100) : name }
