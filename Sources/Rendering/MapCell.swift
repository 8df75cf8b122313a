internal import Foundation
internal import Geodesy

/// A cell of a grid over the whole globe: about as wide as high, and so small that its plane is true to 1 %.
///
/// A plane has the scale of its origin's latitude from west to east, which changes fast near the poles: cells are smaller there.
struct MapCell: Hashable {
    /// The heights of cells in degrees, and the latitude up to which, north and south, they hold.
    private static let bands: [(degrees: Double, below: Double)] = [
        (0.3, 75), (0.03, 87), (0.003, .infinity),
    ]
    /// No degree of latitude is longer.
    private static let metersPerDegree = 111_700.0

    private let degrees: Double
    private let row: Int
    private let column: Int

    /// The cell that a place lies in.
    init(containing place: Coordinate) {
        let band =
            Self.bands.first(where: { abs(place.latitude) < $0.below }) ?? Self.bands[Self.bands.count - 1]
        degrees = band.degrees
        let rows = Int((180 / degrees).rounded())
        row = min(rows - 1, Int((place.latitude + 90) / degrees))
        let columns = Self.columns(inRow: row, degrees: degrees)
        column = min(columns - 1, Int((place.longitude + 180) / 360 * Double(columns)))
    }

    private static func latitude(ofRow row: Int, degrees: Double) -> Double {
        (Double(row) + 0.5) * degrees - 90
    }

    private static func columns(inRow row: Int, degrees: Double) -> Int {
        let parallel = 360 * cos(latitude(ofRow: row, degrees: degrees) * .pi / 180)
        return max(1, Int((parallel / degrees).rounded(.up)))
    }

    /// Its middle.
    var center: Coordinate {
        let columns = Double(Self.columns(inRow: row, degrees: degrees))
        return Coordinate(
            latitude: Self.latitude(ofRow: row, degrees: degrees),
            longitude: (Double(column) + 0.5) / columns * 360 - 180)
    }

    /// From its middle to its sides, in meters, or more.
    var reachMeters: Double { degrees / 2 * Self.metersPerDegree }
}
