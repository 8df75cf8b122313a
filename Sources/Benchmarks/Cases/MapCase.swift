import Foundation
import Geodesy
import PilotageAPI
import Rendering
import StreetMap
import Tensors

/// Reading a map, and drawing what cameras see of it.
enum MapCase {
    static let benchmark = BenchmarkCase(
        name: "map", summary: "reading Liechtenstein, views of dense Monaco, and galleries of it, one thread",
        run: run)

    // A column-wise ray caster over a grid of walls, in compiled Python, reaches 2,600-3,100 and 670-910 on this kind of machine.
    private static let promisedViews = 4_000.0
    private static let promisedFootage = 1_000.0
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
        return [
            Figure(
                name: "map.read", what: "Liechtenstein, 143,000 nodes", ours: .time(read[0]), peerName: "",
                peer: nil, ratio: nil, target: .atMost(promisedSeconds * 1000)),
            rate("map.views", "classes and depth", views.classes, promisedViews),
            rate("map.footage", "camera style, compressed", views.footage, promisedFootage),
        ] + (try MapGalleryCase.figures(bench, folder))
    }

    private static func rate(_ name: String, _ what: String, _ views: Double, _ promised: Double) -> Figure {
        Figure(
            name: name, what: "\(what), 96 x 64, 200 m around, Monaco",
            ours: Figure.Quantity(value: views, unit: "views/s", digits: 0), peerName: "", peer: nil,
            ratio: nil, target: .atLeast(promised))
    }

    /// Views a second at places of the old town.
    private static func views(_ folder: String, rounds: Int) throws -> (classes: Double, footage: Double) {
        let center = Coordinate(latitude: 43.7345, longitude: 7.4205)
        let map = try MapFile(path: folder + "/monaco_full_buildings.osm.pbf").read(
            region: .circle(center: center, radiusMeters: 900))
        let renderer = MapRenderer(map, look: .footage(seed: 1), radiusMeters: 200)
        let places = try PlaceSampler(region: .circle(center: center, radiusMeters: 500)).places(of: map)
        let cameras = evenlySpread(400, of: places.count).map { index in
            Camera(
                at: places[index].coordinate, heightMeters: 2.5, headingDegrees: places[index].headingDegrees)
        }
        var shown = 0
        let times = try interleaved(
            rounds: rounds,
            [
                { for camera in cameras { shown += renderer.view(camera).width } },
                {
                    for (shot, camera) in cameras.enumerated() {
                        shown += renderer.picture(camera, shot: Shot(seed: UInt64(shot))).width
                    }
                },
            ])
        return (Double(cameras.count) / times[0], Double(cameras.count) / times[1])
    }
}
