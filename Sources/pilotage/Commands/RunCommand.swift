import ArgumentParser
import Catalog
import Foundation
import Manifests
import PilotageAPI
import Pipeline

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Locate the footage of a manifest, or of paths with --gallery.",
        discussion: """
            What is finished is kept in run.sqlite in the output directory: running again goes on where it ended, and \
            does only what is new or changed. Exit codes: 0 all well; 1 finished, some items failed (failures.csv); \
            2 nothing was run; 130 interrupted.
            """)

    @Argument(help: "A manifest (.yaml, .yml, .json); with --gallery media files and folders.")
    var paths: [String]
    @Option(help: "Locate the paths with this gallery, without a manifest.")
    var gallery: String?
    @Option(help: "The output directory (default: NAME.run beside the manifest).")
    var output: String?
    @Option(help: "Threads per stage (default: the number of cores).")
    var jobs: Int?
    @Option(help: "Do only part I of N of the items, as in 2/8.")
    var shard: Shard?
    @Option(help: "How progress is shown: auto, line, json or none.")
    var progress: ProgressStyle = .auto
    @Flag(help: "Forget what is in the output directory and begin anew.")
    var fresh = false
    @Flag(help: "Do the items again that failed before.")
    var retryFailed = false
    @Flag(help: "Stop at the first item that fails.")
    var failFast = false
    @Flag(help: "Say what would be done, and stop.")
    var dryRun = false

    /// Checked when the run starts and not while arguments are read, so that a misspelt option is told first.
    private func checkArguments() throws {
        _ = try JobCount.checked(jobs)
        if gallery == nil, paths.count > 1 {
            throw PilotageError(
                .invalid, "\(paths.count) paths are given without a gallery",
                hint: "name one manifest, or add --gallery NAME.gallery to locate the paths themselves")
        }
        let suffixes = [".yaml", ".yml", ".json"]
        if gallery != nil,
            let manifest = paths.first(where: { path in suffixes.contains { path.lowercased().hasSuffix($0) }
            })
        {
            throw PilotageError(
                .invalid, "--gallery is given with a manifest, which names its own", place: [manifest],
                hint: "leave out --gallery, or name media files and folders")
        }
        if gallery != nil, output == nil {
            throw PilotageError(
                .invalid, "--gallery is given without --output", hint: "add --output DIR, where results go")
        }
    }

    func run() throws {
        try checkArguments()
        var plan = try readPlan()
        if let shard { plan.items = plan.items.filter { shard.contains($0.id) } }
        for remark in plan.remarks { Console.note("note: \(remark.visible())") }
        let open = try OpenedGalleries.open(plan.galleryPath)
        let settings = BatchRun.Settings(
            folder: output ?? plan.defaultOutput(beside: paths.first ?? ""),
            jobs: try JobCount.checked(jobs),
            fresh: fresh, retryFailed: retryFailed, failFast: failFast,
            part: shard.map { "\($0.number)/\($0.count)" })
        let batch = try BatchRun(
            plan: plan, gallery: open, registry: .catalog, settings: settings,
            generator: ProgramVersion.generator)
        if dryRun { return Console.note(PlanSummary.text(plan, open.gallery, output: settings.folder)) }
        try run(batch, plan, settings)
    }

    private func run(_ batch: BatchRun, _ plan: Plan, _ settings: BatchRun.Settings) throws {
        let progress = RunProgress(onFailure: Console.error, onRemark: Console.remark)
        Interruption.watch(progress)
        let display = ProgressDisplay(progress, style: self.progress)
        display.start()
        let result = Result { try batch.process(progress) }
        display.end()
        let store = try result.get()
        let snapshot = progress.snapshot()
        do {
            if progress.isInterrupted { throw CancellationError() }
            try batch.writeReports(from: store, progress)
        } catch is CancellationError {
            Console.note(
                "interrupted: \(snapshot.done) of \(snapshot.items) items are done; run again to go on")
            throw ExitCode(130)
        }
        Console.note(try RunSummaryTable.text(store, snapshot, plan, settings))
        if snapshot.failed > 0 { throw ExitCode(1) }
    }

    private func readPlan() throws -> Plan {
        let reader = ManifestReader(registry: .catalog)
        if let gallery { return try reader.plan(paths: paths, gallery: gallery) }
        return try reader.read(path: paths.first ?? "")
    }
}

extension Plan {
    /// Where results go unless the command line says: beside the manifest.
    func defaultOutput(beside manifest: String) -> String {
        let folder = manifest.parentPath
        return (folder.isEmpty ? "" : folder + "/") + name.replacing("/", with: "-") + ".run"
    }
}

/// One of several parts of the items, about equal and the same on every machine.
struct Shard: ExpressibleByArgument {
    var number: Int
    var count: Int

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard parts.count == 2, parts[1] >= 1, (1...parts[1]).contains(parts[0]) else { return nil }
        (number, count) = (parts[0], parts[1])
    }

    /// Whether an item is in this part: by the FNV-1a hash of its id.
    func contains(_ id: String) -> Bool {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash % UInt64(count) == UInt64(number - 1)
    }
}
