internal import PilotageAPI

extension EvaluationSummary {
    /// The summary for people: one line a fact, the radii as a table.
    ///
    /// Names stand in it as they came: what shows it on a terminal takes the control characters out.
    public var text: String {
        let sections = [
            [frameLine], twinLines, table(radiusRows), errorLines, calibration?.lines, riskCoverage?.lines,
            areaSearched?.lines, sequences?.lines, intervals?.lines, confidentErrorLines, unjoinedLines,
        ]
        return sections.compactMap { $0 }.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
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
        if let error { lines.append("error: \(shown(error))") }
        if let headingError {
            lines.append(
                "heading error: median \(fixed(headingError.median, digits: 1)) degrees, "
                    + "90 % below \(fixed(headingError.p90, digits: 1)) (\(headingError.count) frames)")
        }
        if withinAccuracy.of > 0 {
            lines.append(
                "within accuracy_m: \(shown(withinAccuracy)), should be 0.68, or more where places are sparse"
            )
        }
        if withinR95.of > 0 { lines.append("within r95_m: \(shown(withinR95)), should be 0.95") }
        if let meanConfidence {
            lines.append(
                "within radius_m: \(shown(withinOwnRadius)), mean confidence \(fixed(meanConfidence, digits: 3))"
            )
        }
        return lines
    }

    private var confidentErrorLines: [String] {
        guard !confidentErrors.isEmpty else { return [] }
        let header = ["confidence", "error", "frame"]
        return ["most confident among the wrong:"]
            + table(
                [header]
                    + confidentErrors.map {
                        [
                            fixed($0.confidence, digits: 4), "\(meters($0.errorMeters)) m",
                            "\(brief($0.item)), frame \($0.frame) (\(fixed($0.timeSeconds, digits: 3)) s)",
                        ]
                    })
    }

    private var twinLines: [String] {
        guard let twins, let first = twins.first else { return [] }
        return [
            "warning: \(shown(twins.found)) frames are nearly the same picture as a place, the first "
                + "\(brief(first.item)), frame \(first.frame), as \(brief(first.placeSource))"
        ]
    }

    private var unjoinedLines: [String] {
        var lines: [String] = []
        if !itemsWithoutTruth.isEmpty { lines.append("items without a truth: \(named(itemsWithoutTruth))") }
        if !truthsWithoutItem.isEmpty { lines.append("truths without an item: \(named(truthsWithoutItem))") }
        if framesOutsideTruth > 0 {
            lines.append("frames at times that no truth reaches: \(framesOutsideTruth)")
        }
        return lines
    }
}
