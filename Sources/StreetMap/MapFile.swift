internal import COsmium
internal import Foundation
public import Geodesy
internal import PilotageAPI

/// Reads extracts of OpenStreetMap: `.osm.pbf`, `.osm`, `.osm.gz`, `.osm.bz2`.
public struct MapFile: Sendable {
    /// What is held of a node while reading takes about 16 bytes, so this is about a gigabyte.
    private static let mostNodes: UInt64 = 60_000_000
    /// Larger files, planets and continents, are refused before they are read for hours.
    private static let mostBytes = 2 << 30
    private static let formats = [".osm.pbf", ".pbf", ".osm.gz", ".osm.bz2", ".osm"]

    private let path: String
    private let format: String

    /// A file of one of the known suffixes.
    ///
    /// - Throws: `PilotageError` `unsupported`.
    public init(path: String) throws {
        self.path = path
        guard let suffix = Self.formats.first(where: { path.lowercased().hasSuffix($0) }) else {
            throw PilotageError(
                .unsupported, "not a map that can be read", place: [path],
                hint: "extracts of OpenStreetMap end in .osm.pbf, .osm, .osm.gz or .osm.bz2")
        }
        format = suffix == ".osm.pbf" ? "pbf" : String(suffix.dropFirst())
    }

    /// Whether a path ends as maps do.
    public static func isMap(_ path: String) -> Bool {
        formats.contains { path.lowercased().hasSuffix($0) }
    }

    /// Reads all that can be seen or traveled on.
    ///
    /// The file is read twice, and memory is bounded by its objects, however far apart they lie: about 16 bytes a node while
    /// reading, and 16 to 24 bytes for every point of a feature that is kept.
    ///
    /// - Parameters:
    ///   - heights: how high untagged buildings are taken to be.
    ///   - region: what does not reach into it is left out; nil for nothing.
    ///   - marginMeters: how far around the region features are kept as well, for they are seen from its edge.
    /// - Throws: `PilotageError`: `unreadable`, `damaged`, or `unsupported` for a file that is too large.
    public func read(
        heights: BuildingHeights = .typical, region: Region? = nil, marginMeters: Double = 0
    ) throws -> StreetMap {
        try checkSize()
        let taker = MapTaker(heights: heights)
        var counts = osm_counts()
        var message = [CChar](repeating: 0, count: 512)
        var sink = taker.sink
        let result = osm_read(path, format, Self.mostNodes, &sink, &counts, &message, message.count)
        let cause = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        switch result {
        case OSM_READ_DONE: break
        case OSM_READ_UNREADABLE:
            throw PilotageError(.unreadable, "the map cannot be read", place: [path], cause: cause)
        case OSM_READ_TOO_LARGE: throw tooLarge("more than \(Self.mostNodes / 1_000_000) million nodes")
        default:
            throw PilotageError(
                .damaged, "not a map of OpenStreetMap, or damaged", place: [path], cause: cause,
                hint: "'osmium fileinfo -e \(path)' says what is left of it")
        }
        let map = taker.finish(counts)
        return region.map { map.clipped(to: $0, marginMeters: marginMeters) } ?? map
    }

    private func checkSize() throws {
        let file: [FileAttributeKey: Any]
        do { file = try FileManager.default.attributesOfItem(atPath: resolved) } catch {
            throw PilotageError(.unreadable, "no such file", place: [path], cause: error.localizedDescription)
        }
        // A pipe or a device could keep its reader waiting forever.
        guard file[.type] as? FileAttributeType == .typeRegular else {
            throw PilotageError(.unreadable, "a map is a plain file, but this is none", place: [path])
        }
        let size = file[.size] as? Int ?? 0
        if size > Self.mostBytes { throw tooLarge("\(size >> 20) MiB") }
    }

    private var resolved: String { URL(filePath: path).resolvingSymlinksInPath().path }

    private func tooLarge(_ size: String) -> PilotageError {
        PilotageError(
            .unsupported, "\(size) are more than a map may have", place: [path],
            hint:
                "cut out what is needed: osmium extract --bbox WEST,SOUTH,EAST,NORTH \(path) -o part.osm.pbf")
    }
}
