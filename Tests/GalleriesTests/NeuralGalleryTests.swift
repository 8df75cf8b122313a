import EmbedNeural
import Foundation
import Galleries
import Geodesy
import LocateNearest
import LocateRoute
import MatchExact
import Neural
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// Galleries of maps whose places are embedded as classes and depths, by a small model with random weights.
struct NeuralGalleryTests {
    private let world: MapWorld
    private let registry = Registry(
        decoders: [], embedders: [NeuralEmbedder.self], matchers: [ExactMatcher.self],
        locators: [NearestLocator.self, RouteLocator.self], reporters: [])

    init() throws {
        world = try MapWorld()
        let input = ViewInput(width: 48, height: 32, fieldOfViewDegrees: 80)
        var generator = SeededGenerator(seed: 4)
        func network(_ side: Towers.Side) throws -> Network<Float> {
            let shape = input.shape(side)
            return try Network(
                Architecture(
                    inputShape: shape,
                    layers: [
                        .convolution(Convolution(inputs: shape[0], outputs: 8, stride: 2)), .rectifier,
                        .flatten,
                        .linear(Linear(inputs: 8 * 16 * 24, outputs: 16)), .normalization,
                    ]), generator: &generator)
        }
        let towers = Towers(photo: try network(.photo), map: try network(.map))
        try PlaceModel(towers: towers, input: input).write(to: world.folder.path("tiny.safetensors"))
    }

    private func request(
        _ source: MapSource? = nil, views: Int? = nil, precision: EmbeddingPrecision = .float32, jobs: Int = 1
    ) -> GalleryRequest {
        var entries = [
            OptionEntry(key: "use", value: OptionNode(.string("embed.neural"))),
            OptionEntry(
                key: "model", value: OptionNode(.string(world.folder.path("tiny.safetensors")))),
        ]
        if let views { entries.append(OptionEntry(key: "views", value: OptionNode(.int(views)))) }
        return GalleryRequest(
            source: .map(source ?? world.source()), embedder: OptionNode(.object(entries)),
            precision: precision, jobs: jobs, program: "test 1")
    }

    private func build(_ request: GalleryRequest, at path: String? = nil) throws -> BuildReport {
        try GalleryBuilder(registry: registry).build(request, at: path ?? world.gallery)
    }

    private func open() throws -> OpenedGallery { try GalleryStore.open(world.gallery, registry: registry) }

    @Test func `places have four views of the model's size, and the gallery needs the file no more`() throws {
        _ = try build(request())
        try FileManager.default.removeItem(atPath: world.folder.path("tiny.safetensors"))
        let opened = try open()
        let views = try #require(opened.info.views)
        #expect((views.look, views.width, views.height, views.count) == (.classes, 48, 32, 4))
        #expect(views.fieldOfViewDegrees == 80 && opened.gallery.views == 4)
        #expect(opened.embedder.dimension == 64 && opened.format.longSide == 96)
        #expect(opened.info.embedder.options["model"]?.value == .string("tiny.safetensors"))
        #expect(try GalleryStore.verify(world.gallery, registry: registry).isEmpty)
    }

    @Test func `one view a place is taken where that is asked for`() throws {
        _ = try build(request(views: 1))
        let opened = try open()
        #expect(opened.info.views?.count == 1 && opened.embedder.dimension == 16)
    }

    @Test func `the same bytes come on any number of threads`() throws {
        let other = world.folder.path("other.gallery")
        _ = try build(request())
        _ = try build(request(jobs: 3), at: other)
        #expect(try contents(of: world.gallery) == contents(of: other))
    }

    @Test(arguments: ["--look", "--size", "--fov"])
    func `how views are drawn is the model's own`(option: String) throws {
        var views = ViewChoices()
        switch option {
        case "--look": views.look = .footage
        case "--size": views.size = (96, 64)
        default: views.fieldOfViewDegrees = 60
        }
        let error = try #require(failure { _ = try build(request(world.source(views: views))) })
        #expect(error.message.hasPrefix(option))
    }

