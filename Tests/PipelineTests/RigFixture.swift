import Foundation
import Manifests
import PilotageAPI
import Pipeline
import Synchronization
import TestSupport

/// Runs of one item of several views, with an embedder that keeps its frames.
struct RigFixture {
    let folder: TemporaryFolder
    var registry = FakeEngine.registry

    /// What a run comes to.
    struct Outcome {
        /// Intact frames in order.
        var frames: [Frame]
        /// The report.
        var text: String
        var losses: [RunStore.Loss]
        var remarks: [PilotageError]

        /// Every frame's views.
        var shown: [String] { frames.map(\.shown) }
    }

    /// A folder with a gallery and some files.
    init(_ files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        try FileManager.default.createDirectory(
            atPath: folder.path("street.gallery"), withIntermediateDirectories: true)
    }

    /// The plan of one item.
    func plan(_ item: String, decode: String = "{}") throws -> Plan {
        let path = try folder.write(
            "pilotage: 1\ngallery: street.gallery\nitems: [\(item)]\ndecode: \(decode)\n"
                + "report: [{use: report.fake, path: out.txt}]\n", to: "run.yaml")
        return try ManifestReader(registry: registry).read(path: path)
    }

    /// A run with an embedder.
    func batch(_ plan: Plan, _ embedder: any Embedder, _ format: FrameFormat, jobs: Int = 1) throws
        -> BatchRun
    {
        try BatchRun(
            plan: plan,
            gallery: BatchRun.OpenGallery(
                gallery: FakeEngine.gallery(), path: folder.path("street.gallery"), digest: "1",
                embedder: embedder, format: format),
            registry: registry,
            settings: BatchRun.Settings(
                folder: folder.path("out"), jobs: jobs, fresh: false, retryFailed: false, failFast: false),
            generator: "test")
    }

    /// Does what waits of a plan.
    func run(_ plan: Plan, jobs: Int = 1) throws -> Outcome {
        let embedder = RecordingEmbedder(.defaults, model: ModelFiles())
        let remarks = Mutex<[PilotageError]>([])
        let progress = RunProgress(
            onFailure: { _ in }, onRemark: { remark in remarks.withLock { $0 += [remark] } })
        let batch = try batch(plan, embedder, RecordingEmbedder.format(.defaults), jobs: jobs)
        let store = try batch.process(progress)
        try batch.writeReports(from: store, progress)
        return Outcome(
            frames: embedder.frames.sorted { $0.index < $1.index }, text: try folder.text("out/out.txt"),
            losses: try store.losses(), remarks: remarks.withLock { $0 })
    }

    /// Does what waits of an item.
    func run(_ item: String, decode: String = "{}") throws -> Outcome { try run(plan(item, decode: decode)) }
}
