internal import Digests
public import PilotageAPI

/// What can be set for `embed.identity`.
public struct IdentityEmbedderOptions: PluginOptions {
    let normalizes: Bool

    /// Reads the options.
    public init(from reader: inout OptionReader) {
        normalizes = reader.bool(
            "normalize", default: true,
            "whether vectors are brought to length 1, as the metric cosine needs it")
    }
}

/// Takes vectors that were made elsewhere as they are, or brings them to length 1.
public struct IdentityEmbedder: Embedder {
    /// `embed.identity`.
    public static let name = "embed.identity"
    /// For tables.
    public static let summary = "takes embeddings made elsewhere as they are"
    /// What can be set.
    public typealias Options = IdentityEmbedderOptions
    /// One sample is enough to know the dimension.
    public static let fitLimit = 1
    private static let file = "dimension.txt"
    private static let largestDimension = 65_536

    /// Elements of an embedding.
    public let dimension: Int
    private let options: IdentityEmbedderOptions

    /// Any format: vectors are no pictures.
    public static func format(_ options: IdentityEmbedderOptions) -> FrameFormat {
        FrameFormat(color: .gray, longSide: 32)
    }

    /// The model is the dimension of the samples.
    public static func fit(
        _ options: IdentityEmbedderOptions, to samples: [FitSample], seed: UInt64
    ) throws -> FittedModel {
        guard let sample = samples.first else {
            throw PilotageError(.invalid, "no row can be used", hint: "are all rows finite?")
        }
        let dimension = try vector(of: sample.frame).count
        guard (1...largestDimension).contains(dimension) else {
            throw PilotageError(
                .invalid, "rows of \(dimension) elements, but at most \(largestDimension) are possible")
        }
        return FittedModel(files: ModelFiles([file: Array("\(dimension)\n".utf8)]))
    }

    /// Reads the dimension.
    public init(_ options: IdentityEmbedderOptions, model: ModelFiles) throws {
        let text = model.contents[Self.file].map { String(decoding: $0.prefix(16), as: UTF8.self) } ?? ""
        guard let dimension = Int(text.split(separator: "\n").first ?? ""),
            (1...Self.largestDimension).contains(dimension)
        else {
            throw PilotageError(.gallery, "the model of \(Self.name) names no dimension", place: [Self.file])
        }
        self.dimension = dimension
        self.options = options
    }

    /// Depends on the dimension and on whether vectors are normalized.
    public var fingerprint: Fingerprint {
        Fingerprint(SHA256.hexDigits(of: Array("\(Self.name) 1 \(dimension) \(options.normalizes)".utf8)))
    }

    /// The vectors of the frames.
    ///
    /// - Throws: `PilotageError` where a frame is a picture, or a vector of another dimension.
    public func embed(_ frames: [Frame]) throws -> Embeddings {
        var embeddings = Embeddings(dimension: dimension)
        for frame in frames {
            let vector = try Self.vector(of: frame)
            guard vector.count == dimension else {
                throw PilotageError(
                    .invalid, "a row of \(vector.count) elements, but the gallery's have \(dimension)",
                    hint: "items and gallery need embeddings of the same model")
            }
            embeddings.append(options.normalizes ? normalized(vector) : vector)
        }
        return embeddings
    }

    private static func vector(of frame: Frame) throws -> [Float] {
        if case .vector(let vector) = frame.content { return vector }
        throw PilotageError(
            .invalid, "a picture, but the gallery holds embeddings made elsewhere",
            hint: "give rows of an .npy file, made by the model that made the gallery")
    }
}

/// The vector at length 1, its length summed in double precision; zeros stay zeros.
private func normalized(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    return length > 0 ? vector.map { Float(Double($0) / length) } : vector
}
