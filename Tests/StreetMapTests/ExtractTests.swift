import Foundation
import StreetMap
import TestSupport
import Testing

/// Real extracts, held against what `osmium fileinfo -e` and `osmium tags-filter` (1.15) say of them.
@Suite(.enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"))
struct ExtractTests {
    struct Extract: Sendable {
        var name: String
        var nodes, ways, relations, buildings, highways: Int
    }

    @Test(arguments: [
        Extract(
            name: "baltimore.osm.pbf", nodes: 51385, ways: 7230, relations: 167, buildings: 1738,
            highways: 3844),
        Extract(
            name: "kaiserslautern_cc.osm.gz", nodes: 11680, ways: 2638, relations: 95, buildings: 1962,
            highways: 573),
        Extract(
            name: "krems.osm.gz", nodes: 15042, ways: 2402, relations: 73, buildings: 1195, highways: 838),
        Extract(
            name: "liechtenstein.osm.pbf", nodes: 142832, ways: 15247, relations: 358, buildings: 8998,
            highways: 4660),
        Extract(
            name: "monaco_full_buildings.osm.pbf", nodes: 180118, ways: 27377, relations: 212,
            buildings: 23373, highways: 2927),
        Extract(
            name: "monaco_lz4.osm.pbf", nodes: 25423, ways: 4106, relations: 243, buildings: 1207,
            highways: 2381),
        Extract(
            name: "nyc_lower_east_side.osm.pbf", nodes: 11715, ways: 2102, relations: 133, buildings: 1383,
            highways: 467),
        Extract(name: "osmnx_small.osm", nodes: 281, ways: 56, relations: 3, buildings: 34, highways: 19),
        Extract(
            name: "tiny_one_way_dead_end.osm.pbf", nodes: 1154, ways: 89, relations: 3, buildings: 5,
            highways: 68),
        Extract(
            name: "west_oakland.osm.bz2", nodes: 446, ways: 66, relations: 23, buildings: 23, highways: 31),
    ])
    func `counts agree with those of osmium`(extract: Extract) throws {
        let map = try MapFile(path: PackageFolder.sharedData.path + "/osm/" + extract.name).read()
        #expect(map.counts.nodes == extract.nodes)
        #expect(map.counts.ways == extract.ways)
        #expect(map.counts.relations == extract.relations)
        #expect(map.counts.taggedBuildings == extract.buildings)
        #expect(map.counts.taggedHighways == extract.highways)
        #expect(!map.roads.isEmpty && !map.buildings.isEmpty)
        // Hardly a building is lost on the way: rings that are not closed, and outlines with parts.
        #expect(Double(map.buildings.count) > 0.9 * Double(extract.buildings))
    }

    @Test func `a real extract that ends too early is one clear error`() throws {
        let folder = try TemporaryFolder()
        let whole = try Data(
            contentsOf: URL(filePath: PackageFolder.sharedData.path + "/osm/liechtenstein.osm.pbf"))
        for count in [100, 300_000, whole.count - 1] {
            try whole.prefix(count).write(to: URL(filePath: folder.path("cut.osm.pbf")))
            #expect(throws: (any Error).self) { try MapFile(path: folder.path("cut.osm.pbf")).read() }
        }
    }
}
