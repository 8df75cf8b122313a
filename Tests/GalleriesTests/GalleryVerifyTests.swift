import Foundation
import Galleries
import PilotageAPI
import TestSupport
import Testing

struct GalleryVerifyTests {
    @Test func `a sound gallery has nothing wrong`() throws {
        let world = try VectorWorld()
        try world.build()
        #expect(try GalleryStore.verify(world.gallery, registry: vectorRegistry).isEmpty)
    }

    @Test func `a flipped bit in any file is found`() throws {
        let world = try VectorWorld()
        try world.build()
        for (name, bytes) in try contents(of: world.gallery).sorted(by: { $0.key < $1.key }) {
            let path = world.gallery + "/" + name
            for offset in Set([0, 1, bytes.count / 3, bytes.count / 2, bytes.count - 2, bytes.count - 1]) {
                var changed = bytes
                changed[offset] ^= 0x10
                try overwrite(path, changed)
                let problems = try GalleryStore.verify(world.gallery, registry: vectorRegistry)
                #expect(problems.contains { $0.place.contains(name) }, "byte \(offset) of \(name)")
            }
            try overwrite(path, bytes)
        }
        #expect(try GalleryStore.verify(world.gallery, registry: vectorRegistry).isEmpty)
    }

    @Test func `every byte of the description counts`() throws {
        let world = try VectorWorld(count: 2)
        try world.build()
        let path = world.gallery + "/gallery.json"
        let bytes = try Data(contentsOf: URL(filePath: path))
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= 1
            try overwrite(path, changed)
            #expect(try !GalleryStore.verify(world.gallery, registry: nil).isEmpty, "byte \(offset)")
        }
    }

    @Test func `a file that does not belong there is named`() throws {
        let world = try VectorWorld()
        try world.build()
        try world.folder.write("x", to: "world.gallery/model/extra.bin")
        let problems = try GalleryStore.verify(world.gallery, registry: vectorRegistry)
        #expect(problems.map(\.message) == ["does not belong to the gallery"])
    }

    @Test(arguments: ["embeddings.npy", "places.gpkg", "model/dimension.txt"])
    func `a missing or shortened file is found when opening`(name: String) throws {
        let world = try VectorWorld()
        try world.build()
        let path = world.gallery + "/" + name
        let bytes = try Data(contentsOf: URL(filePath: path))
        try overwrite(path, bytes.dropLast())
        #expect(
            failure { _ = try GalleryStore.open(world.gallery, registry: vectorRegistry) }?.kind == .gallery)
        try FileManager.default.removeItem(atPath: path)
        let error = failure { _ = try GalleryStore.open(world.gallery, registry: vectorRegistry) }
        #expect(error?.message == "the file is missing")
    }
}
