import Foundation
import Geodesy
import PilotageAPI
import Rendering
import StreetMap
import Tensors

/// Reading a map, and drawing what cameras see of it.
enum MapCase {
    static let benchmark = BenchmarkCase(
        name: "map", summary: "reading Liechtenstein, and views of dense Monaco, one thread", run: run)

    /// Views a second of a column-wise ray caster over a grid of walls, in Python compiled by Numba, on this kind of machine.
    private static let promisedViews = 4_000.0
    private static let promisedPictures = 1_000.0
    private static let promisedSeconds = 1.0

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let folder = Workbench.sharedData + "/osm"
        guard FileManager.default.fileExists(atPath: folder) else {
            throw BenchmarkError("it needs extracts of OpenStreetMap in \(folder)")
        }
        let rounds = bench.rounds(9)
        let read = try interleaved(
            rounds: rounds, [{ _ = try MapFile(path: folder + "/liechtenstein.osm.pbf").read() }])
        let views = try views(folder, rounds: rounds)
        let pictures = try pictures(folder, rounds: rounds)
        return [
            Figure(
                name: "map.read", what: "Liechtenstein, 143,000 nodes", ours: .time(read[0]), peerName: "",
                peer: nil, ratio: nil, target: .atMost(promisedSeconds * 1000)),
            Figure(
                name: "map.views", what: "classes and depth, 96 x 64, 200 m around, Monaco",
                ours: Figure.Quantity(value: views, unit: "views/s", digits: 0), peerName: "", peer: nil,
                ratio: nil, target: .atLeast(promisedViews)),
            Figure(
                name: "map.footage", what: "pictures as of a camera, 96 x 64, 200 m around, Monaco",
                ours: Figure.Quantity(value: pictures, unit: "pictures/s", digits: 0), peerName: "",
                peer: nil, ratio: nil, target: .atLeast(promisedPictures)),
        ]
    }

    /// Middle of the old town.
    private static let center = Coordinate(latitude: 43.7345, longitude: 7.4205)

    private static func oldTown(_ folder: String) throws -> StreetMap {
        try MapFile(path: folder + "/monaco_full_buildings.osm.pbf").read(
            region: .circle(center: center, radiusMeters: 900))
    }

    private static func cameras(_ map: StreetMap) -> [Camera] {
        let places = PlaceSampler(region: .circle(center: center, radiusMeters: 500)).places(of: map)
        return evenlySpread(400, of: places.count).map { index in
            Camera(
                at: places[index].coordinate, heightMeters: 2.5, headingDegrees: places[index].headingDegrees)
        }
    }

    /// Pictures a second at the same places, each of a take of its own, compression included.
    private static func pictures(_ folder: String, rounds: Int) throws -> Double {
        let map = try oldTown(folder)
        let renderer = MapRenderer(map, look: .footage(seed: 7), radiusMeters: 200)
        let cameras = cameras(map)
        var shown = 0
        let times = try interleaved(
            rounds: rounds,
            [
                {
                    for (index, camera) in cameras.enumerated() {
                        shown += renderer.picture(camera, shot: Shot(seed: UInt64(index))).width
                    }
                }
            ])
        return Double(cameras.count) / times[0]
    }

    /// Views a second at places of the old town.
    private static func views(_ folder: String, rounds: Int) throws -> Double {
        let map = try oldTown(folder)
        let renderer = Renderer(SceneBuilder.scene(of: map, origin: center), radiusMeters: 200)
        let cameras = cameras(map)
        var shown = 0
        let times = try interleaved(
            rounds: rounds, [{ for camera in cameras { shown += renderer.view(camera).width } }])
        return Double(cameras.count) / times[0]
    }
}
