import Foundation
import Galleries
import PilotageAPI
import Synchronization
import TestSupport
import Testing

struct GalleryAddTests {
    private func extended(_ world: VectorWorld, _ steps: FileSteps = FileSteps()) throws {
        let more = try VectorWorld(count: 7, seed: 2, firstID: 40)
        _ = try GalleryBuilder(registry: vectorRegistry, steps: steps).add(more.request(), to: world.gallery)
    }

    @Test func `places are added behind those that are there`() throws {
        let world = try VectorWorld()
        try world.build()
        let before = try contents(of: world.gallery)
        try extended(world)
        let gallery = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery
        #expect(gallery.places.map(\.id) == Array(0..<47))
        #expect(gallery.embeddings.blocks.map(\.count) == [40, 7])
        let after = try contents(of: world.gallery)
        #expect(after["embeddings.npy"] == before["embeddings.npy"])
        #expect(after.keys.sorted() == (before.keys + ["embeddings-2.npy"]).sorted())
        #expect(try GalleryStore.verify(world.gallery, registry: vectorRegistry).isEmpty)
        #expect(try GalleryStore.info(world.gallery).history.map(\.action) == ["build", "add"])
    }

    @Test func `unchanged files are not written again`() throws {
        let world = try VectorWorld()
        try world.build()
        func number() throws -> Int? {
            let path = world.gallery + "/embeddings.npy"
            return try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
        }
        let before = try number()
        try extended(world)
        #expect(try number() == before)
    }

    @Test func `a crash before any step leaves the old or the new gallery`() throws {
        let reference = try VectorWorld()
        try reference.build()
        let old = try contents(of: reference.gallery)
        let counter = Mutex(0)
        try extended(reference, FileSteps { _ in counter.withLock { $0 += 1 } })
        let new = try contents(of: reference.gallery)
        let steps = counter.withLock { $0 }
        #expect(steps > 10)
        var ends: [Bool] = []
        for stop in 0..<steps {
            let world = try VectorWorld()
            try world.build()
            let taken = Mutex(0)
            let crash = FileSteps { _ in
                let number = taken.withLock { taken in
                    taken += 1
                    return taken
                }
                if number > stop { throw CocoaError(.fileWriteUnknown) }
            }
            try? extended(world, crash)
            let found = try contents(of: world.gallery)
            #expect(
                found.mapValues(\.count) == old.mapValues(\.count)
                    || found.mapValues(\.count) == new.mapValues(\.count))
            #expect(try GalleryStore.verify(world.gallery, registry: vectorRegistry).isEmpty)
            ends.append(found.count == new.count)
            if found.count == old.count { try extended(world) }
            _ = try VectorWorld(count: 2)
            let visible = try world.folder.names()
            if found.count == old.count {
                #expect(visible == ["places.csv", "vectors.npy", "world.gallery"])
            }
        }
        #expect(ends.contains(true) && ends.contains(false))
    }

    @Test func `an interrupted swap in two steps is ended by the next writer`() throws {
        let world = try VectorWorld()
        try world.build()
        let hidden = world.folder.path(".world.gallery.old")
        try FileManager.default.moveItem(atPath: world.gallery, toPath: hidden)
        #expect(try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery.places.count == 40)
        try extended(world)
        #expect(try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery.places.count == 47)
        #expect(!FileManager.default.fileExists(atPath: hidden))
    }

    @Test func `a second writer is turned away`() throws {
        let world = try VectorWorld()
        try world.build()
        let messages = Mutex<[String?]>([])
        let steps = FileSteps { _ in
            let error = failure { try extended(world) }
            messages.withLock { $0.append(error?.message) }
        }
        try extended(world, steps)
        #expect(messages.withLock { $0.first } == "another process is writing this gallery")
    }

    @Test func `ids in use are refused and the gallery stays`() throws {
        let world = try VectorWorld()
        try world.build()
        let more = try VectorWorld(count: 3, seed: 2, firstID: 39)
        let error = failure {
            _ = try GalleryBuilder(registry: vectorRegistry).add(more.request(), to: world.gallery)
        }
        #expect(error?.message == "id 39 may be in use: new ids must be at least 40")
        #expect(try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery.places.count == 40)
    }

    @Test func `an added matrix of another dimension is refused`() throws {
        let world = try VectorWorld()
        try world.build()
        let folder = try TemporaryFolder()
        try folder.write("55 13 - 1 0", to: "a.photo")
        let request = GalleryRequest(source: .photos(folder.url.path), program: "test 1")
        let error = failure {
            _ = try GalleryBuilder(registry: vectorRegistry).add(request, to: world.gallery)
        }
        #expect(error?.message == "a row of 2 elements, but the gallery's have 8")
    }
}
