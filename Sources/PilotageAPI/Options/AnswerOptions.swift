/// What every locator lets a manifest say of its answers.
public struct AnswerOptions: Sendable {
    /// Meters that the confidence speaks of, [1, 2500].
    public let radiusMeters: Double
    /// The confidence, [0, 1], below which a fix counts as ambiguous.
    public let precision: Double
    /// The probability, [0, 1], of having been taken at any of the places, below which a frame has no match.
    public let presence: Double

    /// Reads `radius_m`, `precision` and `presence`.
    public init(from reader: inout OptionReader) {
        radiusMeters = reader.double(
            "radius_m", default: 25, in: 1...2500, "meters that the confidence speaks of")
        precision = reader.double(
            "precision", default: 0.5, in: 0...1, "confidence below which a fix counts as ambiguous")
        presence = reader.double(
            "presence", default: 0.5, in: 0...1,
            "probability of being in the gallery at all, below which a frame has no match")
    }
}
