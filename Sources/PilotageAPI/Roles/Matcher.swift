/// Finds the places most like a frame.
public protocol Matcher: Plugin {
    /// Makes the matcher; what it must build for a gallery it builds at the first use.
    init(_ options: Options) throws
    /// The best `limit` places for every query: most similar first, ties by place id.
    ///
    /// - Parameter rows: which rows of the gallery may be answered, ascending; nil for all.
    func match(_ queries: Embeddings, in gallery: Gallery, rows: [Int]?, limit: Int) throws -> [[Candidate]]
}
