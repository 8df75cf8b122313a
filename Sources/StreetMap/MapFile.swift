internal import COsmium
internal import Foundation
public import Geodesy
internal import PilotageAPI

/// Reads extracts of OpenStreetMap: `.osm.pbf`, `.osm`, `.osm.gz`, `.osm.bz2`.
public struct MapFile: Sendable {
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
        let map = try MapReading(name: path).map(heights) { sink, counts, message, capacity in
            osm_read(path, format, MapReading.mostNodes, sink, counts, message, capacity)
        }
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
        if size > Self.mostBytes { throw MapReading(name: path).tooLarge("\(size >> 20) MiB") }
    }

    private var resolved: String { URL(filePath: path).resolvingSymlinksInPath().path }
}
