internal import Foundation
internal import Geodesy
internal import PilotageAPI

/// The geometries of a GeoJSON text (RFC 7946), whatever they are wrapped in.
enum GeoJSONGeometry {
    private struct Object: Decodable {
        var type: String
        var features: [Object]?
        var geometry: Box?
        var geometries: [Object]?
        var coordinates: OptionNode?

        /// The bare geometries in it, in order.
        var bare: [Object] {
            switch type {
            case "Feature": geometry?.object.bare ?? []
            case "FeatureCollection": (features ?? []).flatMap(\.bare)
            case "GeometryCollection": (geometries ?? []).flatMap(\.bare)
            default: [self]
            }
        }
    }
    /// Lets a feature hold an object of its own kind.
    private final class Box: Decodable {
        let object: Object
        init(from decoder: any Swift.Decoder) throws { object = try Object(from: decoder) }
    }
    private struct Malformed: Error {}

    /// Polygons, each a list of closed rings, the first the outer one.
    ///
    /// - Throws: where the text is no GeoJSON, or a position is none.
    static func polygons(in data: Data) throws -> [[[Coordinate]]] {
        try geometries(in: data).flatMap { geometry -> [[[Coordinate]]] in
            switch geometry.type {
            case "Polygon": try [positionLists(geometry.coordinates)]
            case "MultiPolygon": try list(geometry.coordinates).map(positionLists)
            default: []
            }
        }
    }

    /// Lines, each of its points in order.
    ///
    /// - Throws: where the text is no GeoJSON, or a position is none.
    static func lines(in data: Data) throws -> [[Coordinate]] {
        try geometries(in: data).flatMap { geometry -> [[Coordinate]] in
            switch geometry.type {
            case "LineString": try [positions(geometry.coordinates)]
            case "MultiLineString": try positionLists(geometry.coordinates)
            default: []
            }
        }
    }

    private static func geometries(in data: Data) throws -> [Object] {
        try JSONDecoder().decode(Object.self, from: data).bare
    }

    private static func positionLists(_ node: OptionNode?) throws -> [[Coordinate]] {
        try list(node).map { try positions($0) }
    }

    private static func positions(_ node: OptionNode?) throws -> [Coordinate] {
        try list(node).map(position)
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
