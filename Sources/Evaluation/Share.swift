/// A part of a number of frames.
public struct Share: Hashable, Sendable, Encodable {
    /// How many are meant.
    public var count: Int
    /// Of how many.
    public var of: Int

    /// A part of a whole.
    public init(_ count: Int, of whole: Int) {
        self.count = count
        of = whole
    }

    /// In [0, 1]; nil of none.
    public var value: Double? { of > 0 ? Double(count) / Double(of) : nil }

    private enum CodingKeys: String, CodingKey { case count, of, share }

    /// Writes `count`, `of` and `share`, which is null of none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count, forKey: .count)
        try container.encode(of, forKey: .of)
        try container.encode(value, forKey: .share)
    }
}
