import ArgumentParser
import Catalog
import Manifests
import PilotageAPI
import Pipeline

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a report of a run, finished or not, without computing anything again.",
        discussion: "Exit codes: 0 all well; 2 nothing was written.")

    @Argument(help: "The output directory of a run.")
    var directory: String
    @Option(help: "The reporter, such as report.geojson.")
    var use: String
    @Option(help: "The file to write.")
    var path: String

    func run() throws {
        _ = try Registry.find(use, in: Registry.catalog.reporters)
        let store = try RunStore.openExisting(in: directory)
        let section = PluginSection(plugin: use)
        try store.check(PlannedReport(section: section, path: path), registry: .catalog)
        try store.write(section, to: path, registry: .catalog)
        let counts = try store.counts()
        if counts.waiting > 0 { Console.note("note: the run is not finished: \(counts.waiting) items wait") }
    }
}
