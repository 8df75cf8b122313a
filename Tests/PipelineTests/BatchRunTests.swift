import Foundation
import Geodesy
import Manifests
import PilotageAPI
import Pipeline
import Synchronization
import TestSupport
import Testing

/// Runs of the fake engine: no media, no library, a few milliseconds each.
struct BatchRunTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("0 1 2 3 4", to: "a.fake")
        try folder.write("5 x 7", to: "b.fake")
        try folder.write("9", to: "c.fake")
        try FileManager.default.createDirectory(
            atPath: folder.path("street.gallery"), withIntermediateDirectories: true)
    }

    struct Outcome {
        var text: String
        var snapshot: RunProgress.Snapshot
        var store: RunStore
    }

    func plan(
        _ items: [String], extra: String = "", report: String = "{use: report.fake, path: out.txt}"
    ) throws
        -> Plan
    {
        let list = items.map { "'\($0)'" }.joined(separator: ", ")
        let path = try folder.write(
            "pilotage: 1\ngallery: street.gallery\nitems: [\(list)]\n\(extra)\nreport: [\(report)]\n",
            to: "run.yaml")
        return try ManifestReader(registry: FakeEngine.registry).read(path: path)
    }

    func batch(
        _ plan: Plan, jobs: Int = 2, retryFailed: Bool = false, fresh: Bool = false, failFast: Bool = false,
        output: String = "out"
    ) throws -> BatchRun {
        try BatchRun(
            fake: plan, in: folder, output: output, jobs: jobs, fresh: fresh, retryFailed: retryFailed,
            failFast: failFast)
    }

    func run(_ batch: BatchRun, output: String = "out") throws -> Outcome {
        let progress = RunProgress { _ in }
        let store = try batch.process(progress)
        try batch.writeReports(from: store, progress)
        return Outcome(
            text: try folder.text(output + "/out.txt"), snapshot: progress.snapshot(), store: store)
    }

    private let expected = """
        run run
        a.fake 0 0.0 located 0
        a.fake 1 0.5 located 1
        a.fake 2 1.0 located 2
        a.fake 3 1.5 located 3
        a.fake 4 2.0 located 4
        b.fake 0 0.0 located 5
        b.fake 1 0.5 undecodable -
        b.fake 2 1.0 located 7
        c.fake 0 0.0 located 9

        """

    @Test(arguments: [1, 2, 4, 8]) func `fixes come in manifest order at any number of jobs`(jobs: Int) throws
    {
        let outcome = try run(batch(plan(["a.fake", "b.fake", "c.fake"]), jobs: jobs))
        #expect(outcome.text == expected)
        #expect(outcome.snapshot.done == 3 && outcome.snapshot.failed == 0 && outcome.snapshot.frames == 9)
    }

    @Test(arguments: [1, 4]) func `the locator hears where shots begin`(jobs: Int) throws {
        try folder.write("0 1 /2 3 /x /4", to: "a.fake")
        let text = try run(batch(plan(["a.fake"]), jobs: jobs)).text
        let statuses = text.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[3] }
        #expect(statuses == ["located", "located", "ambiguous", "located", "undecodable", "ambiguous"])
    }

    @Test func `a second run does nothing again`() throws {
        _ = try run(batch(plan(["a.fake", "b.fake", "c.fake"])))
        let again = try run(batch(plan(["a.fake", "b.fake", "c.fake"])))
        #expect(again.text == expected && again.snapshot.frames == 0 && again.snapshot.share == 1)
    }

    @Test func `a dropped item is in no report, and is still done when it is named again`() throws {
        let names = ["a.fake", "b.fake", "c.fake"]
        #expect(try run(batch(plan(names))).text == expected)
        do {
            let fewer = try run(batch(plan(["c.fake"])))
            #expect(fewer.text == "run run\nc.fake 0 0.0 located 9\n" && fewer.snapshot.done == 1)
            #expect(try fewer.store.unnamedItems() == 2 && fewer.store.frames(byStatus: .located) == 1)
        }
        let again = try run(batch(plan(names)))
        #expect(again.text == expected && again.snapshot.frames == 0 && again.snapshot.doneBefore == 3)
        #expect(try again.store.unnamedItems() == 0)
    }

    @Test func `a new item is done alone, and a dropped one goes`() throws {
        _ = try run(batch(plan(["a.fake", "b.fake"])))
        let again = try run(batch(plan(["b.fake", "c.fake"])))
        #expect(again.snapshot.frames == 1)
        #expect(again.text.contains("c.fake") && !again.text.contains("a.fake"))
    }

    @Test func `a changed file is done again`() throws {
        _ = try run(batch(plan(["a.fake", "c.fake"])))
        try folder.write("8 8", to: "c.fake")
        let again = try run(batch(plan(["a.fake", "c.fake"])))
        #expect(again.snapshot.frames == 2 && again.text.contains("c.fake 1 0.5 located 8"))
    }

    @Test func `a bad item fails alone, with its place`() throws {
        try folder.write("1 !", to: "bad.fake")
        let outcome = try run(batch(plan(["bad.fake", "c.fake"])))
        #expect(
            outcome.text == """
                run run
                c.fake 0 0.0 located 9
                failed bad.fake: damaged: decode.fake: the fake is broken

                """)
        #expect(outcome.snapshot.failed == 1)
    }

    @Test func `a frame that its embedder refuses costs its item only`() throws {
        try folder.write("1 ? 2", to: "odd.fake")
        let outcome = try run(batch(plan(["a.fake", "odd.fake", "b.fake", "c.fake"])))
        #expect(outcome.snapshot.done == 3 && outcome.snapshot.failed == 1)
        #expect(
            outcome.text.contains("failed odd.fake: damaged: 0:00.500: embed.fake: the vector is not finite"))
    }

    @Test func `an item of many refused frames fails once, at the first of them`() throws {
        try folder.write("1 " + String(repeating: "? ", count: 200), to: "odd.fake")
        let failures = Mutex(0)
        let progress = RunProgress { error in
            failures.withLock { $0 += 1 }
            #expect(error.place == ["odd.fake, 0:00.500", "embed.fake"])
        }
        _ = try batch(plan(["odd.fake", "c.fake"]), jobs: 4).process(progress)
        #expect(failures.withLock { $0 } == 1)
        #expect(
            progress.snapshot().failed == 1 && progress.snapshot().done == 1 && progress.snapshot().share == 1
        )
    }

    @Test func `an item without a frame fails`() throws {
        try folder.write("", to: "empty.fake")
        #expect(
            try run(batch(plan(["empty.fake"]))).text.contains("the file holds no frame that can be decoded"))
    }

    @Test func `failed items stay failed until they are asked for again`() throws {
        try folder.write("!", to: "bad.fake")
        _ = try run(batch(plan(["bad.fake", "c.fake"])))
        #expect(try run(batch(plan(["bad.fake", "c.fake"]))).snapshot.failed == 1)
        let retried = RunProgress { _ in }
        _ = try batch(plan(["bad.fake", "c.fake"]), retryFailed: true).process(retried)
        #expect(retried.snapshot().failed == 1 && retried.snapshot().done == 1)
        try folder.write("3", to: "bad.fake")
        #expect(try run(batch(plan(["bad.fake", "c.fake"]))).snapshot.failed == 0)
    }

    @Test func `other settings do not mix with what is there`() throws {
        _ = try run(batch(plan(["c.fake"])))
        #expect {
            try run(batch(plan(["c.fake"], extra: "locate: {confidence: 0.9}")))
        } throws: { error in
            (error as? PilotageError)?.message == "the output directory holds a run with another locate"
        }
        #expect(
            try run(batch(plan(["c.fake"], extra: "locate: {confidence: 0.9}"), fresh: true)).snapshot.done
                == 1)
    }

    @Test(arguments: 1...9) func `a report that fails at the n-th write leaves no file`(n: Int) throws {
        let report = "{use: report.fake, path: out.txt, fail_at: \(n)}"
        let plan = try plan(["a.fake", "b.fake", "c.fake"], report: report)
        #expect(throws: PilotageError.self) { try run(batch(plan)) }
        #expect(!FileManager.default.fileExists(atPath: folder.path("out/out.txt")))
        let mended = try self.plan(["a.fake", "b.fake", "c.fake"])
        #expect(try run(batch(mended)).text == expected)
    }

    @Test func `a cancelled run goes on where it was`() throws {
        let progress = RunProgress { _ in }
        progress.cancel()
        _ = try batch(plan(["a.fake", "b.fake", "c.fake"])).process(progress)
        #expect(progress.snapshot().done == 0)
        #expect(try run(batch(plan(["a.fake", "b.fake", "c.fake"]))).text == expected)
    }

    @Test func `fail-fast stops at the first failure`() throws {
        for number in 0..<50 { try folder.write("!", to: "bad\(number).fake") }
        let progress = RunProgress { _ in }
        _ = try batch(plan(["bad*.fake"]), jobs: 1, failFast: true).process(progress)
        #expect(progress.isCancelled && progress.snapshot().failed < 50)
    }

    @Test func `a file of damaged frames alone fails`() throws {
        try folder.write("x x", to: "a.fake")
        #expect(
            try run(batch(plan(["a.fake"]))).text == """
                run run
                failed a.fake: damaged: the file holds no frame that can be decoded

                """)
    }

    @Test func `what a file says of itself reaches the reports`() throws {
        let outcome = try run(
            batch(plan(["c.fake"], report: "{use: report.fake, path: out.txt, provenance: true}")))
        #expect(outcome.text == "run run\nc.fake by fake\nc.fake 0 0.0 located 9\n")
    }

    @Test func `a region confines the answers`() throws {
        let north = FakeEngine.gallery().places[6].coordinate.latitude - 0.0001
        let plan = try plan(["a.fake"], extra: "region: {bbox: [7, \(north), 9, 60]}")
        #expect(try run(batch(plan)).text.contains("a.fake 0 0.0 located 6"))
    }

    @Test func `a region without places is refused`() throws {
        let plan = try plan(["a.fake"], extra: "region: {bbox: [0, 0, 1, 1]}")
        #expect(throws: PilotageError.self) { try batch(plan) }
    }

    @Test func `two runs do not write into one directory`() throws {
        let plan = try plan(["c.fake"])
        let store = try batch(plan).process(RunProgress { _ in })
        #expect {
            try batch(plan).process(RunProgress { _ in })
        } throws: { error in
            (error as? PilotageError)?.message == "another run is writing here"
        }
        withExtendedLifetime(store) {}
    }

    @Test func `candidates of finished items are kept, best first`() throws {
        let outcome = try run(batch(plan(["c.fake"], extra: "match: {limit: 3}")))
        var rankings: [[Int]] = []
        try outcome.store.forEachRanking { _, _, ids in rankings.append(ids) }
        #expect(rankings == [[9, 8, 7]])
    }

    @Test func `a store that is no store is refused`() throws {
        try folder.write(
            "not a database, but long enough to look like a file of some kind", to: "out/run.sqlite")
        #expect(throws: PilotageError.self) { try run(batch(plan(["c.fake"]))) }
        #expect(try run(batch(plan(["c.fake"]), fresh: true)).snapshot.done == 1)
    }

    @Test func `items that were cut short are named`() throws {
        try folder.write("4 |", to: "cut.fake")
        let losses = try run(batch(plan(["a.fake", "cut.fake", "b.fake"]))).store.losses()
        #expect(losses.map(\.item) == ["cut.fake", "b.fake"])
        #expect(losses.map(\.damaged) == [1, 1] && losses.map(\.isTruncated) == [true, false])
    }

    @Test func `an error of the locator carries its name`() throws {
        let outcome = try run(batch(plan(["a.fake", "c.fake"], extra: "locate: {fail_at: 3}")))
        #expect(outcome.text.contains("failed a.fake: damaged: locate.fake: the locator of the fake is lost"))
        #expect(outcome.snapshot.done == 1)
    }
}
