internal import Foundation

/// The WGS 84 ellipsoid.
enum WGS84 {
    static let semiMajorMeters = 6_378_137.0
    static let flattening = 1 / 298.257_223_563

    /// The radii of curvature at a latitude, in meters: along the meridian and along the prime vertical.
    static func radii(atLatitude degrees: Double) -> (meridional: Double, normal: Double) {
        let eccentricity2 = flattening * (2 - flattening)
        let sine = sin(degrees.radians)
        let w2 = 1 - eccentricity2 * sine * sine
        let normal = semiMajorMeters / w2.squareRoot()
        return (normal * (1 - eccentricity2) / w2, normal)
    }
}

extension Double {
    /// This many degrees, in radians.
    var radians: Double { self * .pi / 180 }
}

func sin(_ x: Double) -> Double { Foundation.sin(x) }
func cos(_ x: Double) -> Double { Foundation.cos(x) }
func asin(_ x: Double) -> Double { Foundation.asin(x) }
func atan2(_ y: Double, _ x: Double) -> Double { Foundation.atan2(y, x) }
