import Foundation
import Geodesy
import Rendering
import StreetMap
import Tensors
import TestSupport
import Testing

/// Views of real places against the slow reference.
@Suite(.enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"))
struct RealPlacesTests {
    @Test(arguments: [
        "monaco_full_buildings.osm.pbf", "kaiserslautern_cc.osm.gz", "nyc_lower_east_side.osm.pbf",
    ])
    func `class and depth agree with the reference`(name: String) throws {
        let map = try MapFile(path: PackageFolder.sharedData.path + "/osm/" + name).read()
        let places = try PlaceSampler(builtUpMeters: 30).places(of: map)
        var generator = SeededGenerator(seed: 8)
        var (alike, all) = (0, 0)
        for _ in 0..<4 {
            let place = places[Int(generator.uniform() * Double(places.count))]
            let part = map.clipped(to: .circle(center: place.coordinate, radiusMeters: 700))
            let scene = SceneBuilder.scene(of: part, origin: place.coordinate)
            let camera = Camera(
                at: place.coordinate, heightMeters: 2.5, headingDegrees: place.headingDegrees, width: 48,
                height: 32)
            let view = Renderer(scene, radiusMeters: 2_000).view(camera)
            let reference = RayCaster(scene, origin: place.coordinate, near: place.coordinate, radius: 2_000)
            for column in 0..<48 {
                for row in 0..<32 {
                    let expected = reference.look(camera, column: column, row: row)
                    let depth = Double(view.depthMeters(column: column, row: row))
                    let isNear = depth == expected.depth || abs(depth / expected.depth - 1) < 0.01
                    all += 1
                    alike += view.viewClass(column: column, row: row) == expected.viewClass && isNear ? 1 : 0
                }
            }
        }
        let share = Double(alike) / Double(all)
        #expect(share >= 0.995, "\(share)")
    }
}
