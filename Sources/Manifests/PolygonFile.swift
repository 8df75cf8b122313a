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
        guard let polygons = try? GeoJSONPolygons.read(data) else {
            throw PilotageError(.invalid, "'\(name)' is no GeoJSON of polygons", hint: hint)
        }
        guard !polygons.isEmpty else {
            throw PilotageError(.invalid, "'\(name)' has no polygon", hint: hint)
        }
        return .polygons(polygons)
    }
}

/// The polygons of a GeoJSON text (RFC 7946), whatever they are wrapped in.
private enum GeoJSONPolygons {
    private struct Object: Decodable {
        var type: String
        var features: [Object]?
        var geometry: Box?
        var geometries: [Object]?
        var coordinates: OptionNode?
    }
    /// Lets a feature hold an object of its own kind.
    private final class Box: Decodable {
        let object: Object
        init(from decoder: any Swift.Decoder) throws { object = try Object(from: decoder) }
    }
    private struct Malformed: Error {}

    static func read(_ data: Data) throws -> [[[Coordinate]]] {
        try polygons(of: JSONDecoder().decode(Object.self, from: data))
    }

    private static func polygons(of object: Object) throws -> [[[Coordinate]]] {
        switch object.type {
        case "Polygon": try [rings(object.coordinates)]
        case "MultiPolygon": try list(object.coordinates).map(rings)
        case "Feature": try object.geometry.map { try polygons(of: $0.object) } ?? []
        case "FeatureCollection": try (object.features ?? []).flatMap(polygons)
        case "GeometryCollection": try (object.geometries ?? []).flatMap(polygons)
        default: []
        }
    }

    private static func rings(_ node: OptionNode?) throws -> [[Coordinate]] {
        try list(node).map { try list($0).map(position) }
    }

    private static func position(_ node: OptionNode) throws -> Coordinate {
        let numbers = try list(node).map { node -> Double in
            switch node.value {
            case .int(let int): Double(int)
            case .double(let double): double
            default: throw Malformed()
            }
        }
        guard numbers.count >= 2,
            let position = Coordinate(checkingLatitude: numbers[1], longitude: numbers[0])
        else {
            throw Malformed()
        }
        return position
    }

    private static func list(_ node: OptionNode?) throws -> [OptionNode] {
        guard case .array(let nodes)? = node?.value else { throw Malformed() }
        return nodes
    }
}
