internal import Foundation
internal import Geodesy
internal import PilotageAPI

/// Reads `region`: a box, a circle, or the polygons of a GeoJSON file.
struct RegionReader {
    let files: MediaFiles
    let problems: Problems

    func read(_ node: OptionNode?) -> Region? {
        guard let node else { return nil }
        let reader = ObjectReader(node, "the region", keys: ["bbox", "near", "polygon"], problems)
        let given = node.entries.filter { ["bbox", "near", "polygon"].contains($0.key) }
        guard given.count == 1, let key = given.first?.key else {
            problems.add(node.mark, "the region needs one of bbox, near and polygon")
            return nil
        }
        switch key {
        case "bbox": return box(reader)
        case "near": return circle(node["near"] ?? node)
        default: return reader.text("polygon").flatMap { polygons($0, node["polygon"]?.mark) }
        }
    }

    private func box(_ reader: ObjectReader) -> Region? {
        let ranges = [-180.0...180, -90...90, -180...180, -90...90]
        guard
            let numbers = reader.numbers(
                "bbox", in: ranges, form: "[west, south, east, north] in degrees")
        else { return nil }
        guard numbers[1] <= numbers[3] else {
            problems.add(
                reader.node["bbox"]?.mark,
                "the bbox's south, \(numbers[1]), lies north of its north, \(numbers[3])",
                hint: "the order is [west, south, east, north]")
            return nil
        }
        return .box(west: numbers[0], south: numbers[1], east: numbers[2], north: numbers[3])
    }

    private func circle(_ node: OptionNode) -> Region? {
        let reader = ObjectReader(node, "near", keys: ["lat", "lon", "radius_m"], problems)
        reader.require(["lat", "lon", "radius_m"])
        let latitude = reader.number("lat", in: -90...90)
        let longitude = reader.number("lon", in: -180...180)
        let radius = reader.number("radius_m", in: 1...20_000_000)
        guard let latitude, let longitude, let radius else { return nil }
        return .circle(center: Coordinate(latitude: latitude, longitude: longitude), radiusMeters: radius)
    }

    private func polygons(_ path: String, _ mark: SourceMark?) -> Region? {
        guard let data = FileManager.default.contents(atPath: files.resolve(path)) else {
            problems.add(mark, "the polygon file '\(path)' cannot be read", kind: .unreadable)
            return nil
        }
        do {
            let polygons = try GeoJSONPolygons.read(data)
            if !polygons.isEmpty { return .polygons(polygons) }
            problems.add(mark, "'\(path)' has no polygon", hint: "draw one in QGIS and save it as GeoJSON")
        } catch {
            problems.add(
                mark, "'\(path)' is no GeoJSON of polygons", hint: "draw one in QGIS and save it as GeoJSON")
        }
        return nil
    }
}

/// The polygons of a GeoJSON text (RFC 7946), whatever they are wrapped in.
enum GeoJSONPolygons {
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
