public import Geodesy

/// A town that does not exist: streets, buildings, parks and what else a map of OpenStreetMap shows, all of it from a seed.
///
/// The same seed, layout, origin and radius give the same town, byte for byte.
public struct Town: Sendable {
    /// How it has grown.
    public let layout: TownLayout
    /// The coordinate of its middle.
    public let origin: Coordinate
    /// The map as OpenStreetMap's XML.
    public let text: String
    /// How much there is on the map.
    public let counts: TownCounts
    let seed: UInt64
    let streets: StreetPlan

    /// In the Atlantic, where nobody takes a town for a real one.
    public static let usualOrigin = Coordinate(latitude: 45.2, longitude: -30)

    /// Builds a town.
    ///
    /// - Parameters:
    ///   - layout: how it has grown; nil leaves that to the seed.
    ///   - radiusMeters: from the middle to where streets end, clamped to [200, 2000]; what surrounds the town reaches farther.
    public init(
        seed: UInt64, layout: TownLayout? = nil, at origin: Coordinate = usualOrigin,
        radiusMeters: Double = 420
    ) {
        let layouts = TownLayout.allCases
        let radius = min(2_000, max(200, radiusMeters))
        self.seed = seed
        self.origin = origin
        self.layout = layout ?? layouts[Int(seed % UInt64(layouts.count))]
        let plan: TownPlan
        if self.layout == .radial {
            var radial = RadialLayout(radiusMeters: radius, seed: seed)
            plan = radial.town()
        } else {
            var lattice = LatticeLayout(self.layout, radiusMeters: radius, seed: seed)
            plan = lattice.town()
        }
        streets = plan.streets
        var builder = TownBuilder(plan, seed: seed)
        let writer = MapWriter(builder.build(), origin: origin)
        text = writer.text
        counts = writer.counts
    }
}

/// How much there is on the map of a town.
public struct TownCounts: Hashable, Sendable {
    /// Nodes, with tags and without.
    public var nodes: Int
    /// Ways.
    public var ways: Int
    /// Relations.
    public var relations: Int
    /// Ways and relations that are tagged as buildings.
    public var buildings: Int
    /// Ways that are tagged as highways.
    public var highways: Int
}
