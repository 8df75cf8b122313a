internal import PilotageAPI

extension Chart {
    /// Less than this is as good as nothing; a logarithm needs an end.
    private static let leastErrorMeters = 0.1

    /// The cumulative distribution of the errors, over all frames with a truth.
    static func errors(_ summary: EvaluationSummary) -> Chart {
        let curve = summary.errorCurve.points
        let points = curve.map { (x: max(leastErrorMeters, $0.errorMeters), y: $0.share) }
        let recalls = summary.radii.compactMap { radius in
            radius.recallAt1.value.map { (x: radius.radiusMeters, y: $0) }
        }
        let floor = curve.first.map { $0.errorMeters < leastErrorMeters } ?? false
        let answered = summary.answered.value ?? 0
        let distances = points.isEmpty ? [] : (points + recalls).map(\.x)
        return Chart(
            title: "Errors",
            subtitle: summary.error.map { "\(summary.answered.count) answers: \(shown($0))" } ?? "",
            x: .decades(
                "error in meters\(floor ? " (less than 0.1 m stands at 0.1 m)" : "")", around: distances),
            y: .share("share of all frames with a truth"),
            guides: [.guide("answered", from: (0, answered), to: (.greatestFiniteMagnitude, answered))],
            data: [
                Series(name: "within the error", mark: .steps, color: PlotColor.series[0], points: points),
                Series(
                    name: "recall@1", mark: .dots, color: PlotColor.series[1],
                    points: points.isEmpty ? [] : recalls),
            ], legend: .bottomRight, emptyText: "no frame has an answer")
    }

    /// How often sequences are right after so many frames, a line a radius.
    static func recall(_ sequences: SequenceScores?) -> Chart {
        let steps = sequences?.byFramesSeen ?? []
        let radii = steps.first?.radii.map(\.radiusMeters) ?? []
        let subtitle = sequences.map { scores in
            let last = steps.last.map {
                "; \($0.radii.first?.right.of ?? 0) of them have a truth at frame \($0.frames)"
            }
            return "\(scores.sequences) sequences\(last ?? "")"
        }
        return Chart(
            title: "Recall by frames seen", subtitle: subtitle ?? "",
            x: .decades("frames of the sequence up to this one", around: steps.map { Double($0.frames) }),
            y: .share("share of sequences right at this frame"),
            data: radii.enumerated().map { index, radius in
                Series(
                    name: "within \(meters(radius)) m", mark: .dottedLine,
                    color: PlotColor.series[index % PlotColor.series.count],
                    points: steps.compactMap { step in
                        step.radii[index].right.value.map { (Double(step.frames), $0) }
                    })
            }, legend: .bottomRight, emptyText: "no item has five frames with a truth")
    }
}
