public import PilotageAPI
internal import Tensors

/// Compares every query with every place: nothing is approximate, nothing is built beforehand.
public struct ExactMatcher: Matcher {
    /// `match.exact`.
    public static let name = "match.exact"
    /// For tables.
    public static let summary = "compares every frame with every place"
    /// OpenBLAS, with the kernels it chose.
    public static var libraries: [String] { [blasDescription] }
    /// It has no options.
    public typealias Options = NoOptions
    private let lengths = RowLengths()

    /// A matcher.
    public init(_ options: NoOptions) throws {}

    /// The best `limit` places for every query: most similar first, ties by place id.
    ///
    /// Similarities are computed in double precision and rounded once: the same bits whatever queries stand beside each
    /// other, and on however many threads. Places whose embedding is not finite are never answered.
    /// - Throws: `PilotageError` where queries and gallery have different dimensions.
    public func match(
        _ queries: Embeddings, in gallery: Gallery, rows: [Int]?, limit: Int
    ) throws -> [[Candidate]] {
        guard queries.dimension == gallery.embeddings.dimension else {
            throw PilotageError(
                .gallery,
                "queries of \(queries.dimension) elements, but the gallery's have \(gallery.embeddings.dimension)"
            )
        }
        let count = gallery.embeddings.count
        if let stray = rows?.first(where: { !(0..<count).contains($0) }) {
            preconditionFailure("row \(stray) of \(count)")
        }
        guard limit > 0, (rows?.count ?? count) > 0, queries.count > 0 else {
            return [[Candidate]](repeating: [], count: queries.count)
        }
        let search = ExactSearch(queries, in: gallery, lengths.lengths(of: gallery.embeddings), limit: limit)
        return search.best(among: rows, count: count)
    }
}
