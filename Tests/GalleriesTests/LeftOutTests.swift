import Foundation
import Galleries
import PilotageAPI
import Synchronization
import Tensors
import TestSupport
import Testing

/// What a build leaves out, and what it refuses.
struct LeftOutTests {
    /// Two rows of two elements, between a row of zeros and one that is not finite.
    private func oddRows() throws -> VectorWorld {
        let world = try VectorWorld(count: 4)
        let matrix = Matrix(rows: 4, columns: 2, values: [3, 4, 0, 0, 4, 3, .nan, 1])
        try Data(matrix.npyBytes()).write(to: URL(filePath: world.matrix))
        return world
    }

    private func request(_ world: VectorWorld, _ metric: Metric, normalize: Bool?) -> GalleryRequest {
        var request = world.request()
        request.metric = metric
        var entries = [OptionEntry(key: "use", value: OptionNode(.string("embed.identity")))]
        if let normalize {
            entries.append(OptionEntry(key: "normalize", value: OptionNode(.bool(normalize))))
        }
        request.embedder = OptionNode(.object(entries))
        return request
    }

    @Test(arguments: [Metric.cosine, .l2]) func `rows of zeros are left out, and rows that are not finite`(
        metric: Metric
    ) throws {
        let world = try oddRows()
        var request = world.request()
        request.metric = metric
        let report = try GalleryBuilder(registry: vectorRegistry).build(request, at: world.gallery)
        #expect(
            report.leftOut.map { "\($0.source): \($0.reason)" } == [
                "vectors.npy#1: its embedding is all zeros", "vectors.npy#3: the row is not finite",
            ])
        let places = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery.places
        #expect(places.map(\.id) == [0, 2] && places.map(\.next) == [[], []])
    }

    @Test func `cosine refuses vectors that keep another length than 1`() throws {
        let world = try oddRows()
        let error = failure {
            _ = try GalleryBuilder(registry: vectorRegistry).build(
                request(world, .cosine, normalize: false), at: world.gallery)
        }
        #expect(error?.message == "an embedding of length 5.0, but the metric cosine takes length 1")
        #expect(error?.place == ["vectors.npy#0"])
        #expect(!FileManager.default.fileExists(atPath: world.gallery))
    }

    @Test func `vectors of length 1 may be kept as they are`() throws {
        let world = try VectorWorld(count: 2)
        let matrix = Matrix(rows: 2, columns: 2, values: [0.6, 0.8, 1, 0])
        try Data(matrix.npyBytes()).write(to: URL(filePath: world.matrix))
        _ = try GalleryBuilder(registry: vectorRegistry).build(
            request(world, .cosine, normalize: false), at: world.gallery)
        let gallery = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery
        #expect(gallery.embeddings.row(0) == [0.6, 0.8])
    }

    @Test func `l2 keeps lengths also where the embedder is named`() throws {
        let world = try oddRows()
        _ = try GalleryBuilder(registry: vectorRegistry).build(
            request(world, .l2, normalize: nil), at: world.gallery)
        let gallery = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery
        #expect(gallery.embeddings.row(0) == [3, 4])
    }

    @Test func `a folder of photos that cannot be read is listed, and the others are taken`() throws {
        let folder = try TemporaryFolder()
        for (name, text) in [("a", "55 13 - 1 0"), ("b", "56 13 - 0 1"), ("closed/c", "57 13 - 1 1")] {
            try folder.write(text, to: "photos/\(name).photo")
        }
        let request = GalleryRequest(source: .photos(folder.path("photos")), program: "test 1")
        try folder.letEverybodyWrite()
        let report = try FolderRights.withoutReading(folder.path("photos/closed")) {
            try GalleryBuilder(registry: vectorRegistry).build(request, at: folder.path("p.gallery"))
        }
        #expect(report.places == 2)
        #expect(
            report.leftOut.map { "\($0.source): \($0.reason)" } == [
                "closed: the folder cannot be read: Permission denied"
            ])
    }

    /// Counts how often photos are opened for their frames.
    struct CountingDecoder: Decoder {
        static let name = "decode.counting"
        static let summary = "counts, for tests"
        typealias Options = NoOptions
        /// Used by one test alone.
        static let opened = Mutex<[String: Int]>([:])

        init(_ options: NoOptions) {}
        static func recognizes(_ source: MediaSource) -> Bool { TextPhotoDecoder.recognizes(source) }
        func frames(of source: MediaSource, as format: FrameFormat, threads: Int) throws -> any FrameReader {
            Self.opened.withLock {
                $0[source.path.split(separator: "/").last.map(String.init) ?? "", default: 0] += 1
            }
            return try TextPhotoDecoder(.defaults).frames(of: source, as: format, threads: threads)
        }
        func photoProvenance(of source: MediaSource) throws -> Provenance? {
            try TextPhotoDecoder(.defaults).photoProvenance(of: source)
        }
    }

    @Test func `every photo of a folder is decoded once`() throws {
        let folder = try TemporaryFolder()
        for number in 0..<9 { try folder.write("5\(number) 13 - 1 \(number)", to: "photos/\(number).photo") }
        try folder.write("- - - 1 1", to: "photos/nowhere.photo")
        let registry = Registry(
            decoders: [CountingDecoder.self], embedders: vectorRegistry.embedders,
            matchers: vectorRegistry.matchers, locators: vectorRegistry.locators, reporters: [])
        let request = GalleryRequest(source: .photos(folder.path("photos")), jobs: 2, program: "test 1")
        let report = try GalleryBuilder(registry: registry).build(request, at: folder.path("p.gallery"))
        #expect(report.places == 9)
        let expected = Dictionary(uniqueKeysWithValues: (0..<9).map { ("\($0).photo", 1) })
        #expect(CountingDecoder.opened.withLock { $0 } == expected)
    }
}
