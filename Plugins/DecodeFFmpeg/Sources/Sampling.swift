/// Which frames of a video are taken.
public enum Sampling: Hashable, Sendable {
    /// Every frame.
    case all
    /// The frames that can be decoded without others.
    case keyFrames
    /// The first frame of every interval of so many microseconds, counted from the start.
    case interval(microseconds: Int64)

    /// The longest interval that can be asked for, a day.
    private static let longest = 86_400_000_000.0

    /// Seconds between frames that are asked for; 0 where that is for the file to say.
    var intervalSeconds: Double {
        if case .interval(let microseconds) = self { Double(microseconds) / 1e6 } else { 0 }
    }

    /// Reads `500ms`, `1s`, `0.5s`, `keyframes` or `all`; nil for anything else, for zero and for more than a day.
    public init?(_ text: String) {
        switch text {
        case "all": self = .all
        case "keyframes": self = .keyFrames
        default:
            let (suffix, scale) = text.hasSuffix("ms") ? ("ms", 1000.0) : ("s", 1_000_000.0)
            let digits = text.dropLast(suffix.count)
            let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
            guard text.hasSuffix(suffix), (1...2).contains(parts.count),
                parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }),
                let value = Double(digits)
            else { return nil }
            let microseconds = (value * scale).rounded()
            guard microseconds >= 1000, microseconds <= Self.longest else { return nil }
            self = .interval(microseconds: Int64(microseconds))
        }
    }
}
