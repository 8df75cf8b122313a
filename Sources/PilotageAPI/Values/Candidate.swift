/// A place with its similarity to a frame.
public struct Candidate: Hashable, Sendable {
    /// The row of the place in its gallery; `gallery.places[row]` is the place.
    public var row: Int
    /// By the gallery's metric: more is nearer.
    public var similarity: Float

    /// A place's row with its similarity.
    public init(row: Int, similarity: Float) {
        self.row = row
        self.similarity = similarity
    }
}
