package import PilotageAPI
package import Tensors

/// How every picture would fare, had it not been in the gallery.
///
/// The pictures are split into interleaved folds. Each fold's pictures are held against all others by a whitening that
/// was fitted to those others alone: against one that has seen them they would seem much farther from everything than
/// an unknown picture does. The vocabularies, which see tens of thousands of descriptors, are left as they are.
package struct CrossValidation {
    private let gram: Matrix
    private let neighbors: NeighborPairs
    private let limit: Int
    private let folds: Int

    /// Neighbors whose differences are taken as irrelevant.
    static let pairsEach = 6
    /// Neighbors any of which is a right answer when choices are compared.
    private static let rightAnswers = 8
    /// Candidates kept for each picture.
    private static let candidates = 50

    /// - Parameters:
    ///   - gram: inner products of the aggregates, n x n, with n at least 3.
    ///   - limit: most dimensions.
    package init(gram: Matrix, places: [Place], limit: Int) {
        self.gram = gram
        self.limit = limit
        neighbors = NeighborPairs(places, limit: 4 * Self.rightAnswers)
        // The decompositions take about n^3 per fold: every picture by itself where there are few.
        folds = gram.rows <= 60 ? gram.rows : gram.rows <= 500 ? 10 : 4
    }

    /// For every choice, the candidates of every picture, best first.
    package func candidates(for choices: [WhiteningChoice]) throws -> [[[Candidate]]] {
        var answers = choices.map { _ in [[Candidate]](repeating: [], count: gram.rows) }
        for fold in 0..<folds {
            let held = Array(stride(from: fold, to: gram.rows, by: folds))
            let members = (0..<gram.rows).filter { $0 % folds != fold }
            let space = try GramSpace(gram, members: members, components: min(limit, members.count - 1))
            let pairs = neighbors.pairs(among: members, limit: Self.pairsEach)
            for (index, choice) in choices.enumerated() {
                let size = choice.dimensions(samples: members.count, limit: limit)
                let whitening = try Whitening(choice.kind, space, dimensions: size, pairs: pairs)
                let embeddings = whitening.embeddings(in: space)
                let products = embeddings.selecting(rows: held)
                    .multiplied(byTransposeOf: embeddings.selecting(rows: members))
                for (row, picture) in held.enumerated() {
                    answers[index][picture] = Self.best(products[row: row], members)
                }
            }
        }
        return answers
    }

    private static func best(_ similarities: ArraySlice<Float>, _ members: [Int]) -> [Candidate] {
        let all = zip(members, similarities).map { Candidate(row: $0, similarity: $1) }
        return Array(
            all.sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }.prefix(candidates))
    }

    /// For every picture 1 over the rank of its first candidate that is among its nearest neighbors; 0 for none.
    package func scores(_ candidates: [[Candidate]]) -> [Double] {
        candidates.indices.map { picture in
            let right = Set(neighbors.neighbors[picture].prefix(Self.rightAnswers))
            let rank = candidates[picture].firstIndex { right.contains($0.row) }
            return rank.map { 1 / Double($0 + 1) } ?? 0
        }
    }

    /// The position of the choice to take: the first, unless another beats it by two standard errors of their
    /// difference over the pictures.
    package func best(of candidates: [[[Candidate]]]) -> Int {
        let scores = candidates.map(scores)
        var (winner, lead) = (0, 0.0)
        for choice in scores.indices.dropFirst() {
            let differences = zip(scores[choice], scores[0]).map { $0 - $1 }
            let error = standardDeviation(differences) / Double(differences.count).squareRoot()
            let gain = mean(differences)
            if gain > 2 * error, gain > lead { (winner, lead) = (choice, gain) }
        }
        return winner
    }

    /// The space of all pictures, and the whitening in it.
    func final(_ choice: WhiteningChoice) throws -> (GramSpace, Whitening) {
        let members = Array(0..<gram.rows)
        let space = try GramSpace(gram, members: members, components: min(limit, members.count - 1))
        let pairs = neighbors.pairs(among: members, limit: Self.pairsEach)
        let size = choice.dimensions(samples: members.count, limit: limit)
        return (space, try Whitening(choice.kind, space, dimensions: size, pairs: pairs))
    }
}
