public import Geodesy

/// Which object of OpenStreetMap a feature was made of.
public struct MapObject: Hashable, Sendable, CustomStringConvertible {
    /// The three kinds of objects.
    public enum Kind: String, Sendable {
        /// A point.
        case node
        /// A line, or a closed ring.
        case way
        /// A group of objects.
        case relation
    }

    /// The kind.
    public var kind: Kind
    /// Its number, unique among its kind.
    public var number: Int64

    /// An object.
    public init(_ kind: Kind, _ number: Int64) {
        self.kind = kind
        self.number = number
    }

    /// `way/123`.
    public var description: String { "\(kind.rawValue)/\(number)" }
}

/// A ground plan: a ring and the holes in it, each without its first point repeated at the end.
public struct Outline: Hashable, Sendable {
    /// At least three points.
    public var ring: [Coordinate]
    /// Each at least three points.
    public var holes: [[Coordinate]]

    /// A ground plan.
    public init(ring: [Coordinate], holes: [[Coordinate]] = []) {
        self.ring = ring
        self.holes = holes
    }

    /// The area in square meters, the holes left out.
    public var squareMeters: Double {
        max(0, abs(Self.signedArea(ring)) - holes.reduce(0) { $0 + abs(Self.signedArea($1)) })
    }

    /// By the shoelace formula in the plane around the ring's first point.
    private static func signedArea(_ ring: [Coordinate]) -> Double {
        guard let first = ring.first, let end = ring.last else { return 0 }
        let plane = LocalPlane(origin: first)
        var last = plane.meters(end)
        return ring.reduce(0) { sum, point in
            let next = plane.meters(point)
            defer { last = next }
            return sum + (last.east * next.north - next.east * last.north) / 2
        }
    }

    /// Whether a coordinate lies within the ring and in none of the holes (even-odd rule), the antimeridian included.
    public func contains(_ point: Coordinate) -> Bool {
        holes.reduce(Self.isAround(ring, point)) { inside, hole in inside != Self.isAround(hole, point) }
    }

    /// Whether a ray from the point eastwards crosses the ring an odd number of times.
    private static func isAround(_ ring: [Coordinate], _ point: Coordinate) -> Bool {
        guard var from = ring.last else { return false }
        var isOdd = false
        for to in ring {
            defer { from = to }
            guard (from.latitude > point.latitude) != (to.latitude > point.latitude) else { continue }
            let share = (point.latitude - from.latitude) / (to.latitude - from.latitude)
            let start = shortWay(from.longitude - point.longitude)
            if start + share * shortWay(to.longitude - from.longitude) > 0 { isOdd.toggle() }
        }
        return isOdd
    }
}

/// A difference of longitudes the short way round, in degrees, [-180, 180].
func shortWay(_ degrees: Double) -> Double {
    degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees
}
