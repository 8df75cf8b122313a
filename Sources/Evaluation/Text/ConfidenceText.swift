internal import PilotageAPI

extension CalibrationScores {
    /// The scores, and the bins that have frames.
    var lines: [String] {
        let header = ["confidence", "mean", "right"]
        let rows = bins.filter { $0.right.of > 0 }.map { bin in
            [
                "\(fixed(bin.from, digits: 1)) to \(fixed(bin.to, digits: 1))", shown(bin.meanConfidence),
                shown(bin.right),
            ]
        }
        return [
            "confidence of \(frames) answers: Brier \(shown(brier)), NLL \(shown(negativeLogLikelihood)), "
                + "ECE \(shown(expectedCalibrationError))"
        ] + table([header] + rows)
    }
}

extension RiskCoverage {
    /// The risks side by side, and what a threshold gives.
    var lines: [String] {
        let best = confidenceAt95.map { ", with confidence \(fixed($0, digits: 4)) or more" } ?? ""
        return table([
            ["surest"] + risks.map { "\(percent($0.coverage))" },
            ["wrong"] + risks.map { shown($0.risk) },
        ]) + ["area under risk-coverage: \(shown(area)); 95 % right: the surest \(shown(shareAt95))\(best)"]
    }
}

extension AreaSearched {
    /// How far to search around answers, and around candidates.
    var lines: [String] {
        let answers = [
            ["to find"] + aroundAnswer.map { percent($0.probability) },
            ["search around answers"] + aroundAnswer.map { area(squareKilometers: $0.areaSquareKilometers) },
        ]
        guard !aroundCandidates.isEmpty else { return table(answers) }
        return table(answers)
            + table([
                ["first candidates"] + aroundCandidates.map { "\($0.k)" },
                ["within radius_m of one"] + aroundCandidates.map { shown($0.recall.value) },
                ["area of their circles"]
                    + aroundCandidates.map { area(squareKilometers: $0.meanAreaSquareKilometers) },
            ])
    }
}

extension Intervals {
    /// A row a radius, and the scores below.
    var lines: [String] {
        let columns = [("recall@1", recallAt1), ("precision", precision), ("last five right", lastFiveRight)]
            .filter { !$0.1.isEmpty }
        let rows = recallAt1.indices.map { index in
            ["\(meters(recallAt1[index].radiusMeters)) m"]
                + columns.map { span($0.1[index].low, $0.1[index].high) }
        }
        var scores: [String] = []
        if let medianError {
            scores.append("median error \(meters(medianError.low)) to \(meters(medianError.high)) m")
        }
        if let brier { scores.append("Brier \(span(brier.low, brier.high))") }
        if let error = expectedCalibrationError { scores.append("ECE \(span(error.low, error.high))") }
        return ["95 % intervals, \(resamples) resamples of \(items) items"]
            + table([["within"] + columns.map(\.0)] + rows)
            + (scores.isEmpty ? [] : [scores.joined(separator: "; ")])
    }

    private func span(_ low: Double, _ high: Double) -> String { "\(shown(low)) to \(shown(high))" }
}

/// `30 %`.
private func percent(_ share: Double) -> String { "\(fixed(share * 100, digits: 0)) %" }
