package import PilotageAPI

/// Takes one-element vectors as they are, and pictures of one pixel as its number; refuses infinite ones.
package struct FakeEmbedder: Embedder {
    package static let name = "embed.fake"
    package static let summary = "vectors as they are, for tests"
    package typealias Options = NoOptions
    package static let fitLimit = 1000

    package static func format(_ options: NoOptions) -> FrameFormat {
        FrameFormat(color: .gray, longSide: 64)
    }

    package static func fit(_ options: NoOptions, to samples: [FitSample], seed: UInt64) -> FittedModel {
        FittedModel(files: ModelFiles())
    }

    package init(_ options: NoOptions, model: ModelFiles) {}

    package var dimension: Int { 1 }
    package var fingerprint: Fingerprint { Fingerprint("fake") }

    package func embed(_ frames: [Frame]) throws -> Embeddings {
        var embeddings = Embeddings(dimension: 1)
        for frame in frames {
            if case .image(let image) = frame.content {
                embeddings.append([Float(image.samples[0])])
                continue
            }
            guard case .vector(let vector) = frame.content, vector.allSatisfy(\.isFinite) else {
                throw PilotageError(.damaged, "the vector is not finite")
            }
            embeddings.append(vector)
        }
        return embeddings
    }
}
