/// The fixes of one item in time order, for a reporter.
///
/// An item may have a million frames, so they are handed over one at a time.
public protocol Track {
    /// The item as the manifest has it.
    var item: TrackItem { get }
    /// Hands over every fix in time order.
    func forEachFix(_ body: (Fix) throws -> Void) throws
}

/// What a report says of an item.
public struct TrackItem: Hashable, Sendable {
    /// Unique in its run.
    public var id: String
    /// When the item starts, where known: seconds since 1970-01-01T00:00:00Z.
    public var startUTC: Double?
    /// What the file said of itself; for reference only.
    public var provenance: Provenance

    /// An item.
    public init(id: String, startUTC: Double?, provenance: Provenance) {
        self.id = id
        self.startUTC = startUTC
        self.provenance = provenance
    }
}

/// What a report says of its run.
public struct RunHeader: Hashable, Sendable {
    /// The run's name.
    public var name: String
    /// Program and version.
    public var generator: String
    /// The gallery's name.
    public var gallery: String
    /// The gallery's embedder with its fingerprint.
    public var embedder: String
    /// The locator.
    public var locator: String

    /// A run.
    public init(name: String, generator: String, gallery: String, embedder: String, locator: String) {
        self.name = name
        self.generator = generator
        self.gallery = gallery
        self.embedder = embedder
        self.locator = locator
    }
}

/// An item that gave no track.
public struct ItemFailure: Hashable, Sendable {
    /// The item's id.
    public var item: String
    /// A word for tables: `unreadable`, `unsupported`, `damaged`, …
    public var kind: String
    /// What was wrong.
    public var message: String
    /// What the user can do about it.
    public var hint: String?

    /// An item that gave no track.
    public init(item: String, kind: String, message: String, hint: String?) {
        self.item = item
        self.kind = kind
        self.message = message
        self.hint = hint
    }
}

/// How a run ended.
public struct RunSummary: Hashable, Sendable {
    /// Items with a track.
    public var done: Int
    /// Items without one, in manifest order.
    public var failures: [ItemFailure]

    /// How a run ended.
    public init(done: Int, failures: [ItemFailure]) {
        self.done = done
        self.failures = failures
    }
}
