public import PilotageAPI

/// What a gallery is to be built from, or extended by.
public struct GalleryRequest: Sendable {
    /// Where the references come from.
    public var source: GallerySource
    /// Only rows of a table whose `split` column says this; nil for all.
    public var split: String?
    /// `use` and the options of the embedder, as a manifest gives them; nil for the default. Only for building.
    public var embedder: OptionNode?
    /// How similar two embeddings are; only for building from embeddings.
    public var metric: Metric
    /// A matrix with a row for every row of the embeddings: the same place as footage shows it. Only for learning what
    /// similarities mean; for building from embeddings of another kind of picture, such as maps.
    public var rehearsal: String?
    /// How embeddings are stored; only for building.
    public var precision: EmbeddingPrecision
    /// How densely videos are decoded: `all`, or what else the decoder's option `sample` takes.
    public var sample: String
    /// Threads.
    public var jobs: Int
    /// The seed of the fit.
    public var seed: UInt64
    /// Program and version, for the record.
    public var program: String
    /// Whether a gallery that is there is replaced.
    public var replaces: Bool

    /// A request with its defaults.
    public init(
        source: GallerySource, split: String? = nil, embedder: OptionNode? = nil, metric: Metric = .cosine,
        rehearsal: String? = nil, precision: EmbeddingPrecision = .float32,
        sample: String = "all", jobs: Int = 1, seed: UInt64 = 1, program: String, replaces: Bool = false
    ) {
        self.source = source
        self.split = split
        self.embedder = embedder
        self.metric = metric
        self.rehearsal = rehearsal
        self.precision = precision
        self.sample = sample
        self.jobs = jobs
        self.seed = seed
        self.program = program
        self.replaces = replaces
    }
}

/// How far a build is.
public struct BuildProgress: Sendable {
    /// What is done at the moment.
    public enum Phase: String, Sendable {
        /// Positions are read.
        case scanning
        /// Pictures for the fit are decoded.
        case sampling
        /// The embedder is fitted.
        case fitting
        /// All references are decoded and embedded.
        case embedding
        /// Locators learn what similarities mean here.
        case calibrating
        /// The files are completed.
        case writing
    }

    /// What is done at the moment.
    public var phase: Phase
    /// Of `total`; 0 of 0 where it cannot be counted.
    public var done: Int
    /// The count of the phase.
    public var total: Int
}

/// What came of a build.
public struct BuildReport: Sendable {
    /// Places that were added.
    public var places: Int
    /// What did not become a place, in the order of the source.
    public var leftOut: [LeftOut]
    /// How many places of a map show nothing, and were passed over.
    public var blankViews: Int
    /// How many headings refer to magnetic north; they are kept as they are.
    public var magneticHeadings: Int
    /// The gallery as it is now.
    public var info: GalleryInfo
    /// What storing embeddings in fewer bits costs, by the number of views of a frame; empty where they are stored as they are.
    public var losses: [PrecisionLoss] = []
}
