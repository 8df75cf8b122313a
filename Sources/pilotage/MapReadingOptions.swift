import ArgumentParser
import Geodesy
import Manifests
import PilotageAPI
import StreetMap

/// What of a map is read, and how high its buildings are taken to be.
struct MapReadingOptions: ParsableArguments {
    // A value may begin with a minus: west of Greenwich and south of the equator degrees are negative.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Use only this part of the map, in degrees; west greater than east spans the antimeridian.",
            valueName: "west,south,east,north"))
    var bbox: String?
    @Option(
        help: ArgumentHelp(
            "Use only what lies in the polygons of a GeoJSON file.", valueName: "file.geojson"))
    var polygon: String?
    @Option(
        help: ArgumentHelp(
            """
            Heights in meters of buildings that have none in the map: 'typical' (towns of Europe), or a list such as \
            house=6,apartments=18,other=9. 'level' is the height of a level, 'scale' multiplies all.
            """, valueName: "heights"))
    var heights: String = "typical"

    func validate() throws {
        do {
            _ = try (box(), buildingHeights())
        } catch let error as PilotageError {
            let hint = error.hint.map { " (\($0))" } ?? ""
            throw ValidationError("\(error.place.joined(separator: " ")): \(error.message)\(hint).")
        }
        if bbox != nil, polygon != nil { throw ValidationError("--bbox and --polygon exclude each other.") }
    }

    /// Reads a map, and cuts it to the region that is asked for.
    ///
    /// - Parameter marginMeters: how far around the region features are kept as well, for they are seen from its edge.
    /// - Throws: `PilotageError`, also where nothing of the map lies in the region, or nothing in it can be seen.
    func read(_ path: String, marginMeters: Double) throws -> (map: StreetMap, region: Region?) {
        let region = try region()
        let map = try MapFile(path: path).read(heights: buildingHeights())
        guard let box = map.box else {
            throw PilotageError(.invalid, "nothing in the map can be seen or traveled on", place: [path])
        }
        guard let region else { return (map, nil) }
        if case .box(let west, let south, let east, let north) = region, west > east, box[0] <= box[2] {
            throw PilotageError(
                .invalid, "the west, \(shortest(west)), lies east of the east, \(shortest(east))",
                place: ["--bbox"],
                hint: "a map that does not span the antimeridian needs it the other way round: "
                    + [east, south, west, north].map(shortest).joined(separator: ","))
        }
        guard !map.clipped(to: region).isEmpty else {
            let numbers = box.map { fixed($0, digits: 5) }.joined(separator: ",")
            throw PilotageError(
                .invalid, "nothing of the map lies in the region", place: [path],
                hint: "the map reaches over --bbox \(numbers)")
        }
        return (map.clipped(to: region, marginMeters: marginMeters), region)
    }

    private func buildingHeights() throws -> BuildingHeights {
        do { return try BuildingHeights(parsing: heights) } catch let error as PilotageError {
            throw error.at("--heights")
        }
    }

    private func region() throws -> Region? {
        guard let polygon else { return try box() }
        return try PolygonFile.region(path: polygon, shownAs: polygon)
    }

    private func box() throws -> Region? {
        guard let bbox else { return nil }
        func wrong(_ message: String) -> PilotageError {
            PilotageError(
                .invalid, message, place: ["--bbox"], hint: "the order is west,south,east,north in degrees")
        }
        let words = bbox.split { $0 == "," || $0.isWhitespace }
        guard words.count == 4 else { throw wrong("'\(bbox)' must be four numbers between commas") }
        let numbers = try zip(words, [180.0, 90, 180, 90]).map { word, limit in
            guard let number = Double(word), (-limit...limit).contains(number) else {
                throw wrong("'\(word)' must be \(Int(-limit)) to \(Int(limit))")
            }
            return number
        }
        guard numbers[1] <= numbers[3] else {
            throw wrong("the south, \(numbers[1]), lies north of the north, \(numbers[3])")
        }
        return .box(west: numbers[0], south: numbers[1], east: numbers[2], north: numbers[3])
    }
}
