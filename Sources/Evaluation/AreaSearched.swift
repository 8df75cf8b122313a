internal import Geodesy
internal import Tensors

/// How much ground is to be searched to find where frames were taken, and how many are found so.
public struct AreaSearched: Sendable, Encodable {
    /// Circles around every answer, all of one radius, that find so many of the scored frames.
    public var aroundAnswer: [CircleSearch]
    /// Circles of `radius_m` around the first candidates of every frame; empty where none are known.
    public var aroundCandidates: [CandidateSearch]

    private enum CodingKeys: String, CodingKey {
        case aroundAnswer = "around_answer"
        case aroundCandidates = "around_candidates"
    }

    /// Unions of circles are measured of at most so many frames, evenly spread: their mean is known well enough then.
    private static let mostUnions = 10_000

    /// Nil where nothing is answered. `errors` are those of the answered frames in ascending order.
    init?(_ scored: [ScoredFrame], errors: [Double]) {
        guard !errors.isEmpty else { return nil }
        aroundAnswer = [50, 75, 90, 95].map { percent in
            let needed = (scored.count * percent + 99) / 100
            let radius = needed <= errors.count ? errors[needed - 1] : nil
            return CircleSearch(
                probability: Double(percent) / 100, radiusMeters: radius,
                areaSquareKilometers: radius.map { .pi * $0 * $0 / 1e6 })
        }
        aroundCandidates = Self.candidateSearches(scored)
    }

    private static func candidateSearches(_ scored: [ScoredFrame]) -> [CandidateSearch] {
        // A frame without an answer has no radius of its own; it is searched for as far as the others are.
        let radii = scored.compactMap(\.frame.radiusMeters).filter { $0 > 0 }
        guard let usual = quantile(0.5, of: radii) else { return [] }
        func radius(_ scored: ScoredFrame) -> Double {
            scored.frame.radiusMeters.flatMap { $0 > 0 ? $0 : nil } ?? usual
        }
        let kept = scored.filter { $0.frame.candidates != nil }
        guard !kept.isEmpty else { return [] }
        let step = (kept.count + mostUnions - 1) / mostUnions
        let measured = stride(from: 0, to: kept.count, by: step).map { kept[$0] }
        return [1, 2, 5, 10].map { k in
            let areas = measured.map {
                areaOfUnion(of: ($0.frame.candidates ?? []).prefix(k), radiusMeters: radius($0))
            }
            let found = kept.count { $0.hasCandidate(within: radius($0), amongFirst: k) }
            return CandidateSearch(
                k: k, recall: Share(found, of: kept.count), meanAreaSquareKilometers: mean(areas) / 1e6)
        }
    }
}

/// A search in circles of one radius around every answer.
public struct CircleSearch: Hashable, Sendable, Encodable {
    /// The share of the scored frames that lie within their circles.
    public var probability: Double
    /// The least radius that does it; nil where too few frames have an answer.
    public var radiusMeters: Double?
    /// The area of one circle.
    public var areaSquareKilometers: Double?

    private enum CodingKeys: String, CodingKey {
        case probability
        case radiusMeters = "radius_m"
        case areaSquareKilometers = "area_km2"
    }
}

/// A search around the first candidates of a frame.
public struct CandidateSearch: Hashable, Sendable, Encodable {
    /// How many candidates are looked at.
    public var k: Int
    /// Frames that lie within one of the circles, of those whose candidates were kept.
    public var recall: Share
    /// What the circles of a frame cover together, on average; ground in several of them counts once.
    public var meanAreaSquareKilometers: Double

    private enum CodingKeys: String, CodingKey {
        case k, recall
        case meanAreaSquareKilometers = "mean_area_km2"
    }
}
