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
        do throws(PilotageError) {
            return try PolygonFile.region(path: files.resolve(path), shownAs: path)
        } catch {
            problems.add(mark, error.message, hint: error.hint, kind: error.kind)
            return nil
        }
    }
}
