public import Geodesy

/// What an extract of OpenStreetMap says can be seen in an area.
public struct StreetMap: Sendable {
    /// Buildings, those left out that are described by their parts.
    public var buildings: [Building] = []
    /// Streets and paths.
    public var roads: [Road] = []
    /// Covered ground.
    public var areas: [GroundArea] = []
    /// Rails, walls, hedges, streams.
    public var lines: [LineFeature] = []
    /// Trees, lamps, towers.
    public var points: [PointFeature] = []
    /// How many objects the extract holds, whatever they are.
    public var counts = MapCounts()

    /// An empty map.
    public init() {}

    /// Whether nothing in it can be seen or traveled on.
    public var isEmpty: Bool {
        buildings.isEmpty && roads.isEmpty && areas.isEmpty && lines.isEmpty && points.isEmpty
    }

    /// The smallest box that holds every feature: west, south, east and north in degrees; nil for an empty map.
    public var box: [Double]? {
        var bounds = GeoBounds()
        for building in buildings { for point in building.outline.ring { bounds.include(point) } }
        for road in roads { for point in road.line { bounds.include(point) } }
        for area in areas { for point in area.outline.ring { bounds.include(point) } }
        for line in lines { for point in line.line { bounds.include(point) } }
        for point in points { bounds.include(point.coordinate) }
        return bounds.box
    }

    /// The features that reach into a region: by a point, by an edge that crosses it, or by lying around it.
    ///
    /// What reaches out of it stays whole. Takes time in proportion to the map.
    ///
    /// - Parameter marginMeters: how far around the region features are kept as well, 0 or more.
    public func clipped(to region: Region, marginMeters: Double = 0) -> StreetMap {
        let reach = RegionReach(region, marginMeters: marginMeters)
        var part = StreetMap()
        part.counts = counts
        part.buildings = buildings.filter { reach.holds($0.outline) }
        part.roads = roads.filter { reach.holds($0.line) }
        part.areas = areas.filter { reach.holds($0.outline) }
        part.lines = lines.filter { reach.holds($0.line) }
        part.points = points.filter { reach.holds([$0.coordinate]) }
        return part
    }
}

/// How many objects an extract holds.
public struct MapCounts: Hashable, Sendable {
    /// Nodes, with tags and without.
    public var nodes = 0
    /// Ways.
    public var ways = 0
    /// Relations.
    public var relations = 0
    /// Ways and relations that are tagged as a building, of whatever kind and shape.
    public var taggedBuildings = 0
    /// Ways and relations that are tagged as a highway.
    public var taggedHighways = 0
}
