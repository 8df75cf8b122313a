package import PilotageAPI

/// Compares every query with every place, one by one.
package struct FakeMatcher: Matcher {
    package static let name = "match.fake"
    package static let summary = "every place compared, for tests"
    package typealias Options = NoOptions

    package init(_ options: NoOptions) {}

    package func match(_ queries: Embeddings, in gallery: Gallery, rows: [Int]?, limit: Int) -> [[Candidate]]
    {
        (0..<queries.count).map { query in
            let all = (rows ?? Array(gallery.places.indices)).map { row in
                Candidate(row: row, similarity: -abs(gallery.embeddings.row(row)[0] - queries[query].first!))
            }
            return Array(all.sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }.prefix(limit))
        }
    }
}
