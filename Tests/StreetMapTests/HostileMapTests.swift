import Foundation
import Geodesy
import PilotageAPI
import StreetMap
import TestSupport
import Testing

struct HostileMapTests {
    private func read(_ bytes: Data) throws -> StreetMap {
        let folder = try TemporaryFolder()
        try bytes.write(to: URL(filePath: folder.path("small.osm.pbf")))
        return try MapFile(path: folder.path("small.osm.pbf")).read()
    }

    private func street(_ tags: [(key: String, value: String)]) -> SmallPBF {
        var small = SmallPBF()
        small.node(1, latitude: 500_000_000, longitude: 80_000_000)
        small.node(2, latitude: 500_010_000, longitude: 80_000_000)
        small.way(7, [1, 2], [("highway", "residential")] + tags)
        return small
    }

    @Test func `a file of the binary format is read`() throws {
        let map = try read(street([("name", "Hauptstraße")]).file)
        #expect(map.roads.map(\.name) == ["Hauptstraße"] && map.roads[0].object == MapObject(.way, 7))
        #expect(map.roads[0].line[1] == Coordinate(latitude: 50.001, longitude: 8))
    }

    @Test(arguments: [
        (key: "name", value: "Haupt\0straße"), (key: "na\0me", value: "Hauptstraße"),
        (key: "name", value: "\0"),
        (key: "na\0me", value: "Haupt\0straße"), (key: "\0", value: "\0\0\0"),
    ])
    func `a text with a zero byte is one clear error`(tag: (key: String, value: String)) {
        let error = #expect(throws: PilotageError.self) { try read(street([tag]).file) }
        #expect(error?.kind == .damaged && error?.cause?.contains("zero byte") == true)
    }

    @Test func `a binary file that ends too early is damaged wherever it ends`() throws {
        let whole = street([]).file
        for count in 1..<whole.count where count != headerCount {
            let error = #expect(throws: PilotageError.self) { try read(whole.prefix(count)) }
            #expect(error?.kind == .damaged, "\(count) bytes")
        }
    }

    /// The file's first block alone is a whole file, an empty one.
    private var headerCount: Int {
        let whole = street([]).file
        return whole.range(of: Data("OSMData".utf8)).map { $0.lowerBound - 6 } ?? 0
    }

    @Test func `a binary file with any one byte changed is read or refused, and nothing else`() throws {
        let whole = street([("name", "Hauptstraße")]).file
        for index in whole.indices {
            for change in [1, 0x80, 0xFF] as [UInt8] {
                var bytes = whole
                bytes[index] ^= change
                do { _ = try read(bytes) } catch is PilotageError {}
            }
        }
    }

    @Test func `a road is cut where it leaps, and a leap is no road`() throws {
        var small = SmallMap()
        small.node(200, east: 0.5, north: 0, [:])
        small.node(201, east: 0.2, north: 0, [:])
        small.way([1, 2, 200, 3, 4], ["highway": "residential"])
        small.way([1, 200], ["highway": "residential"])
        // 14 km are much, but not too much.
        small.way([1, 201], ["highway": "residential"])
        #expect(try small.read().roads.map(\.nodes) == [[1, 2], [3, 4], [1, 201]])
    }

    @Test func `an area with an edge across a country is dropped`() throws {
        var small = SmallMap()
        small.node(200, east: 0.5, north: 0.5, [:])
        small.way([1, 2, 200, 1], ["natural": "water"])
        small.way([1, 2, 200, 1], ["building": "yes"])
        small.way([1, 2, 12, 1], ["natural": "water"])
        let map = try small.read()
        #expect(map.areas.map(\.object.number) == [3] && map.buildings.isEmpty)
    }

    @Test func `a node that is repeated counts once`() throws {
        #expect(
            try SmallMap.with([1, 1, 2, 2, 2, 3], ["highway": "residential"]).roads[0].nodes == [1, 2, 3])
        #expect(try SmallMap.with([1, 1, 1], ["highway": "residential"]).roads.isEmpty)
    }

    @Test func `far more places than can be held are refused before they are made`() throws {
        var small = SmallMap()
        small.node(200, east: 0.2, north: 0, [:])
        // To and fro over 14 km, 2000 times: nearly three million places each way.
        small.way((0..<2000).map { $0.isMultiple(of: 2) ? 1 : 200 }, ["highway": "residential"])
        let map = try small.read()
        var sampler = PlaceSampler()
        sampler.mostPlaces = 1_000
        let error = #expect(throws: PilotageError.self) { try sampler.places(of: map) }
        #expect(error?.message.contains("more than 1000 places") == true)
        #expect(error?.hint?.contains("smaller region") == true)
        // Nor are they looked for where none can be.
        sampler.region = .circle(center: Coordinate(latitude: 0, longitude: 0), radiusMeters: 1)
        #expect(throws: PilotageError.self) { try sampler.places(of: map) }
    }

    @Test func `a crossing of a hundred streets leads on to 64 of them`() throws {
        var small = SmallMap()
        for node in 1...100 where node != 45 { small.way([node, 45], ["highway": "residential"]) }
        let places = try PlaceSampler().places(of: small.read())
        #expect(places.map(\.next.count).max() == 64)
        #expect(places.allSatisfy { $0.next == $0.next.sorted() && Set($0.next).count == $0.next.count })
    }

    @Test func `thousands of crossings without a place end the search`() throws {
        var small = SmallMap()
        // A thicket of short pieces, all of which meet all others.
        for number in 0..<60 {
            small.node(200 + number, east: Double(number) * 1e-6, north: Double(number % 7) * 1e-6, [:])
        }
        for one in 0..<60 {
            for other in 0..<one { small.way([200 + one, 200 + other], ["highway": "residential"]) }
        }
        small.way([200, 1], ["highway": "residential"])
        small.way([259, 2], ["highway": "residential"])
        let places = try PlaceSampler().places(of: small.read())
        #expect(places.allSatisfy { $0.next.allSatisfy(places.indices.contains) })
    }
}
