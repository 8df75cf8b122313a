internal import COsmium
internal import PilotageAPI

/// One reading of a map, from a file or from memory.
struct MapReading {
    /// What is held of a node while reading takes about 16 bytes, so this is about a gigabyte.
    static let mostNodes: UInt64 = 60_000_000

    /// What messages call the map.
    let name: String

    /// The library's function that reads, with its sink, counts, and room for a message.
    typealias Read = (
        UnsafePointer<osm_sink>, UnsafeMutablePointer<osm_counts>, UnsafeMutablePointer<CChar>, Int
    ) -> osm_read_result

    /// All that can be seen or traveled on.
    func map(_ heights: BuildingHeights, _ read: Read) throws -> StreetMap {
        let taker = MapTaker(heights: heights)
        var counts = osm_counts()
        var message = [CChar](repeating: 0, count: 512)
        var sink = taker.sink
        let result = read(&sink, &counts, &message, message.count)
        let cause = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        switch result {
        case OSM_READ_DONE: return taker.finish(counts)
        case OSM_READ_UNREADABLE:
            throw PilotageError(.unreadable, "the map cannot be read", place: [name], cause: cause)
        case OSM_READ_TOO_LARGE: throw tooLarge("more than \(Self.mostNodes / 1_000_000) million nodes")
        default:
            throw PilotageError(
                .damaged, "not a map of OpenStreetMap, or damaged", place: [name], cause: cause,
                hint: "'osmium fileinfo -e \(name)' says what is left of it")
        }
    }

    func tooLarge(_ size: String) -> PilotageError {
        PilotageError(
            .unsupported, "\(size) are more than a map may have", place: [name],
            hint:
                "cut out what is needed: osmium extract --bbox WEST,SOUTH,EAST,NORTH \(name) -o part.osm.pbf")
    }
}

extension StreetMap {
    /// Reads OpenStreetMap's XML from memory.
    ///
    /// - Parameters:
    ///   - name: what messages call it.
    ///   - heights: how high untagged buildings are taken to be.
    /// - Throws: `PilotageError`: `damaged`, or `unsupported` for a map that is too large.
    public init(xml: String, name: String, heights: BuildingHeights = .typical) throws {
        var text = xml
        self = try text.withUTF8 { bytes in
            try bytes.withMemoryRebound(to: CChar.self) { text in
                try MapReading(name: name).map(heights) { sink, counts, message, capacity in
                    osm_read_text(
                        text.baseAddress, text.count, MapReading.mostNodes, sink, counts, message, capacity)
                }
            }
        }
    }
}
