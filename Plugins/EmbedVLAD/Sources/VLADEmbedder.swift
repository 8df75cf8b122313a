internal import Digests
public import PilotageAPI
internal import Tensors

/// `embed.vlad`: the default embedder for pictures. Needs no trained weights: all it knows it learns from the photos of
/// the gallery itself.
///
/// Dense gradient histograms are aggregated over several small visual vocabularies and whitened; the README beside the
/// sources tells the steps, with their origins.
public struct VLADEmbedder: Embedder {
    /// What a manifest can set.
    public typealias Options = VLADOptions
    /// `embed.vlad`
    public static let name = "embed.vlad"
    /// One sentence for tables.
    public static let summary =
        "aggregates dense gradient histograms over vocabularies fitted to the gallery's own photos"
    /// Time and memory for fitting grow with the square of the samples; more vocabulary is not to be had from more.
    public static let fitLimit = 1500

    private let model: VLADModel
    /// What the embeddings depend on: version, options and model.
    public let fingerprint: Fingerprint

    /// Makes the embedder from its model.
    public init(_ options: VLADOptions, model files: ModelFiles) throws {
        model = try VLADModel(files, options: options)
        let digest = SHA256()
        digest.update(Array("\(Self.name) \(VLADModel.version) \(options)".utf8))
        for (name, bytes) in files.contents.sorted(by: { $0.key < $1.key }) {
            digest.update(Array("\n\(name) \(bytes.count)\n".utf8))
            digest.update(bytes)
        }
        fingerprint = Fingerprint(digest.hexDigits())
    }

    /// Grey pictures of the chosen size.
    public static func format(_ options: VLADOptions) -> FrameFormat {
        FrameFormat(color: .gray, longSide: options.longSide)
    }

    /// One less than there were photos to fit on, and at most what the options say.
    public var dimension: Int { model.projection.dimension }

    /// One row of length 1 per frame; zeros for a frame without any structure, which resembles nothing.
    public func embed(_ frames: [Frame]) throws -> Embeddings {
        let aggregates = model.features.aggregates(of: try frames.map(Self.image))
        return Embeddings(dimension: dimension, values: model.projection.apply(aggregates))
    }

    /// The picture of a frame.
    static func image(of frame: Frame) throws -> Image {
        switch frame.content {
        case .rig, .mapView:
            throw PilotageError(
                .unsupported,
                "the gallery was made from pictures, one a frame, and this frame is no single picture",
                hint: "a gallery built with `--use embed.neural` takes several views")
        default: break
        }
        guard case .image(let image) = frame.content, image.channels == 1 else {
            throw PilotageError(
                .unsupported, "the gallery was made from pictures, and this frame holds none",
                hint: "rows of an embedding matrix need a gallery made by `gallery build --embeddings`")
        }
        return image
    }
}
