import ArgumentParser
import Catalog
import Evaluation
import Foundation
import Galleries
import PilotageAPI
import Pipeline

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Hold fixes against a truth.",
        discussion: """
            The truth is a CSV file with the columns file (or item), lat, lon, and where there are any time_s, \
            heading_deg and split. Items join it by id, else by the end of their paths where only one comes into \
            question. Beside a run.sqlite the candidates are evaluated as well: recall@5 and recall@10. \
            Exit codes: 0 all well; 2 nothing was evaluated.
            """)

    @Argument(help: "A table of fixes, or the output directory of a run (its fixes.csv).")
    var fixes: String
    @Option(help: "Where the frames really were, as CSV.")
    var truth: String
    @Option(help: "Radii in meters, separated by commas.")
    var radius: Radii = Radii(meters: [10, 25, 50, 100])
    @Option(help: "Use only the truth's rows with this in their column split.")
    var split: String?
    @Option(help: "How many seconds the time of a frame may lie from those of its truth.")
    var tolerance = 1.0
    @Option(help: "A gallery: says which frames have a place near them (default: the gallery of the run).")
    var gallery: String?
    @Flag(help: "Write JSON.")
    var json = false

    func validate() throws {
        guard (0...86_400).contains(tolerance) else {
            throw ValidationError("--tolerance is \(tolerance), but must be 0 to 86400.")
        }
    }

    func run() throws {
        let table = isDirectory(fixes) ? fixes + "/fixes.csv" : fixes
        var frames = try FixesTable(path: table).frames
        let truths = try TruthTable(path: truth, split: split).tracks
        var evaluation = Evaluation(radiiMeters: radius.meters)
        evaluation.toleranceSeconds = tolerance
        let store = try runStore(beside: table)
        if let places = try places(of: store) {
            evaluation.places = NearestPlace(places.map(\.coordinate))
            if let store {
                let deepest = evaluation.candidateCounts.max() ?? 1
                try RunCandidates(of: places, deepest: deepest).add(to: &frames, from: store)
            }
        }
        let summary = try evaluation.summary(of: frames, against: truths)
        try Console.result(json ? jsonText(summary) : summary.text.visible(keepingLines: true))
    }

    private func runStore(beside table: String) throws -> RunStore? {
        let parent = table.parentPath
        let folder = parent.isEmpty ? "." : parent
        guard FileManager.default.fileExists(atPath: folder + "/run.sqlite") else { return nil }
        return try RunStore.openExisting(in: folder)
    }

    /// The places of the gallery that is named, else of the run's own where it is still there.
    private func places(of store: RunStore?) throws -> [Place]? {
        if let gallery { return try GalleryStore.places(gallery) }
        guard let path = try store?.value("gallery_path") else { return nil }
        do {
            return try GalleryStore.places(path)
        } catch let error as PilotageError {
            Console.note("note: candidates are left out, for the run's gallery cannot be opened")
            Console.note("  cause: \(error.description)")
            return nil
        }
    }

    private func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    private func jsonText(_ summary: EvaluationSummary) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(summary), as: UTF8.self)
    }
}

/// Radii as an argument: `25,50`.
struct Radii: ExpressibleByArgument {
    var meters: [Double]

    init(meters: [Double]) { self.meters = meters }

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        let values = parts.compactMap { Double($0) }.filter { $0 > 0 && $0 <= 1e6 }
        guard values.count == parts.count, (1...20).contains(values.count) else { return nil }
        meters = values
    }

    var defaultValueDescription: String { meters.map { "\(Int($0))" }.joined(separator: ",") }
}
