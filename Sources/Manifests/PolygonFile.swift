internal import Foundation
package import Geodesy
package import PilotageAPI

/// A region drawn as polygons in a GeoJSON file.
package enum PolygonFile {
    /// Reads the polygons of a file, whatever they are wrapped in.
    ///
    /// - Parameter shownAs: the path as the user wrote it, for messages.
    /// - Throws: `PilotageError`: `unreadable`, or `invalid` for what is no GeoJSON of polygons.
    package static func region(path: String, shownAs name: String) throws(PilotageError) -> Region {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PilotageError(.unreadable, "the polygon file '\(name)' cannot be read")
        }
        let hint = "draw one in QGIS and save it as GeoJSON"
        guard let polygons = try? GeoJSONGeometry.polygons(in: data) else {
            throw PilotageError(.invalid, "'\(name)' is no GeoJSON of polygons", hint: hint)
        }
        guard !polygons.isEmpty else {
            throw PilotageError(.invalid, "'\(name)' has no polygon", hint: hint)
        }
        return .polygons(polygons)
    }
}
