public import PilotageAPI
internal import Tensors

extension Gallery {
    /// The median distance of a place's embedding from the one most like it of all other places, by the gallery's metric:
    /// how near two different pictures of the gallery typically come. Nil for fewer than two places.
    ///
    /// At most 256 places, evenly spread, are asked.
    public func neighborDistance(registry: Registry) throws -> Double? {
        guard places.count > 1, let matcher = try registry.matchers.first?.make(nil) else { return nil }
        let rows = evenlySpread(256, of: places.count)
        var queries = Embeddings(dimension: embeddings.dimension)
        for row in rows { queries.append(embeddings.row(row)) }
        // The place itself is the most alike, or one of several alike.
        let found = try matcher.match(queries, in: self, rows: nil, limit: 2)
        let distances = zip(rows, found).compactMap { row, candidates in
            candidates.first { $0.row != row }.map { metric.distance(similarity: Double($0.similarity)) }
        }
        return quantile(0.5, of: distances)
    }
}
