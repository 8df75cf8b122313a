import Foundation
import Manifests
import PilotageAPI
import Pipeline
import TestSupport
import Testing

/// What results may not be written over; the fake reporter writes a file `.side` beside each of its own.
struct ReportPathsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("9", to: "c.fake")
        try folder.write("8", to: "data/real.fake")
        try folder.write("7", to: "extra.side")
        try folder.write("{}", to: "street.gallery/gallery.json")
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: folder.path("link.fake"), withDestinationPath: folder.path("data/real.fake"))
        try manager.createDirectory(atPath: folder.path("out/sub"), withIntermediateDirectories: true)
        try manager.createSymbolicLink(
            atPath: folder.path("out/elsewhere"), withDestinationPath: folder.path("data"))
    }

    private func batch(_ reports: [String], output: String = "out") throws -> BatchRun {
        let list = reports.map { "{use: report.fake, path: '\($0)'}" }.joined(separator: ", ")
        try folder.write("path\nlink.fake\n", to: "more.csv")
        let manifest = try folder.write(
            "pilotage: 1\ngallery: street.gallery\nitems: [c.fake]\nitems_from: more.csv\nreport: [\(list)]\n",
            to: "run.yaml")
        let plan = try ManifestReader(registry: FakeEngine.registry).read(path: manifest)
        return try BatchRun(fake: plan, in: folder, output: output, jobs: 1)
    }

    private func refusal(_ reports: String..., output: String = "out") -> String? {
        do {
            _ = try batch(reports, output: output)
            return nil
        } catch { return (error as? PilotageError)?.message }
    }

    @Test(arguments: [
        ("run.sqlite", "the run store"), ("x/../run.sqlite-wal", "the run store"),
        ("RUN.SQLITE", "the run store"), ("../c.fake", "an item's file"),
        ("../C.fake", "an item's file"), ("../link.fake", "an item's file"),
        ("../data/real.fake", "an item's file"), ("elsewhere/real.fake", "an item's file"),
        ("elsewhere/../c.fake", "an item's file"), ("../run.yaml", "the manifest or a file that it names"),
        ("../more.csv", "the manifest or a file that it names"),
        ("../street.gallery/places.gpkg", "a file of the gallery"), ("sub", "a directory"),
        ("new/", "a directory"),
    ])
    func `a report never overwrites what a run needs`(path: String, what: String) throws {
        #expect(refusal(path) == "a report would overwrite \(what)")
        #expect(try folder.names().contains("out") && folder.text("c.fake") == "9")
    }

    @Test(arguments: [("a.txt", "./a.txt"), ("a.txt", "A.txt"), ("sub/a.txt", "sub/../sub/a.txt")])
    func `two spellings of one path are refused`(one: String, other: String) {
        #expect(refusal(one, other) == "a report would overwrite a file of another report")
    }

    @Test func `files beside a report count as it does`() {
        #expect(
            refusal("a.txt", "a.txt.side") == "a report would overwrite a file of another report")
        #expect(
            refusal("a.txt.side", "a.txt")
                == "a report would overwrite a file of another report by its 'a.txt.side'")
        #expect(refusal("a.txt", "sub/a.txt") == nil)
    }

    @Test(arguments: [
        ("street.gallery", "lies in the gallery"), ("street.gallery/out", "lies in the gallery"),
        (".", "holds the gallery"), ("data", "holds an item's file, 'real.fake'"),
    ])
    func `an output directory lies apart from what is read`(output: String, what: String) {
        #expect(refusal("a.txt", output: output) == "the output directory \(what)")
    }

    @Test func `a later report overwrites nothing that the run stands on`() throws {
        let store = try batch(["a.txt"]).process(RunProgress { _ in })
        func message(_ path: String) -> String? {
            let section = PluginSection(plugin: FakeReporter.name)
            let report = PlannedReport(section: section, path: folder.path(path))
            do {
                try store.check(report, registry: FakeEngine.registry)
                return nil
            } catch { return (error as? PilotageError)?.message }
        }
        #expect(message("c.fake") == "a report would overwrite an item's file")
        #expect(message("out/run.sqlite-shm") == "a report would overwrite the run store")
        #expect(message("run.yaml") == "a report would overwrite the manifest or a file that it names")
        #expect(message("street.gallery/gallery.json") == "a report would overwrite a file of the gallery")
        #expect(message("out/a.txt") == nil)
    }
}
