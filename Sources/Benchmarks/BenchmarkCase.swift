/// A group of figures that are measured together.
struct BenchmarkCase: Sendable {
    /// What `--only` takes.
    let name: String
    /// What is measured, without a full stop.
    let summary: String
    /// Measures.
    let run: @Sendable (Workbench) throws -> [Figure]
}

/// All there is to measure.
enum BenchmarkCases {
    static let all = [
        DecodeCase.benchmark, PhotosCase.benchmark, EmbedCase.benchmark, AccuracyCase.benchmark,
        MatchCase.benchmark, RouteCase.benchmark, HourCase.benchmark, RunCase.benchmark,
        MemoryCase.benchmark, MapCase.benchmark, LearnedCase.benchmark, NeuralCase.benchmark,
    ]
    /// Beside peers that come from Python's package index: measured where they are installed, and then alone.
    static let besidePython = [TrainingCase.benchmark] + InferenceCase.benchmarks
}

/// Why a figure could not be measured.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
