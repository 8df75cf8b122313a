internal import PilotageAPI

extension EvaluationSummary {
    /// The summary for people: one line a fact, the radii as a table.
    ///
    /// Names stand in it as they came: what shows it on a terminal takes the control characters out.
    public var text: String {
        var lines = [frameLine, ""]
        lines += table(radiusRows) + [""]
        lines += errorLines
        if !confidentErrors.isEmpty {
            lines += ["", "most confident among the wrong:"] + table(confidentErrorRows)
        }
        lines += unjoinedLines
        return lines.joined(separator: "\n")
    }

    private var frameLine: String {
        let states = Fix.Status.allCases.map { "\(statuses[$0.rawValue] ?? 0) \($0.rawValue)" }
        return "\(scored.count) of \(scored.of) frames have a truth; answered \(shown(answered)): "
            + states.joined(separator: ", ")
    }

    private var radiusRows: [[String]] {
        let counts = (radii.first?.candidates ?? []).map { $0.k == 1 ? "best match" : "recall@\($0.k)" }
        let hasPlaces = radii.first?.solvable != nil
        let header =
            ["within", "recall@1"] + counts + ["precision", "located"] + (hasPlaces ? ["solvable"] : [])
        return [header]
            + radii.map { radius in
                let found = radius.candidates.map { shown($0.recall) }
                return ["\(meters(radius.radiusMeters)) m", shown(radius.recallAt1)] + found
                    + [shown(radius.precision), shown(radius.precisionOfLocated)]
                    + (radius.solvable.map { [shown($0)] } ?? [])
            }
    }

    private var errorLines: [String] {
        var lines: [String] = []
        if let error {
            lines.append(
                "error: median \(meters(error.median)) m, 90 % below \(meters(error.p90)) m, "
                    + "largest \(meters(error.max)) m")
        }
        if let headingError {
            lines.append(
                "heading error: median \(fixed(headingError.median, digits: 1)) degrees, "
                    + "90 % below \(fixed(headingError.p90, digits: 1)) (\(headingError.count) frames)")
        }
        if withinAccuracy.of > 0 {
            lines.append("within accuracy_m: \(shown(withinAccuracy)), should be 0.68")
        }
        if withinR95.of > 0 { lines.append("within r95_m: \(shown(withinR95)), should be 0.95") }
        if let meanConfidence {
            lines.append(
                "within radius_m: \(shown(withinOwnRadius)), mean confidence \(fixed(meanConfidence, digits: 3))"
            )
        }
        return lines
    }

    private var confidentErrorRows: [[String]] {
        [["confidence", "error", "frame"]]
            + confidentErrors.map {
                [
                    fixed($0.confidence, digits: 4), "\(meters($0.errorMeters)) m",
                    "\($0.item), frame \($0.frame) (\(fixed($0.timeSeconds, digits: 3)) s)",
                ]
            }
    }

    private var unjoinedLines: [String] {
        var lines: [String] = []
        if !itemsWithoutTruth.isEmpty { lines.append("items without a truth: \(named(itemsWithoutTruth))") }
        if !truthsWithoutItem.isEmpty { lines.append("truths without an item: \(named(truthsWithoutItem))") }
        if framesOutsideTruth > 0 {
            lines.append("frames at times that no truth reaches: \(framesOutsideTruth)")
        }
        return lines.isEmpty ? [] : [""] + lines
    }
}

/// `0.810 (34/42)`.
private func shown(_ share: Share) -> String {
    "\(share.value.map { fixed($0, digits: 3) } ?? "-") (\(share.count)/\(share.of))"
}

/// Meters with a digit behind the point where it says something.
private func meters(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, digits: 0) : fixed(value, digits: 1)
}

/// How many, and the first five by name.
private func named(_ names: [String]) -> String {
    let rest = names.count > 5 ? ", …" : ""
    return "\(names.count) (\(names.prefix(5).joined(separator: ", "))\(rest))"
}

/// Rows with their columns aligned to the left.
private func table(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
        let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
}
