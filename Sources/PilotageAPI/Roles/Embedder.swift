/// Turns frames into embeddings.
///
/// An embedder is fitted when a gallery is built; the model that comes of it lies in the gallery, and every run makes
/// the embedder from there.
public protocol Embedder: Plugin {
    /// What a builder needs to know before there is a model: the pictures that `fit` takes.
    static func format(_ options: Options) -> FrameFormat
    /// The pictures that `embed` takes. Only where `fit` needs no samples may they differ from those of `format(_:)`.
    static func format(_ options: Options, model: ModelFiles) throws -> FrameFormat
    /// Fits a model to samples of the gallery, which are at most `fitLimit`, in gallery order.
    static func fit(_ options: Options, to samples: [FitSample], seed: UInt64) throws -> FittedModel
    /// The most samples that `fit` wants; a builder hands over evenly spread ones. None for 0.
    static var fitLimit: Int { get }
    /// Makes the embedder from its model.
    init(_ options: Options, model: ModelFiles) throws

    /// Elements of an embedding.
    var dimension: Int { get }
    /// What the embeddings depend on.
    var fingerprint: Fingerprint { get }
    /// One row per frame. The same frame gives the same bits, whatever frames stand beside it.
    ///
    /// Damaged frames are never handed over.
    func embed(_ frames: [Frame]) throws -> Embeddings
}

extension Embedder {
    /// Those that `fit` takes.
    public static func format(_ options: Options, model: ModelFiles) throws -> FrameFormat { format(options) }
}

/// A frame of the gallery with the place that it shows.
public struct FitSample: Sendable {
    /// The frame.
    public var frame: Frame
    /// Where it was taken.
    public var place: Place

    /// A frame with its place.
    public init(frame: Frame, place: Place) {
        self.frame = frame
        self.place = place
    }
}

/// What fitting yields.
public struct FittedModel: Sendable {
    /// The model.
    public var files: ModelFiles
    /// For every sample, the candidates it would have had among the other samples had it not taken part in the fit
    /// (`Candidate.row` counts the samples); best first. Nil where the model does not depend on the samples, so that
    /// matching every place against the others says the same.
    public var rehearsal: [[Candidate]]?

    /// A model, and how samples outside of it would have fared.
    public init(files: ModelFiles, rehearsal: [[Candidate]]? = nil) {
        self.files = files
        self.rehearsal = rehearsal
    }
}

/// The files of a model by name: plain file names, in the gallery's `model/` directory.
public struct ModelFiles: Sendable, Equatable {
    /// Contents by name.
    public var contents: [String: [UInt8]]

    /// Some files.
    public init(_ contents: [String: [UInt8]] = [:]) { self.contents = contents }
}
