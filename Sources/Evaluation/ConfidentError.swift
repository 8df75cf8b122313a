/// A confident answer that is wrong.
public struct ConfidentError: Hashable, Sendable, Encodable {
    /// The item's id.
    public var item: String
    /// Counts the item's frames from 0.
    public var frame: Int
    /// Seconds from the item's start.
    public var timeSeconds: Double
    /// What the answer said of itself.
    public var confidence: Double
    /// How far off it is, in meters.
    public var errorMeters: Double

    private enum CodingKeys: String, CodingKey {
        case item, frame
        case timeSeconds = "time_s"
        case confidence
        case errorMeters = "error_m"
    }
}

extension ConfidentError {
    /// The most confident frames that are wrong by their own radius, worst first, five at the most.
    static func worst(_ scored: [ScoredFrame]) -> [ConfidentError] {
        let wrong = scored.compactMap { scored -> ConfidentError? in
            guard let error = scored.errorMeters, let judged = scored.judged, !judged.isRight else {
                return nil
            }
            let frame = scored.frame
            return ConfidentError(
                item: frame.item, frame: frame.frame, timeSeconds: frame.timeSeconds,
                confidence: judged.confidence, errorMeters: error)
        }
        let worstFirst = wrong.sorted {
            ($1.confidence, $1.errorMeters, $0.item, $0.frame) < (
                $0.confidence, $0.errorMeters, $1.item, $1.frame
            )
        }
        return Array(worstFirst.prefix(5))
    }
}
