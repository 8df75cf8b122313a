internal import Geodesy
internal import PilotageAPI

/// What the candidates of one frame say: the best of them, and how far the others stand behind and away from it.
struct CandidateSummary {
    /// The similarity of the best candidate.
    let similarity: Double
    /// For every candidate, best first: its similarity and its distance from the best one in meters.
    private let others: [(similarity: Double, distance: Double)]

    /// Nil where there is no candidate.
    init?(_ candidates: some Collection<(place: Place, similarity: Float)>) {
        guard let best = candidates.first else { return nil }
        similarity = Double(best.similarity)
        others = candidates.map {
            (Double($0.similarity), $0.place.coordinate.distance(to: best.place.coordinate))
        }
    }

    /// The position among the candidates of the best one elsewhere: farther than two radii from the best.
    func runnerUp(radius: Double) -> Int? { others.firstIndex { $0.distance > 2 * radius } }

    /// How much less similar the runner-up is; the last candidate stands for it where none is elsewhere, because a
    /// runner-up that is not among the candidates can be no more similar than that.
    func margin(radius: Double) -> Double {
        let other = runnerUp(radius: radius).map { others[$0].similarity } ?? others.last?.similarity
        return similarity - (other ?? similarity)
    }
}
