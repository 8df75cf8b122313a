import EmbedNeural
import Foundation
import Neural
import PilotageAPI
import TestSupport
import Testing

struct NeuralModelTests {
    let tiny: TinyModel

    init() throws { tiny = try TinyModel() }

    private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: tiny.path))) }

    private func failure(_ path: String) throws -> PilotageError? {
        do {
            _ = try NeuralEmbedder.fit(tiny.options(views: 1, path: path), to: [], seed: 1)
            return nil
        } catch let error as PilotageError { return error }
    }

    @Test func `a gallery keeps the file of the model as it is`() throws {
        let model = try NeuralEmbedder.fit(tiny.options(views: 4), to: [], seed: 1)
        #expect(try model.files.contents == ["model.safetensors": bytes()])
        #expect(model.rehearsal == nil && NeuralEmbedder.fitLimit == 0)
    }

    @Test func `a missing, truncated, altered or foreign file is one error with its name`() throws {
        #expect(try failure(tiny.folder.path("nowhere"))?.kind == .unreadable)
        let whole = try bytes()
        var altered = whole
        altered[whole.count - 2] ^= 1
        let cases: [(String, [UInt8])] = [
            ("cut", Array(whole.dropLast(7))), ("short", Array(whole.prefix(5))), ("altered", altered),
            ("foreign", Array("no weights at all".utf8)), ("empty", []),
        ]
        for (name, bytes) in cases {
            let path = tiny.folder.path(name)
            try Data(bytes).write(to: URL(filePath: path))
            let error = try #require(try failure(path), "\(name)")
            #expect(error.place.contains(path), "\(error)")
        }
    }

    @Test func `without a model there is one error that says how to name one`() throws {
        #expect {
            try NeuralEmbedder.fit(.defaults, to: [], seed: 1)
        } throws: {
            ($0 as? PilotageError)?.hint?.contains("model=") == true
        }
    }

    @Test func `a gallery without the file of its model is refused`() throws {
        #expect(throws: PilotageError.self) { try NeuralEmbedder(.defaults, model: ModelFiles()) }
    }

    @Test func `the format is that of the model`() throws {
        let options = try tiny.options(views: 4)
        let files = try NeuralEmbedder.fit(options, to: [], seed: 1).files
        let format = try NeuralEmbedder.format(options, model: files)
        #expect(format.color == .rgb && format.longSide == 32 && format.takesRigs)
        #expect(format.mapView == MapViewFormat(width: 16, height: 8, fieldOfViewDegrees: 90))
    }

    @Test func `the fingerprint tells models and numbers of views apart, and nothing else`() throws {
        let one = try tiny.embedder(views: 1).fingerprint
        #expect(try one == tiny.embedder(views: 1).fingerprint)
        #expect(try one != tiny.embedder(views: 4).fingerprint)
        #expect(try one != TinyModel(seed: 2).embedder(views: 1).fingerprint)
        let files = try NeuralEmbedder.fit(tiny.options(views: 1), to: [], seed: 1).files
        let moved = try NeuralEmbedder(tiny.options(views: 1, path: "elsewhere"), model: files)
        #expect(one == moved.fingerprint)
    }
}
