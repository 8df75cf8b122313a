import ArgumentParser
import Evaluation

/// How a truth is read, and joined to frames.
struct TruthOptions: ParsableArguments {
    @Option(help: "Use only the truth's rows with this in their column split.")
    var split: String?
    @Option(help: "How many seconds the time of a frame may lie from those of its truth.")
    var tolerance = 1.0

    func validate() throws {
        guard (0...86_400).contains(tolerance) else {
            throw ValidationError("--tolerance is \(tolerance), but must be 0 to 86400.")
        }
    }

    /// The truths of a table.
    func tracks(_ path: String) throws -> [TruthTrack] { try TruthTable(path: path, split: split).tracks }
}
