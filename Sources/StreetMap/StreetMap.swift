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

    /// The features that have a point in a region; those that reach out of it stay whole.
    public func clipped(to region: Region) -> StreetMap {
        func touches(_ points: [Coordinate]) -> Bool { points.contains(where: region.contains) }
        var part = StreetMap()
        part.counts = counts
        part.buildings = buildings.filter { touches($0.outline.ring) }
        part.roads = roads.filter { touches($0.line) }
        part.areas = areas.filter { touches($0.outline.ring) }
        part.lines = lines.filter { touches($0.line) }
        part.points = points.filter { region.contains($0.coordinate) }
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
