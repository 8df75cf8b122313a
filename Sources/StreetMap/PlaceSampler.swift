public import Geodesy
internal import PilotageAPI

/// Where a camera could stand: a point of a road and the way along it.
public struct SampledPlace: Hashable, Sendable {
    /// On the middle of the road.
    public var coordinate: Coordinate
    /// The way ahead: degrees clockwise from true north, [0, 360).
    public var headingDegrees: Double
    /// How high the road lies above the ground there, in meters: 0 but for bridges.
    public var groundMeters: Double
    /// The road.
    public var object: MapObject
    /// The places that follow, as indices in ascending order; at most 64.
    public var next: [Int]
}

/// Samples places along the roads of a map, in every direction that may be traveled.
public struct PlaceSampler: Sendable {
    /// From place to place, in meters; at least 1.
    public var spacingMeters: Double
    /// How the camera travels.
    public var mode: TravelMode
    /// Places farther than this from all buildings are left out, in meters, within a tenth of it; nil for none.
    public var builtUpMeters: Double?
    /// Places elsewhere are left out; nil for none.
    public var region: Region?
    /// More places than this are refused.
    public var mostPlaces = 10_000_000

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

    /// The places of a map, leg by leg, in time and memory in proportion to it.
    ///
    /// The spacing fits each leg; legs shorter than half of it get no place, and what follows lies beyond them. In tunnels
    /// there is nothing to be seen. A place follows another within 4.5 spacings and 50 m, tunnels not counted.
    ///
    /// - Throws: `PilotageError` `unsupported` where there are more than `mostPlaces`.
    public func places(of map: StreetMap) throws -> [SampledPlace] {
        let graph = RoadGraph(map.roads, mode: mode)
        let towns = builtUpMeters.map { BuiltUp(map.buildings, meters: $0) }
        var places: [SampledPlace] = []
        var legs: [PlaceLinks.Leg] = []
        legs.reserveCapacity(graph.legs.count)
        // Roads through an empty country could be followed for hours without finding a place.
        var pointsLeft = 10 * mostPlaces
        for leg in graph.legs {
            let road = map.roads[leg.road]
            let points = LegPoints(along: leg.line, every: spacing)
            pointsLeft -= points.total
            guard pointsLeft >= 0 else { throw tooMany }
            legs.append(try add(points, road, towns, to: &places))
        }
        var links = PlaceLinks(graph, legs, mostMeters: mostGapMeters)
        for (index, leg) in legs.enumerated() where !leg.places.isEmpty {
            places[leg.places.upperBound - 1].next = links.firsts(after: index)
        }
        return places
    }

    private var spacing: Double { spacingMeters >= 1 ? spacingMeters : 1 }

    /// The last place of a leg lies up to three quarters of the spacing before its end, and the first as far behind its
    /// beginning; between them there may be pieces that are too short for a place.
    private var mostGapMeters: Double { 4.5 * spacing + 50 }

    private var tooMany: PilotageError {
        PilotageError(
            .unsupported, "more than \(mostPlaces) places lie along the roads of the map",
            hint: "cut the map to a smaller region, or widen the spacing")
    }

    /// Adds the places of a leg, each followed by the next one where that is near.
    private func add(
        _ points: LegPoints, _ road: Road, _ towns: BuiltUp?, to places: inout [SampledPlace]
    ) throws -> PlaceLinks.Leg {
        let first = places.count
        var (head, last) = (0.0, 0.0)
        for point in points where !road.isCovered {
            guard region?.contains(point.coordinate) ?? true, towns?.contains(point.coordinate) ?? true
            else { continue }
            guard places.count < mostPlaces else { throw tooMany }
            if places.count == first {
                head = point.meters
            } else if point.meters - last <= mostGapMeters {
                places[places.count - 1].next = [places.count]
            }
            last = point.meters
            places.append(
                SampledPlace(
                    coordinate: point.coordinate, headingDegrees: point.heading,
                    groundMeters: road.deckMeters, object: road.object, next: []))
        }
        return PlaceLinks.Leg(
            places: first..<places.count, meters: points.meters, headMeters: head,
            tailMeters: points.meters - last, isCovered: road.isCovered)
    }
}
