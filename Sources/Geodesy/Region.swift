/// A part of the world that answers are confined to.
public enum Region: Hashable, Sendable {
    /// West, south, east and north in degrees; west > east spans the antimeridian.
    case box(west: Double, south: Double, east: Double, north: Double)
    /// Within a distance of a point.
    case circle(center: Coordinate, radiusMeters: Double)
    /// Polygons, each a list of closed rings, the first the outer one and the rest holes (even-odd rule).
    case polygons([[[Coordinate]]])

    /// Whether a coordinate lies in the region, its edge included for boxes and circles.
    public func contains(_ point: Coordinate) -> Bool {
        switch self {
        case .box(let west, let south, let east, let north):
            let inside =
                west <= east
                ? (west...east).contains(point.longitude)
                : point.longitude >= west || point.longitude <= east
            return inside && (south...north).contains(point.latitude)
        case .circle(let center, let radius):
            return center.distance(to: point) <= radius
        case .polygons(let polygons):
            return polygons.contains { rings in
                rings.reduce(false) { inside, ring in inside != crossesOddly(ring, point) }
            }
        }
    }
}

/// Whether a ray from the point eastwards crosses the ring an odd number of times.
private func crossesOddly(_ ring: [Coordinate], _ point: Coordinate) -> Bool {
    guard var from = ring.last else { return false }
    var odd = false
    for to in ring {
        if (from.latitude > point.latitude) != (to.latitude > point.latitude) {
            let share = (point.latitude - from.latitude) / (to.latitude - from.latitude)
            if point.longitude < from.longitude + share * (to.longitude - from.longitude) { odd.toggle() }
        }
        from = to
    }
    return odd
}
