import Foundation

/// Where the invented land lies: in the middle of the Atlantic, so that nobody takes it for a real one.
enum Geography {
    private static let latitude = 45.0
    private static let longitude = -30.0

    /// Degrees north and east of a point some meters from the middle of the land.
    ///
    /// The lengths of a degree are those of the WGS 84 ellipsoid at 45 degrees north; over half a kilometer the error
    /// of taking the land as flat is below five centimeters.
    static func position(east: Float, north: Float) -> (latitude: Double, longitude: Double) {
        (latitude + Double(north) / 111_131.78, longitude + Double(east) / 78_846.84)
    }

    /// The point of the land at a position.
    static func point(latitude: Double, longitude: Double) -> (east: Float, north: Float) {
        (
            Float((longitude - Geography.longitude) * 78_846.84),
            Float((latitude - Geography.latitude) * 111_131.78)
        )
    }
}
