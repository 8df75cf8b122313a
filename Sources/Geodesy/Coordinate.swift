/// A position on the WGS 84 ellipsoid, in degrees.
public struct Coordinate: Hashable, Codable, Sendable {
    /// Degrees north of the equator, [-90, 90].
    public var latitude: Double
    /// Degrees east of Greenwich, [-180, 180].
    public var longitude: Double

    /// A position known to be in range.
    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// A position from outside: nil where a value is not finite or out of range.
    public init?(checkingLatitude latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    /// The distance to another position, in meters.
    ///
    /// Haversine with the ellipsoid's radii of curvature at the middle latitude: within 0.1 % of the geodesic up to
    /// 100 km, which is all that a distance between footage and its place is used for; within 0.6 % everywhere.
    public func distance(to other: Coordinate) -> Double {
        let middle = (latitude + other.latitude) / 2
        let (meridional, normal) = WGS84.radii(atLatitude: middle)
        let halfNorth = (other.latitude - latitude).radians / 2
        let halfEast = (other.longitude - longitude).radians / 2
        let bearingNorth = sin(halfNorth) * sin(halfNorth)
        let bearingEast = cos(latitude.radians) * cos(other.latitude.radians) * sin(halfEast) * sin(halfEast)
        let haversine = bearingNorth + bearingEast
        guard haversine > 0 else { return 0 }
        // The radius along the way: the meridian's share and the parallel's share of the squared distance.
        let radius = (meridional * bearingNorth + normal * bearingEast) / haversine
        return 2 * radius * asin(min(1, haversine.squareRoot()))
    }

    /// The initial bearing of the way to another position: degrees clockwise from true north, [0, 360).
    public func bearing(to other: Coordinate) -> Double {
        let east = (other.longitude - longitude).radians
        let (from, to) = (latitude.radians, other.latitude.radians)
        let y = sin(east) * cos(to)
        let x = cos(from) * sin(to) - sin(from) * cos(to) * cos(east)
        return normalizedHeading(atan2(y, x) * 180 / .pi)
    }
}

/// An angle in degrees brought into [0, 360).
public func normalizedHeading(_ degrees: Double) -> Double {
    let rest = degrees.truncatingRemainder(dividingBy: 360)
    let heading = rest < 0 ? rest + 360 : rest
    return heading < 360 ? heading : 0
}

/// The smallest angle between two headings, in degrees, [0, 180].
public func headingDifference(_ one: Double, _ other: Double) -> Double {
    let difference = normalizedHeading(one - other)
    return min(difference, 360 - difference)
}
