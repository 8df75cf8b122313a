/// Where a decoder finds an item: a file, and for embeddings which of its rows.
public struct MediaSource: Hashable, Sendable {
    /// The path of the file, ready to open.
    public var path: String
    /// The rows of an embedding matrix that are the item's frames, in this order; nil for all.
    public var rows: [Int]?
    /// Whether the camera turned before each of these frames (`Frame.turned`); nil where nothing is known.
    public var turns: [Bool?]?

    /// A file, or some rows of one.
    public init(path: String, rows: [Int]? = nil, turns: [Bool?]? = nil) {
        self.path = path
        self.rows = rows
        self.turns = turns
    }
}