    @Test func `places of a second town are found as those of the first, and the model stays as it is`()
        throws
    {
        _ = try build(request())
        let model = "model/model.safetensors"
        let before = try contents(of: world.gallery)[model]
        let first = try open().gallery.places.count
        let next = try MapWorld(origin: Coordinate(latitude: 51, longitude: 9), named: "next.osm")
        _ = try GalleryBuilder(registry: registry).add(request(next.source()), to: world.gallery)
        #expect(try contents(of: world.gallery)[model] == before && before != nil)
        let gallery = try open().gallery
        #expect(gallery.places.count == 2 * first)
        // The towns are alike, so every place has a twin in the other, at the same row further on.
        for row in 0..<first {
            let pairs = zip(gallery.embeddings.row(row), gallery.embeddings.row(first + row))
            // Both have length 1; the planes of two latitudes are not quite alike.
            #expect(pairs.reduce(Float(0)) { $0 + $1.0 * $1.1 } > 0.95)
        }
    }

    @Test(arguments: [EmbeddingPrecision.float16, .int8])
    func `embeddings are stored in fewer bits, and the cost is told`(precision: EmbeddingPrecision) throws {
        _ = try build(request())
        let exact = try open().gallery.embeddings
        var smaller = request(precision: precision)
        smaller.replaces = true
        let report = try build(smaller)
        let stored = try open().gallery.embeddings
        #expect(stored.blocks.map(\.precision) == [precision])
        #expect(report.losses.map(\.views) == [1, 2, 4])
        #expect(report.losses.allSatisfy { $0.queries > 20 && $0.agreeing * 10 >= $0.queries * 8 })
        let tolerance: Float = precision == .int8 ? 0.01 : 0.001
        for row in 0..<exact.count {
            #expect(zip(exact.row(row), stored.row(row)).allSatisfy { abs($0 - $1) < tolerance })
        }
        let next = try MapWorld(origin: Coordinate(latitude: 51, longitude: 9), named: "next.osm")
        _ = try GalleryBuilder(registry: registry).add(request(next.source()), to: world.gallery)
        #expect(try open().gallery.embeddings.blocks.map(\.precision) == [precision, precision])
        #expect(try GalleryStore.verify(world.gallery, registry: registry).isEmpty)
    }

    @Test func `what is learned of frames of several views serves those that show so many`() throws {
        let kept = ["a": ["x": 1.0], "a/2": ["x": 2.0], "a/4": ["x": 4.0]]
        let plain = try { () throws -> Gallery in
            _ = try build(request())
            return try open().gallery
        }()
        let gallery = Gallery(
            name: "g", places: plain.places, embeddings: plain.embeddings, metric: .cosine,
            embedder: plain.embedder, calibration: kept, views: 4)
        let shown = [[2], [0, 2], [0, 1, 3], [0, 1, 2, 3]].map { gallery.showing($0) }
        #expect(shown.map { $0.calibration["a"]?["x"] } == [1, 2, 2, 4])
        #expect(shown.map(\.views) == [1, 2, 3, 4])
        #expect(
            shown.map(\.embeddings.dimension) == [1, 2, 3, 4].map { $0 * gallery.embeddings.dimension / 4 })
        #expect(gallery.viewsShown(byMostOf: [[1, 0, 1, 0], [1, 0, 1, 0], [0, 0, 0, 0]]) == [0, 2])
        #expect(gallery.viewsShown(byMostOf: []) == [0, 1, 2, 3])
        #expect(gallery.similarityFactor(viewsShown: 1) == 2)
        #expect(gallery.similarityFactor(viewsShown: 4) == 1)
    }

    @Test func `a gallery that shows some views holds these at length 1`() throws {
        let rows = Embeddings(
            dimension: 8, values: [0.5, 0, 0, 0.5, 0.3, 0.4, 0, 0.5, 0, 0, 0.6, 0.8, 0, 0, 0, 0])
        let gallery = Gallery(
            name: "g",
            places: [0, 1].map {
                Place(
                    id: $0, coordinate: Coordinate(latitude: 0, longitude: 0), headingDegrees: 0, source: "")
            }, embeddings: EmbeddingMatrix(rows), metric: .cosine,
            embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")),
            calibration: [:], views: 4)
        let second = gallery.showing([1, 2])
        #expect(second.places.map(\.id) == [0, 1])
        let expected: [[Float]] = [[0, 0.5, 0.3, 0.4], [0.6, 0.8, 0, 0]]
        for (row, values) in expected.enumerated() {
            let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            for (one, other) in zip(second.embeddings.row(row), values) {
                #expect(abs(one - other / length) < 1e-6)
            }
        }
        #expect(gallery.showing([3]).embeddings.row(1) == [0, 0])
    }
}
