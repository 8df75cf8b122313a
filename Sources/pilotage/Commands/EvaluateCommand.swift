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
            Items of five frames and more are scored as sequences. Exit codes: 0 all well; 2 nothing was evaluated.
            """)

    @Argument(help: "A table of fixes, or the output directory of a run (its fixes.csv).")
    var fixes: String
    @Option(help: "Where the frames really were, as CSV.")
    var truth: String
    @Option(help: "1 to 20 radii of up to 1000000 meters, separated by commas.")
    var radius: Radii = Radii(meters: [10, 25, 50, 100])
    @OptionGroup var truthOptions: TruthOptions
    @Option(
        help: """
            A gallery: says which frames have a place near them, and which are the same picture as one (default: the \
            gallery of the run).
            """)
    var gallery: String?
    @Option(help: "How often items are drawn anew for 95 % intervals; 0 for none.")
    var resamples = 1_000
    @Option(help: "Where the random numbers for that start.")
    var seed: UInt64 = 0
    @Option(help: "Write plots as SVG into this folder.")
    var plots: String?
    @Flag(help: "Write JSON.")
    var json = false

    func validate() throws {
        guard (0...100_000).contains(resamples) else {
            throw ValidationError("--resamples is \(resamples), but must be 0 to 100000.")
        }
    }

    func run() throws {
        let table = isDirectory(fixes) ? fixes + "/fixes.csv" : fixes
        var frames = try FixesTable(path: table).frames
        let truths = try truthOptions.tracks(truth)
        var evaluation = Evaluation(radiiMeters: radius.meters)
        evaluation.toleranceSeconds = truthOptions.tolerance
        (evaluation.resamples, evaluation.seed) = (resamples, seed)
        let store = try runStore(beside: table)
        let named = try gallery.map { (path: $0, places: try GalleryStore.places($0)) }
        // Ids of candidates mean something in the run's own gallery alone; if that is gone, the named one may be it.
        let own = try ownPlaces(of: store, isNeeded: named == nil) ?? named
        evaluation.places = (named ?? own).map { NearestPlace($0.places.map(\.coordinate)) }
        if let (path, places) = own {
            evaluation.twins = try twinCheck(places, of: path, for: frames)
            if let store {
                try RunCandidates(of: places, deepest: Evaluation.deepestCandidate).add(
                    to: &frames, from: store)
            }
        }
        let summary = try evaluation.summary(of: frames, against: truths)
        if let plots { try write(summary.plots, to: plots) }
        if json {
            try Console.result(json: summary)
        } else {
            try Console.result(summary.text.visible(keepingLines: true))
        }
    }

    private func runStore(beside table: String) throws -> RunStore? {
        let parent = table.parentPath
        let folder = parent.isEmpty ? "." : parent
        guard FileManager.default.fileExists(atPath: folder + "/run.sqlite") else { return nil }
        return try RunStore.openExisting(in: folder)
    }

    /// The places of the run's own gallery where it is still there.
    private func ownPlaces(
        of store: RunStore?, isNeeded: Bool
    ) throws -> (path: String, places: [Place])? {
        guard let path = try store?.value("gallery_path") else { return nil }
        do {
            return (path, try GalleryStore.places(path))
        } catch let error as PilotageError {
            guard isNeeded else { return nil }
            Console.note("note: candidates are left out, for the run's gallery cannot be opened")
            Console.note("  cause: \(error.description)")
            return nil
        }
    }

    /// Knows the likeness of pictures where the gallery can be opened whole, else only their names and positions.
    private func twinCheck(
        _ places: [Place], of path: String, for frames: [EvaluatedFrame]
    ) throws -> TwinCheck {
        let metric = Metric(rawValue: try GalleryStore.info(path).metric) ?? .cosine
        var distance: Double?
        if frames.contains(where: { $0.similarity != nil }) {
            do {
                let gallery = try GalleryStore.open(path, registry: .catalog).gallery
                distance = try gallery.neighborDistance(registry: .catalog)
            } catch let error as PilotageError {
                Console.note(
                    "note: frames are not compared with the pictures of the gallery, which cannot be opened")
                Console.note("  cause: \(error.description)")
            }
        }
        return TwinCheck(places, metric: metric, neighborDistance: distance)
    }

    private func write(_ files: [PlotFile], to folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw PilotageError(
                .unwritable, "the folder for plots cannot be made", place: [folder],
                cause: error.localizedDescription, hint: "name a folder, or a place where one can be made")
        }
        for plot in files {
            let file = try AtomicFile(path: "\(folder)/\(plot.name)")
            try file.write(plot.svg)
            try file.publish()
        }
        Console.note("wrote \(files.map(\.name).joined(separator: ", ")) in \(folder)")
    }

    private func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }
}
