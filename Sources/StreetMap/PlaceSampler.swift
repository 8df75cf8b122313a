internal import Foundation
public import Geodesy

/// Where a camera could stand: a point of a road and the way along it.
public struct SampledPlace: Hashable, Sendable {
    /// On the middle of the road.
    public var coordinate: Coordinate
    /// The way ahead: degrees clockwise from true north, [0, 360).
    public var headingDegrees: Double
    /// The road.
    public var object: MapObject
    /// The places that follow, as indices.
    public var next: [Int]
}

/// Samples places along the roads of a map, in every direction that may be traveled.
public struct PlaceSampler: Sendable {
    /// From place to place, in meters; at least 1.
    public var spacingMeters: Double
    /// How the camera travels.
    public var mode: TravelMode
    /// Places farther than this from all buildings are left out, in meters; nil for none.
    public var builtUpMeters: Double?
    /// Places elsewhere are left out; nil for none.
    public var region: Region?

    /// A sampler.
    public init(
        spacingMeters: Double = 10, mode: TravelMode = .car, builtUpMeters: Double? = nil,
        region: Region? = nil
    ) {
        self.spacingMeters = spacingMeters
        self.mode = mode
        self.builtUpMeters = builtUpMeters
        self.region = region
    }

    /// The places of a map, leg by leg.
    ///
    /// The spacing fits each leg; legs shorter than half of it get no place, and what follows lies beyond them. In tunnels there
    /// is nothing to be seen.
    public func places(of map: StreetMap) -> [SampledPlace] {
        let graph = RoadGraph(map.roads, mode: mode)
        let towns = builtUpMeters.map { BuiltUp(map.buildings, meters: $0) }
        var places: [SampledPlace] = []
        var legs = [Range<Int>](repeating: 0..<0, count: graph.legs.count)
        for (index, leg) in graph.legs.enumerated() {
            let road = map.roads[leg.road]
            let first = places.count
            for point in road.isCovered ? [] : Self.points(along: leg.line, every: max(1, spacingMeters)) {
                guard region?.contains(point.coordinate) ?? true, towns?.contains(point.coordinate) ?? true
                else {
                    continue
                }
                places.append(
                    SampledPlace(
                        coordinate: point.coordinate, headingDegrees: point.heading, object: road.object,
                        next: [places.count + 1]))
            }
            legs[index] = first..<places.count
        }
        for (index, range) in legs.enumerated() where !range.isEmpty {
            places[range.upperBound - 1].next = Self.firsts(after: index, graph, legs)
        }
        return places
    }

    /// The first places on the legs that lead on, beyond those that have none.
    private static func firsts(after leg: Int, _ graph: RoadGraph, _ places: [Range<Int>]) -> [Int] {
        var found: Set<Int> = []
        var known: Set<Int> = [leg]
        var waiting = [leg]
        while let leg = waiting.popLast() {
            for next in graph.onward(from: leg) where known.insert(next).inserted {
                if let first = places[next].first { found.insert(first) } else { waiting.append(next) }
            }
        }
        return found.sorted()
    }

    /// Points at even distances along a line, half a distance from its ends, with the way ahead.
    static func points(
        along line: [Coordinate], every spacing: Double
    ) -> [(coordinate: Coordinate, heading: Double)] {
        guard let origin = line.first else { return [] }
        let plane = LocalPlane(origin: origin)
        let corners = line.map(plane.meters)
        let lengths = zip(corners, corners.dropFirst()).map { hypot($1.east - $0.east, $1.north - $0.north) }
        let total = lengths.reduce(0, +)
        let count = Int((total / spacing).rounded())
        guard count > 0 else { return [] }
        var points: [(coordinate: Coordinate, heading: Double)] = []
        var (segment, before) = (0, 0.0)
        for number in 0..<count {
            let position = (Double(number) + 0.5) * total / Double(count)
            while segment < lengths.count - 1, before + lengths[segment] < position {
                before += lengths[segment]
                segment += 1
            }
            let (from, to) = (corners[segment], corners[segment + 1])
            let share = lengths[segment] > 0 ? (position - before) / lengths[segment] : 0
            let coordinate = plane.coordinate(
                east: from.east + share * (to.east - from.east),
                north: from.north + share * (to.north - from.north))
            let heading = atan2(to.east - from.east, to.north - from.north) * 180 / .pi
            points.append((coordinate, normalizedHeading(heading)))
        }
        return points
    }
}

/// Whether there is a building near.
private struct BuiltUp {
    private let cells: PointCells
    private let meters: Double

    init(_ buildings: [Building], meters: Double) {
        cells = PointCells(buildings.flatMap(\.outline.ring))
        self.meters = meters
    }

    func contains(_ point: Coordinate) -> Bool {
        let plane = LocalPlane(origin: point)
        let corners = [(-1.0, -1.0), (1, 1)].map {
            plane.coordinate(east: $0.0 * meters, north: $0.1 * meters)
        }
        return cells.near(corners).contains { cells.points[$0].distance(to: point) <= meters }
    }
}
