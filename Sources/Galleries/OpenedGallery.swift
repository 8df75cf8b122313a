public import PilotageAPI

/// A gallery ready for a run.
public struct OpenedGallery: Sendable {
    /// Places and embeddings.
    public let gallery: Gallery
    /// The embedder made from the gallery's model.
    public let embedder: any Embedder
    /// The pictures that the embedder takes.
    public let format: FrameFormat
    /// What the gallery says of itself.
    public let info: GalleryInfo
}

/// What a gallery says of itself.
public struct GalleryInfo: Sendable {
    /// The name it goes by in messages and reports.
    public let name: String
    /// The program and version that wrote it last.
    public let program: String
    /// The embedder that made the embeddings.
    public let embedder: EmbedderRecord
    /// How similar two embeddings are.
    public let metric: String
    /// Elements per embedding.
    public let dimension: Int
    /// How embeddings are stored.
    public let precision: EmbeddingPrecision
    /// Number of places.
    public let places: Int
    /// How places were drawn; nil for a gallery that was not built from a map.
    public let views: ViewSettings?
    /// What was done to it, oldest first.
    public let history: [GalleryStep]
    /// What locators fitted, by plugin name and then by parameter.
    public let calibration: [String: [String: Double]]
    /// Bytes of all files but `gallery.json`.
    public let bytes: Int
    /// SHA-256 of `gallery.json` with zeros for itself: names the gallery's whole contents.
    public let digest: String

    init(_ path: String, _ document: GalleryDocument) {
        name = GalleryLayout.name(ofPath: path)
        program = document.program
        embedder = document.record
        metric = document.metric
        dimension = document.dimension
        precision = document.precision ?? .float32
        places = document.places
        history = document.history
        views = document.views
        calibration = document.calibration
        bytes = document.files.reduce(0) { $0.addingReportingOverflow($1.bytes).partialValue }
        digest = document.digest
    }
}
