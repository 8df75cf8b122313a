import ArgumentParser
import Catalog
import Manifests
import PilotageAPI
import Pipeline

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a manifest and its gallery, and say what a run would do.",
        discussion: "Everything that is wrong is told at once. Exit codes: 0 all well; 2 something is wrong.")

    @Argument(help: "The manifest (.yaml, .yml, .json).")
    var manifest: String
    @Option(help: "The output directory that the run will be given (default: NAME.run beside the manifest).")
    var output: String?

    func run() throws {
        let plan = try ManifestReader(registry: .catalog).read(path: manifest)
        for remark in plan.remarks { Console.note("note: \(remark.visible())") }
        let open = try OpenedGalleries.open(plan.galleryPath)
        let folder = output ?? plan.defaultOutput(beside: manifest)
        // Making a run touches nothing, and refuses what cannot be run.
        _ = try BatchRun(
            plan: plan, gallery: open, registry: .catalog,
            settings: BatchRun.Settings(
                folder: folder, jobs: 1, fresh: false, retryFailed: false, failFast: false),
            generator: ProgramVersion.generator)
        Console.note(PlanSummary.text(plan, open.gallery, output: folder))
    }
}
