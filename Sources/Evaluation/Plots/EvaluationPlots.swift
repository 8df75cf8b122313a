/// A plot as a file.
public struct PlotFile: Sendable {
    /// The file's name.
    public let name: String
    /// An SVG document.
    public let svg: String
}

extension EvaluationSummary {
    /// The summary as plots, always the same four; one without data says so.
    public var plots: [PlotFile] {
        [
            PlotFile(name: "reliability.svg", svg: Chart.reliability(calibration).svg),
            PlotFile(name: "risk-coverage.svg", svg: Chart.risk(riskCoverage).svg),
            PlotFile(name: "errors.svg", svg: Chart.errors(self).svg),
            PlotFile(name: "recall-by-frames.svg", svg: Chart.recall(sequences).svg),
        ]
    }
}
