/// A plane that touches the ellipsoid at an origin: meters east and north of it.
///
/// Good to 0.1 % within 50 km of the origin; the origin's longitude may lie next to the antimeridian.
public struct LocalPlane: Sendable {
    /// Where east and north are both 0.
    public let origin: Coordinate
    private let metersPerDegreeEast: Double
    private let metersPerDegreeNorth: Double

    /// The plane around an origin.
    public init(origin: Coordinate) {
        self.origin = origin
        let (meridional, normal) = WGS84.radii(atLatitude: origin.latitude)
        metersPerDegreeNorth = meridional * .pi / 180
        // At a pole every longitude is the same point; a small floor keeps the way back finite.
        metersPerDegreeEast = max(1e-3, normal * cos(origin.latitude.radians) * .pi / 180)
    }

    /// Meters east and north of the origin.
    public func meters(_ coordinate: Coordinate) -> (east: Double, north: Double) {
        var degreesEast = coordinate.longitude - origin.longitude
        if degreesEast > 180 { degreesEast -= 360 }
        if degreesEast < -180 { degreesEast += 360 }
        return (
            degreesEast * metersPerDegreeEast, (coordinate.latitude - origin.latitude) * metersPerDegreeNorth
        )
    }

    /// The coordinate that many meters east and north of the origin.
    public func coordinate(east: Double, north: Double) -> Coordinate {
        var longitude = origin.longitude + east / metersPerDegreeEast
        if longitude > 180 { longitude -= 360 }
        if longitude < -180 { longitude += 360 }
        let latitude = origin.latitude + north / metersPerDegreeNorth
        return Coordinate(latitude: min(90, max(-90, latitude)), longitude: longitude)
    }
}
