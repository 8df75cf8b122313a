internal import PilotageAPI

/// The rows that may still be among the best for one query, with their approximate scores.
///
/// A score lies within `slack / 2` of the exact one. So a row whose score is more than `slack` below the k-th best score
/// cannot be among the k best, and every other one is kept until exact similarities decide.
struct Finalists {
    /// Scores below this are of no use.
    private(set) var threshold = -Float.infinity
    private let limit: Int
    private let capacity: Int
    private let slack: Float
    private var rows: [Int] = []
    private var scores: [Float] = []

    init(limit: Int, slack: Float) {
        self.limit = limit
        self.slack = slack
        capacity = max(4 * limit, 128)
        rows.reserveCapacity(capacity)
        scores.reserveCapacity(capacity)
    }

    /// Adds a row; scores that are not finite belong to rows that are not, and those match nothing.
    ///
    /// - Parameter similarity: the exact similarity of a row; asked only where scores cannot decide.
    @inline(never)
    mutating func add(_ row: Int, _ score: Float, _ similarity: (Int) -> Float) {
        guard score >= threshold, score.isFinite else { return }
        rows.append(row)
        scores.append(score)
        guard rows.count == capacity else { return }
        dropHopeless()
        if rows.count > capacity / 2 { decide(similarity) }
    }

    /// The best rows with their similarities: most similar first, ties by row.
    mutating func best(_ similarity: (Int) -> Float) -> [Candidate] {
        if rows.count > limit { dropHopeless() }
        return ranked(similarity).map(\.candidate)
    }

    /// Keeps what is within the slack of the k-th best score.
    private mutating func dropHopeless() {
        threshold = max(threshold, scores.sorted(by: >)[limit - 1] - slack)
        let kept = rows.indices.filter { scores[$0] >= threshold }
        rows = kept.map { rows[$0] }
        scores = kept.map { scores[$0] }
    }

    /// Keeps the k best by exact similarity: needed where very many rows are alike.
    private mutating func decide(_ similarity: (Int) -> Float) {
        let best = ranked(similarity)
        rows = best.map(\.candidate.row)
        scores = best.map(\.score)
        if best.count == limit, let last = scores.last { threshold = max(threshold, last - slack) }
    }

    private func ranked(_ similarity: (Int) -> Float) -> ArraySlice<(candidate: Candidate, score: Float)> {
        zip(rows, scores).map { (Candidate(row: $0, similarity: similarity($0)), $1) }
            .filter { $0.candidate.similarity.isFinite }
            .sorted { one, other in
                one.candidate.similarity == other.candidate.similarity
                    ? one.candidate.row < other.candidate.row
                    : one.candidate.similarity > other.candidate.similarity
            }.prefix(limit)
    }
}
