/// A building, or a part of one that differs from the rest in height.
public struct Building: Sendable {
    /// What it was made of.
    public var object: MapObject
    /// The value of `building` or `building:part`: `yes`, `house`, `church`.
    public var kind: String
    /// Whether it is a part; a building with parts is not among the buildings itself.
    public var isPart: Bool
    /// The ground plan.
    public var outline: Outline
    /// Where it begins, in meters above the ground: 0 but for what hangs over a street.
    public var bottomMeters: Double
    /// Where it ends, the roof included, in meters above the ground.
    public var topMeters: Double
    /// Whether the height was guessed, since neither height nor levels are tagged.
    public var isHeightAssumed: Bool
    /// The roof.
    public var roof: Roof

    /// Whether it is a slab on posts that can be seen under, so that it has no walls below its bottom.
    public var isCanopy: Bool { Self.isCanopy(kind) }

    static func isCanopy(_ kind: String) -> Bool { kind == "roof" || kind == "carport" }
}

/// A roof: its shape, and how much of the building's height it takes.
public struct Roof: Hashable, Sendable {
    /// Shapes that look different from the street.
    public enum Shape: String, Sendable, CaseIterable {
        /// Level.
        case flat
        /// Two slopes and two gables.
        case gabled
        /// Four slopes.
        case hipped
        /// To a point.
        case pyramidal
        /// One slope.
        case skillion
        /// Round.
        case dome
    }

    /// The shape.
    public var shape: Shape
    /// From the eaves to the top, in meters; 0 where it is flat.
    public var meters: Double
    /// Whether the ridge runs across the longer side.
    public var isAcross: Bool

    /// A roof.
    public init(_ shape: Shape, meters: Double, isAcross: Bool = false) {
        self.shape = shape
        self.meters = meters
        self.isAcross = isAcross
    }

    /// A roof as it is tagged; what is told apart from no other shape by sight becomes the most alike.
    init(_ tags: MapTags, levelMeters: Double) {
        shape =
            switch tags["roof:shape"] {
            case "gabled", "half-hipped", "gambrel", "saltbox", "round", "double_saltbox": .gabled
            case "hipped", "mansard", "side_hipped", "side_half-hipped": .hipped
            case "pyramidal", "cone": .pyramidal
            case "skillion", "lean_to": .skillion
            case "dome", "onion": .dome
            default: .flat
            }
        isAcross = tags["roof:orientation"] == "across"
        let levels = tags.number("roof:levels", in: 0...10).map { $0 * levelMeters }
        meters = shape == .flat ? 0 : tags.meters("roof:height") ?? levels ?? levelMeters
    }
}
