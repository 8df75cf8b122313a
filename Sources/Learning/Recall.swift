internal import Neural

/// How often the place of a photo is found among the places of a map.
public struct Recall: Sendable, Hashable, Codable {
    /// Places of the gallery.
    public var places: Int
    /// Photos that were looked for.
    public var queries: Int
    /// The share of photos with a right place first.
    public var at1: Double
    /// The share with one among the first five.
    public var at5: Double
    /// The share with one among the first ten.
    public var at10: Double

    /// What was found.
    public init(places: Int, queries: Int, at1: Double, at5: Double, at10: Double) {
        (self.places, self.queries) = (places, queries)
        (self.at1, self.at5, self.at10) = (at1, at5, at10)
    }
}

extension Recall {
    /// Recall of queries among places, one row of a matrix for each.
    ///
    /// - Parameter judged: whether a place is right for a query; nil where it does not count. Queries without a right place are passed
    ///   over.
    init(_ queries: Tensor<Float>, _ places: Tensor<Float>, judged: (Int, Int) -> Bool?) {
        let similarities = queries.multiplied(byTransposeOf: places)
        var ranks: [Int] = []
        for query in 0..<queries.rows {
            let row = similarities.values[query * places.rows..<(query + 1) * places.rows]
            let judgments = (0..<places.rows).map { judged(query, $0) }
            let found = zip(row, judgments)
            guard let best = found.filter({ $0.1 == true }).map(\.0).max() else { continue }
            ranks.append(found.count { $0.1 == false && $0.0 >= best })
        }
        func share(_ count: Int) -> Double {
            Double(ranks.count { $0 < count }) / Double(max(1, ranks.count))
        }
        self.init(
            places: places.rows, queries: ranks.count, at1: share(1), at5: share(5), at10: share(10))
    }
}
