import EmbedVLAD
import PilotageAPI
import Tensors
import Testing

struct VLADModelTests {
    private let options: VLADEmbedder.Options
    private let files: ModelFiles

    init() throws {
        options = try Pictures.options(["vocabularies": 1, "words": 4])
        files = try VLADEmbedder.fit(options, to: Pictures.samples(6), seed: 3).files
    }

    @Test func `a model is a few named files`() {
        #expect(
            files.contents.keys.sorted() == [
                "axes.npy", "local_axes.npy", "local_offset.npy", "model.json", "offset.npy", "words.npy",
            ])
    }

    @Test(arguments: [
        "axes.npy", "local_axes.npy", "local_offset.npy", "model.json", "offset.npy", "words.npy",
    ])
    func `a missing, cut or foreign file is refused by name`(name: String) {
        let wrongShape = Matrix([[1, 2], [3, 4]]).npyBytes()
        for contents in [nil, [], Array((files.contents[name] ?? []).dropLast(9)), wrongShape] {
            var damaged = files
            damaged.contents[name] = contents
            let error = #expect(throws: PilotageError.self) { try VLADEmbedder(options, model: damaged) }
            #expect(error?.place == ["model/\(name)"])
            #expect(error?.kind == .gallery)
        }
    }

    @Test func `a value that is not finite is refused`() throws {
        var matrix = try Matrix(npy: files.contents["axes.npy"] ?? [])
        matrix.values[5] = .nan
        var damaged = files
        damaged.contents["axes.npy"] = matrix.npyBytes()
        #expect(throws: PilotageError.self) { try VLADEmbedder(options, model: damaged) }
    }

    @Test func `other options than the model's are refused`() throws {
        let others = try Pictures.options(["vocabularies": 1, "words": 4, "step_px": 9])
        #expect(throws: PilotageError.self) { try VLADEmbedder(others, model: files) }
    }
}
