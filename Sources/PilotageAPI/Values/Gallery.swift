/// Places with their embeddings, and what is known of the embedder that made them.
public struct Gallery: Sendable {
    /// The name it goes by in messages and reports.
    public let name: String
    /// In the order of the rows of `embeddings`, which is also the order of their ids.
    public let places: [Place]
    /// Row i belongs to `places[i]`.
    public let embeddings: EmbeddingMatrix
    /// How similar two embeddings are.
    public let metric: Metric
    /// The embedder that made the embeddings.
    public let embedder: EmbedderRecord
    /// What locators fitted when the gallery was built, by plugin name and then by parameter.
    public let calibration: [String: [String: Double]]
    /// How many views an embedding holds, one after the other in parts of equal size; views that are not there are zeros.
    public let views: Int

    /// A gallery; there must be as many places as rows.
    public init(
        name: String, places: [Place], embeddings: EmbeddingMatrix, metric: Metric, embedder: EmbedderRecord,
        calibration: [String: [String: Double]], views: Int = 1
    ) {
        precondition(
            places.count == embeddings.count, "\(places.count) places for \(embeddings.count) embeddings")
        self.name = name
        self.places = places
        self.embeddings = embeddings
        self.metric = metric
        self.embedder = embedder
        self.calibration = calibration
        self.views = views
    }
}

/// How similar two embeddings are: a similarity, so that more is nearer.
public enum Metric: String, Sendable, CaseIterable {
    /// The cosine of the angle between them; rows are kept at length 1, so this is their inner product.
    case cosine
    /// Minus the Euclidean distance; rows keep their length.
    case l2

    /// The Euclidean distance of two embeddings of this similarity.
    ///
    /// Similarities that rounding took past the nearest possible are a distance of 0.
    package func distance(similarity: Double) -> Double {
        switch self {
        // |a - b|^2 = 2 - 2 a b for vectors of length 1.
        case .cosine: max(0, 2 * (1 - similarity)).squareRoot()
        case .l2: max(0, -similarity)
        }
    }

    /// Refuses an embedding that is not of the length that the metric needs: 1 for `cosine`, within 0.1 %.
    ///
    /// Zeros, which are like nothing, pass.
    package func checkLength(of embedding: some Sequence<Float>) throws(PilotageError) {
        guard self == .cosine else { return }
        let length = embedding.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard length != 0, abs(length - 1) > 1e-3 else { return }
        throw PilotageError(
            .invalid, "an embedding of length \(Float(length)), but the metric cosine takes length 1",
            hint: "build the gallery with normalize=true, or with --metric l2 where lengths mean something")
    }
}

/// Which embedder made a gallery, as written in it.
public struct EmbedderRecord: Sendable, Equatable {
    /// The plugin's name, such as `embed.vlad`.
    public var name: String
    /// Its options, as a manifest would give them.
    public var options: OptionNode
    /// What its embeddings depend on.
    public var fingerprint: Fingerprint

    /// A record of an embedder.
    public init(name: String, options: OptionNode, fingerprint: Fingerprint) {
        self.name = name
        self.options = options
        self.fingerprint = fingerprint
    }
}

/// A digest of all that an embedder's output depends on: its algorithm's version, options and weights.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    /// Hexadecimal digits.
    public let description: String

    /// A digest, in hexadecimal.
    public init(_ digits: String) { description = digits }
}
