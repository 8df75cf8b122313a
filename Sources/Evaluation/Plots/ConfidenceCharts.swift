internal import PilotageAPI

extension Chart {
    /// Confidences against what came true, with the number of answers in every bin.
    static func reliability(_ calibration: CalibrationScores?) -> Chart {
        let bins = (calibration?.bins ?? []).filter { $0.right.of > 0 }
        let most = Double(bins.map(\.right.of).max() ?? 1)
        let middles = bins.map { ($0.from + $0.to) / 2 }
        let means = bins.compactMap { bin -> (x: Double, y: Double)? in
            guard let mean = bin.meanConfidence, let right = bin.right.value else { return nil }
            return (mean, right)
        }
        let scores = calibration.map {
            "\($0.frames) answers: ECE \(shown($0.expectedCalibrationError)), Brier \(shown($0.brier)), "
                + "NLL \(shown($0.negativeLogLikelihood))"
        }
        return Chart(
            title: "Reliability", subtitle: scores ?? "", x: .share("confidence"),
            y: .share("share right within radius_m"),
            guides: [.guide("honest", from: (0, 0), to: (1, 1))],
            data: [
                // Only to see where the answers are: no taller than a quarter of the chart.
                Series(
                    name: "answers (counts above)", mark: .bars(width: 0.1), color: PlotColor.pale,
                    points: zip(middles, bins).map { ($0, Double($1.right.of) / most / 4) }),
                Series(name: "measured", mark: .dottedLine, color: PlotColor.series[0], points: means),
                Series(
                    mark: .labels(bins.map { "\($0.right.of)" }), color: "#555555",
                    points: middles.map { ($0, 1) }),
            ], legend: .topLeft, emptyText: "no answer has a confidence")
    }

    /// What is wrong of the surest answers.
    static func risk(_ coverage: RiskCoverage?) -> Chart {
        let points = (coverage?.curve ?? []).compactMap { point in
            point.risk.map { (x: point.coverage, y: $0) }
        }
        let worst = points.map(\.y).max() ?? 0
        let end = [0.1, 0.2, 0.5].first { worst <= $0 } ?? 1
        let summary = coverage.map {
            "95 % right: the surest \(shown($0.shareAt95)); area under the curve \(shown($0.area))"
        }
        return Chart(
            title: "Risk and coverage", subtitle: summary ?? "",
            x: .share("share of all frames with a truth, surest first"),
            y: .linear("share of them wrong by radius_m", to: end, step: end / 5, digits: 2),
            guides: [.guide("5 % wrong", from: (0, 0.05), to: (1, 0.05))],
            data: [
                Series(
                    name: "measured", mark: .line(isDashed: false), color: PlotColor.series[0],
                    points: points)
            ], legend: .topLeft, emptyText: "no answer has a confidence")
    }
}
