import Digests
import PilotageAPI
import Tensors

/// An embedder that sees pictures as noise: the same picture gives the same vector, and all others give others.
struct BlindEmbedder: Embedder {
    static let name = "embed.blind"
    static let summary = "sees noise"
    static let fitLimit = 1
    typealias Options = NoOptions

    let dimension = 16
    let fingerprint = Fingerprint("blind")

    init(_ options: NoOptions, model: ModelFiles) {}

    static func format(_ options: NoOptions) -> FrameFormat { FrameFormat(color: .rgb, longSide: 32) }

    static func fit(_ options: NoOptions, to samples: [FitSample], seed: UInt64) -> FittedModel {
        FittedModel(files: ModelFiles())
    }

    func embed(_ frames: [Frame]) throws -> Embeddings {
        var embeddings = Embeddings(dimension: dimension)
        for frame in frames {
            guard case .image(let image) = frame.content else { throw PilotageError(.invalid, "no picture") }
            precondition((image.width, image.height, image.channels) == (32, 21, 3))
            let seed = SHA256.hexDigits(of: image.samples).prefix(15)
            var generator = SeededGenerator(seed: UInt64(seed, radix: 16) ?? 0)
            let vector = (0..<dimension).map { _ in Float(generator.normal()) }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            embeddings.append(vector.map { $0 / length })
        }
        return embeddings
    }
}
