import Manifests
import PilotageAPI
import Pipeline
import TestSupport

extension BatchRun {
    /// A run of the fake engine over `street.gallery`, into `output`, both in `folder`.
    init(
        fake plan: Plan, in folder: TemporaryFolder, output: String = "out", jobs: Int = 2,
        fresh: Bool = false,
        retryFailed: Bool = false, failFast: Bool = false, registry: Registry = FakeEngine.registry
    ) throws {
        try self.init(
            plan: plan,
            gallery: OpenGallery(
                gallery: FakeEngine.gallery(), path: folder.path("street.gallery"), digest: "1",
                embedder: FakeEmbedder(.defaults, model: ModelFiles()), format: FakeEmbedder.format(.defaults)
            ),
            registry: registry,
            settings: Settings(
                folder: folder.path(output), jobs: jobs, fresh: fresh, retryFailed: retryFailed,
                failFast: failFast),
            generator: "test")
    }
}
