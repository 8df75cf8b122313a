/// How a town has grown.
public enum TownLayout: String, Sendable, CaseIterable {
    /// Streets that cross each other more or less at right angles.
    case grid
    /// Streets that lead to a roundabout in the middle, and rings around it.
    case radial
    /// A long road with houses, and lanes behind them.
    case village
    /// A grid on both sides of a river, with bridges.
    case riverside
}

/// What is decided before a street is drawn: which way the town lies, and what runs through it.
struct TownPlan: Sendable {
    var streets = StreetPlan()
    /// The river's middle; nil for none.
    var river: [Point]?
    /// The river's width in meters.
    var riverWidth = 0.0
    /// The railway's middle; nil for none.
    var railway: [Point]?
    /// Where streets cross the railway.
    var levelCrossings: [Point] = []
    /// From the middle to the edge of the town, in meters.
    var radiusMeters: Double
}
