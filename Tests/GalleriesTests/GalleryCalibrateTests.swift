import Galleries
import PilotageAPI
import TestSupport
import Testing

struct GalleryCalibrateTests {
    private let learned = ["locate.route": ["sharpness": 2.5, "residual_energy": 1]]

    private func calibrate(_ path: String, _ steps: FileSteps = FileSteps()) throws {
        try GalleryBuilder(registry: vectorRegistry, steps: steps).calibrate(
            path, with: learned, source: "walks.yaml", program: "test")
    }

    @Test func `what is learned is kept, beside what others learned`() throws {
        let world = try VectorWorld()
        try world.build()
        let before = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery.calibration
        try calibrate(world.gallery)
        let after = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery.calibration
        #expect(after["locate.route"] == learned["locate.route"])
        #expect(after["locate.nearest"] == before["locate.nearest"] && before["locate.nearest"] != nil)
        #expect(try GalleryStore.verify(world.gallery, registry: vectorRegistry).isEmpty)
        #expect(try GalleryStore.info(world.gallery).history.map(\.action) == ["build", "calibrate"])
    }

    @Test func `places and embeddings stay as they are`() throws {
        let world = try VectorWorld()
        try world.build()
        let before = try contents(of: world.gallery)
        try calibrate(world.gallery)
        let after = try contents(of: world.gallery)
        #expect(after.keys.sorted() == before.keys.sorted())
        #expect(after.allSatisfy { $0.key == "gallery.json" || before[$0.key] == $0.value })
    }

    @Test func `what is no gallery is refused`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: PilotageError.self) { try calibrate(folder.path("none.gallery")) }
    }
}
