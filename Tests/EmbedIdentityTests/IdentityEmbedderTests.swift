import EmbedIdentity
import Geodesy
import PilotageAPI
import Testing

struct IdentityEmbedderTests {
    private func frame(_ vector: [Float]) -> Frame {
        Frame(index: 0, timeSeconds: 0, content: .vector(vector))
    }

    private func embedder(_ vector: [Float], normalizes: Bool) throws -> IdentityEmbedder {
        let node = OptionNode(.object([OptionEntry(key: "normalize", value: OptionNode(.bool(normalizes)))]))
        let options = try IdentityEmbedderOptions(node, of: IdentityEmbedder.name)
        let place = Place(
            id: 0, coordinate: Coordinate(latitude: 0, longitude: 0), headingDegrees: nil, source: "")
        let model = try IdentityEmbedder.fit(
            options, to: [FitSample(frame: frame(vector), place: place)], seed: 1)
        return try IdentityEmbedder(options, model: model.files)
    }

    @Test func `vectors pass as they are, or at length 1`() throws {
        #expect(try embedder([3, 4], normalizes: false).embed([frame([3, 4])])[0] == [3, 4])
        #expect(
            try embedder([3, 4], normalizes: true).embed([frame([3, 4]), frame([0, 0])]).values == [
                0.6, 0.8, 0, 0,
            ])
    }

    @Test func `the fingerprint tells what embeddings depend on`() throws {
        let prints = try [
            embedder([1, 2], normalizes: true), embedder([1, 2], normalizes: false),
            embedder([1], normalizes: true),
        ].map(\.fingerprint)
        #expect(Set(prints).count == 3)
        #expect(try embedder([7, 8], normalizes: true).fingerprint == prints[0])
    }

    @Test func `another dimension is an error`() throws {
        let embedder = try embedder([1, 2], normalizes: true)
        let error = #expect(throws: PilotageError.self) { try embedder.embed([frame([1, 2, 3])]) }
        #expect(error?.message == "a row of 3 elements, but the gallery's have 2")
    }

    @Test func `a picture is an error`() throws {
        let embedder = try embedder([1, 2], normalizes: true)
        let image = Image(width: 1, height: 1, channels: 1, samples: [0])
        let error = #expect(throws: PilotageError.self) {
            try embedder.embed([Frame(index: 0, timeSeconds: 0, content: .image(image))])
        }
        #expect(error?.message == "a picture, but the gallery holds embeddings made elsewhere")
    }

    @Test(arguments: ["", "0", "-3", "x", "99999999999999999999", "70000"])
    func `a model without a dimension is refused`(text: String) {
        let model = ModelFiles(["dimension.txt": Array(text.utf8)])
        #expect(throws: PilotageError.self) {
            try IdentityEmbedder(IdentityEmbedderOptions.defaults, model: model)
        }
    }
}
