internal import PilotageAPI

/// What holds within a radius of the truth.
public struct WithinRadius: Sendable, Encodable {
    /// The radius in meters.
    public var radiusMeters: Double
    /// Scored frames whose answer lies within it.
    public var recallAt1: Share
    /// The same, of the answered frames.
    public var precision: Share
    /// The same, of the frames with the status `located`.
    public var precisionOfLocated: Share
    /// Scored frames of which one of the first `k` candidates lies within it, by `k`; empty where none were kept.
    public var candidates: [CandidateRecall]
    /// Scored frames that have a place of the gallery within it; nil where no gallery is given.
    public var solvable: Share?

    private enum CodingKeys: String, CodingKey {
        case radiusMeters = "radius_m"
        case recallAt1 = "recall_at_1"
        case precision
        case precisionOfLocated = "precision_of_located"
        case candidates, solvable
    }
}

/// How often one of the first candidates is right.
public struct CandidateRecall: Sendable, Encodable {
    /// How many candidates are looked at.
    public var k: Int
    /// Frames of which one is right, of the frames whose candidates were kept.
    public var recall: Share
}

extension WithinRadius {
    /// How many candidates are looked at for recall.
    static let candidateCounts = [1, 5, 10]

    /// What holds for these frames.
    init(_ radius: Double, _ scored: [ScoredFrame], places: NearestPlace?) {
        let right = scored.count { $0.isWithin(radius) }
        let located = scored.filter { $0.frame.status == .located && $0.errorMeters != nil }
        let kept = scored.filter { $0.frame.candidates != nil }
        let counts = kept.isEmpty ? [] : Self.candidateCounts
        self.init(
            radiusMeters: radius, recallAt1: Share(right, of: scored.count),
            precision: Share(right, of: scored.count { $0.errorMeters != nil }),
            precisionOfLocated: Share(located.count { $0.isWithin(radius) }, of: located.count),
            candidates: counts.map { k in
                CandidateRecall(
                    k: k,
                    recall: Share(
                        kept.count { $0.hasCandidate(within: radius, amongFirst: k) }, of: kept.count))
            },
            solvable: places.map { places in
                let near = scored.count {
                    places.distance(to: $0.truth.coordinate, limitMeters: radius) != nil
                }
                return Share(near, of: scored.count)
            })
    }
}
