import Foundation
import PilotageAPI
import StreetMap
import TestSupport
import Testing

struct MapFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func error(_ name: String, _ bytes: Data) throws -> PilotageError? {
        try bytes.write(to: URL(filePath: folder.path(name)))
        return #expect(throws: PilotageError.self) { try MapFile(path: folder.path(name)).read() }
    }

    @Test(arguments: ["empty.osm", "empty.osm.pbf", "empty.osm.gz", "empty.osm.bz2"])
    func `an empty file is damaged`(name: String) throws {
        let error = try error(name, Data())
        #expect(error?.kind == .damaged || error?.kind == .unreadable)
        #expect(error?.place == [folder.path(name)])
    }

    @Test(arguments: ["other.osm", "other.osm.pbf", "other.osm.gz", "other.osm.bz2"])
    func `a file that is no map is damaged`(name: String) throws {
        let error = try error(name, Data("{\"type\": \"FeatureCollection\", \"features\": []}\n".utf8))
        #expect(error?.kind == .damaged || error?.kind == .unreadable)
        #expect(error?.cause?.isEmpty == false)
    }

    @Test func `a map that ends too early is damaged`() throws {
        var small = SmallMap()
        small.way([1, 2], ["highway": "residential"])
        let error = try error("cut.osm", Data(small.file.utf8.dropLast(40)))
        #expect(error?.kind == .damaged && error?.hint?.contains("osmium fileinfo") == true)
    }

    @Test func `other suffixes are refused with those that are read`() {
        let error = #expect(throws: PilotageError.self) { try MapFile(path: "town.geojson") }
        #expect(error?.kind == .unsupported && error?.hint?.contains(".osm.pbf") == true)
        #expect(MapFile.isMap("a/TOWN.OSM.PBF") && !MapFile.isMap("town.mp4"))
    }

    @Test func `a missing file and a folder are unreadable`() throws {
        let missing = #expect(throws: PilotageError.self) {
            try MapFile(path: folder.path("gone.osm")).read()
        }
        #expect(missing?.kind == .unreadable)
        try FileManager.default.createDirectory(
            atPath: folder.path("folder.osm"), withIntermediateDirectories: false)
        let other = #expect(throws: PilotageError.self) {
            try MapFile(path: folder.path("folder.osm")).read()
        }
        #expect(other?.kind == .unreadable)
    }

    @Test func `a huge file is refused before it is read, with the way to cut it`() throws {
        let path = folder.path("planet.osm.pbf")
        try Data().write(to: URL(filePath: path))
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 3 << 30)
        let error = #expect(throws: PilotageError.self) { try MapFile(path: path).read() }
        #expect(error?.kind == .unsupported && error?.hint?.contains("osmium extract --bbox") == true)
    }

    /// A street between two nodes, compressed by Python's gzip and bz2.
    private static let compressed = [
        "street.osm.gz":
            "H4sIAAAAAAAC/22PTQ7CIBBGr8JuVgJtonYBdOcJ9ABEkBIpJED8ub2Dm2LiZjLfl/cmGTG/1kAeNhefooSB"
            + "ciA2XpPx0Um4nE+7CWYlUlk3iNMDKBGTscQbdKDzgQRdJezxTGjFBKxDx78o5Xzo8ad+f+njD41nDMn21na2"
            + "hbGFqh25S1i8W1BGTUK2xRsbq9ehEQx7nPiH+gBfreCf8wAAAA==",
        "street.osm.bz2":
            "QlpoOTFBWSZTWYB0/GMAACsfgECD88eBAAYAL++d4CAAkQyppo0ZPUAAaAAMRSGmnpNPQ0mjCNMIrhx6cC8L"
            + "NHPtAJdFT45PGZWAl63c3TdRQRaK7Q7TMEgAyNkgR8NeLBm1DOJfdrvd8GSwQaOOT06YDc1FzqEojYaNEh9B"
            + "+nnhKmg77wYh5UMA44qJS0JAFTj5ZFgivaKpAayGhAxzAVUy4Rn8XckU4UJCAdPxjA==",
    ]

    @Test(arguments: ["street.osm.gz", "street.osm.bz2"])
    func `compressed files are read, and damaged where they end too early`(name: String) throws {
        let bytes = try #require(Self.compressed[name].flatMap { Data(base64Encoded: $0) })
        try bytes.write(to: URL(filePath: folder.path(name)))
        let map = try MapFile(path: folder.path(name)).read()
        #expect(map.roads.map(\.object.number) == [7] && map.counts.nodes == 2)
        for count in [20, bytes.count / 2, bytes.count - 12] {
            let error = try error(name, bytes.prefix(count))
            #expect(error?.kind == .damaged || error?.kind == .unreadable, "\(count) bytes")
        }
    }

    @Test func `nodes that an extract lacks split a road`() throws {
        var small = SmallMap()
        small.way([1, 2, 3, 777, 4, 5, 778, 6], ["highway": "residential"])
        #expect(try small.read().roads.map(\.nodes) == [[1, 2, 3], [4, 5]])
    }

    @Test func `tags of all the world's letters are kept`() throws {
        var small = SmallMap()
        small.way([1, 2], ["highway": "residential", "name": "Дубровник ulica 東京"])
        #expect(try small.read().roads.first?.name == "Дубровник ulica 東京")
    }
}
