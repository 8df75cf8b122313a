internal import Geodesy

/// Degrees east and north. East goes on beyond 180 where a line crosses the antimeridian.
typealias FlatPoint = SIMD2<Double>

/// The points of a line, each the short way from the one before.
func flatPoints(_ line: [Coordinate], isClosed: Bool = false) -> [FlatPoint] {
    var points: [FlatPoint] = []
    points.reserveCapacity(line.count + 1)
    for point in line {
        let last = points.last?.x ?? point.longitude
        let degrees = (point.longitude - last).remainder(dividingBy: 360)
        points.append(FlatPoint(last + degrees, point.latitude))
    }
    if isClosed, let first = points.first { points.append(first) }
    return points
}

/// A box in degrees.
struct FlatBox {
    private(set) var west = Double.infinity
    private(set) var south = Double.infinity
    private(set) var east = -Double.infinity
    private(set) var north = -Double.infinity

    init(_ points: some Sequence<FlatPoint>) {
        for point in points {
            (west, east) = (min(west, point.x), max(east, point.x))
            (south, north) = (min(south, point.y), max(north, point.y))
        }
    }

    /// The box of an edge.
    init(_ from: FlatPoint, _ to: FlatPoint) {
        (west, east) = (min(from.x, to.x), max(from.x, to.x))
        (south, north) = (min(from.y, to.y), max(from.y, to.y))
    }

    func contains(_ point: FlatPoint) -> Bool {
        west <= point.x && point.x <= east && south <= point.y && point.y <= north
    }

    func meets(_ other: FlatBox) -> Bool {
        west <= other.east && other.west <= east && south <= other.north && other.south <= north
    }

    func shifted(by shift: FlatPoint) -> FlatBox {
        var box = self
        (box.west, box.east) = (west + shift.x, east + shift.x)
        return box
    }

    /// A box that holds all that is so near to this one: too large rather than too small.
    func widened(byMeters meters: Double) -> FlatBox {
        guard meters > 0 else { return self }
        var box = self
        let degreesNorth = meters / 110_000
        (box.south, box.north) = (south - degreesNorth, north + degreesNorth)
        let scale = metersPerDegree(atLatitude: min(90, max(abs(box.south), abs(box.north))))
        let degreesEast = min(360, meters / scale.x * 1.01)
        (box.west, box.east) = (west - degreesEast, east + degreesEast)
        return box
    }
}

/// Meters per degree, east and north.
func metersPerDegree(atLatitude latitude: Double) -> FlatPoint {
    let plane = LocalPlane(origin: Coordinate(latitude: min(89.99, max(-89.99, latitude)), longitude: 0))
    let meters = plane.meters(Coordinate(latitude: plane.origin.latitude + 0.01, longitude: 0.01))
    return FlatPoint(meters.east, meters.north) * 100
}

/// How far along an edge the point lies that is nearest to another point, [0, 1].
func share(_ point: FlatPoint, _ from: FlatPoint, _ to: FlatPoint) -> Double {
    let along = to - from
    let length = (along * along).sum()
    return length > 0 ? min(1, max(0, ((point - from) * along).sum() / length)) : 0
}

/// The distance of two edges; 0 where they cross.
func distance(_ one: (from: FlatPoint, to: FlatPoint), _ other: (from: FlatPoint, to: FlatPoint)) -> Double {
    func side(_ point: FlatPoint, _ edge: (from: FlatPoint, to: FlatPoint)) -> Double {
        let (along, across) = (edge.to - edge.from, point - edge.from)
        return along.x * across.y - along.y * across.x
    }
    if side(one.from, other) * side(one.to, other) < 0, side(other.from, one) * side(other.to, one) < 0 {
        return 0
    }
    func distance(_ point: FlatPoint, _ edge: (from: FlatPoint, to: FlatPoint)) -> Double {
        let gap = point - (edge.from + (edge.to - edge.from) * share(point, edge.from, edge.to))
        return (gap * gap).sum().squareRoot()
    }
    return min(
        distance(one.from, other), distance(one.to, other), distance(other.from, one), distance(other.to, one)
    )
}
