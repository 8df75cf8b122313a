import ArgumentParser
import Catalog
import Foundation
import Galleries
import PilotageAPI
import Pipeline

struct GalleryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gallery",
        abstract: "Build, extend and check galleries: places with their embeddings.",
        discussion:
            "Exit codes: 0 all well; 1 done, but something is wrong or was left out; 2 nothing was done.",
        subcommands: [
            GalleryBuildCommand.self, GalleryAddCommand.self, GalleryInfoCommand.self,
            GalleryVerifyCommand.self,
        ])
}

/// Where the references of a gallery come from, for `build` and `add` alike.
struct GallerySourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A folder of photos with their positions in EXIF, or a CSV file: file, lat, lon, heading_deg, time_s, …",
            valueName: "folder or csv"))
    var photos: String?
    @Option(help: ArgumentHelp("Embeddings made elsewhere: a matrix with a row per place.", valueName: "npy"))
    var embeddings: String?
    @Option(
        help: ArgumentHelp(
            "Where each row of --embeddings was taken: id, lat, lon, heading_deg, next, source.",
            valueName: "csv"))
    var places: String?
    @OptionGroup(title: "Maps") var map: GalleryMapOptions
    @Option(help: "Take only rows of a CSV file whose column `split` says this.")
    var split: String?
    @Option(help: "How densely videos are decoded to find the frames that a CSV file names.")
    var sample = "all"
    @Option(help: "Threads (default: the number of cores).")
    var jobs: Int?
    @Option(help: "How progress is shown: auto, line, json or none.")
    var progress: ProgressStyle = .auto

    func validate() throws {
        guard map.map == nil else {
            guard photos == nil, embeddings == nil, places == nil, split == nil else {
                throw ValidationError("--map goes with neither --photos, --embeddings, --places nor --split.")
            }
            return
        }
        if let option = map.firstGiven { throw ValidationError("\(option) needs --map.") }
        switch (photos, embeddings, places) {
        case (.some, nil, nil), (nil, .some, .some): return
        case (nil, .some, nil):
            throw ValidationError("--embeddings needs --places, which says where the rows belong.")
        case (nil, nil, .some): throw ValidationError("--places needs --embeddings.")
        case (nil, nil, nil): throw ValidationError("give --photos, --map, or --embeddings with --places.")
        default: throw ValidationError("give either --photos or --embeddings with --places, not both.")
        }
    }

    /// Has a builder work that shows its progress, and ends early where it is interrupted.
    ///
    /// - Throws: what the work throws; the exit code 130 where it was interrupted.
    func work(_ body: (GalleryBuilder) throws -> BuildReport) throws -> BuildReport {
        let display = GalleryProgress(progress)
        let run = RunProgress { Console.error($0) }
        Interruption.watch(run)
        do {
            return try body(
                GalleryBuilder(registry: .catalog) { step in
                    if run.isInterrupted { throw CancellationError() }
                    display.show(step)
                })
        } catch is CancellationError {
            Console.note("interrupted: nothing was changed")
            throw ExitCode(130)
        }
    }

    /// What the builder is asked for.
    ///
    /// - Throws: `PilotageError` where `--jobs` cannot be.
    func request() throws -> GalleryRequest {
        let source: GallerySource =
            if let map = map.source { .map(map) } else if let embeddings, let places {
                .embeddings(embeddings, places: places)
            } else {
                .photos(photos ?? "")
            }
        return GalleryRequest(
            source: source, split: split, sample: sample,
            jobs: try JobCount.checked(jobs), program: ProgramVersion.generator)
    }
}
