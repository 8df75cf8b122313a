/// How wrong answers are where only the most confident ones are used.
///
/// Frames stand in the order of their confidence; of n of them the risk is the share that is wrong by its own radius
/// (El-Yaniv and Wiener, 2010). Frames of the same confidence have no order: the risk among them is that of a random one.
public struct RiskCoverage: Sendable, Encodable {
    /// The risks at a tenth, two tenths, … of all scored frames.
    public var risks: [CoverageRisk]
    /// The mean of the risks of the 1, 2, … most confident frames, down to the last one: the area under the curve, over its
    /// width.
    public var area: Double
    /// Of the scored frames, those that have an answer, a confidence and a radius: where the curve ends.
    public var reached: Share
    /// The most frames, of the scored ones, that a threshold for the confidence keeps with 95 % of them right.
    public var shareAt95: Share
    /// That threshold; nil where none does.
    public var confidenceAt95: Double?
    /// The curve for plots, at most 201 points.
    package var curve: [CoverageRisk] = []

    private enum CodingKeys: String, CodingKey {
        case risks, area, reached
        case shareAt95 = "share_95_right"
        case confidenceAt95 = "confidence_95_right"
    }

    /// Nil of no frames. `scored` is the number of all frames with a truth.
    init?(_ judged: [JudgedFrame], scored: Int) {
        guard !judged.isEmpty else { return nil }
        let ordered = judged.sorted { $0.confidence > $1.confidence }
        var wrong = [0.0]
        (shareAt95, confidenceAt95) = (Share(0, of: scored), nil)
        while wrong.count <= ordered.count {
            let start = wrong.count - 1
            let alike = ordered[start...].prefix { $0.confidence == ordered[start].confidence }
            let each = Double(alike.count { !$0.isRight }) / Double(alike.count)
            let before = wrong[start]
            for step in 1...alike.count { wrong.append(before + each * Double(step)) }
            // Whole numbers, but for rounding: 20 wrong ones in 400 are allowed.
            if (20 * wrong[alike.endIndex]).rounded() <= Double(alike.endIndex) {
                shareAt95 = Share(alike.endIndex, of: scored)
                confidenceAt95 = ordered[start].confidence
            }
        }
        func risk(_ count: Int) -> Double? {
            count < wrong.count ? wrong[count] / Double(count) : nil
        }
        risks = (1...10).map { tenth in
            CoverageRisk(coverage: Double(tenth) / 10, risk: risk((scored * tenth + 9) / 10))
        }
        area = (1..<wrong.count).reduce(0) { $0 + wrong[$1] / Double($1) } / Double(ordered.count)
        reached = Share(ordered.count, of: scored)
        curve = curveCounts(upTo: ordered.count).map {
            CoverageRisk(coverage: Double($0) / Double(scored), risk: risk($0))
        }
    }
}

/// A point of the curve.
public struct CoverageRisk: Hashable, Sendable, Encodable {
    /// The share of the scored frames that are used, most confident first, rounded up to whole frames.
    public var coverage: Double
    /// The share of them that is wrong; nil where not so many have an answer.
    public var risk: Double?
}
