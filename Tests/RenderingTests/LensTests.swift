import Foundation
import Geodesy
import Rendering
import TestSupport
import Testing

/// Strips, tiles and the rig of four cameras.
struct LensTests {
    private let middle = Coordinate(latitude: 50, longitude: 8)

    /// A building from 20 m to 40 m to the north, 10 m wide and high.
    private func house() -> MapText {
        var map = MapText()
        map.box(west: -5, south: 20, east: 5, north: 40, ["building": "yes", "height": "10"])
        return map
    }

    private func strip(heading: Double) throws -> View {
        Renderer(try house().scene()).view(
            Camera(at: middle, headingDegrees: heading, lens: .panorama, width: 384, height: 64))
    }

    @Test func `a strip shows a wall where its angle is`() throws {
        let box = try #require(try strip(heading: 0).box(.building))
        // The wall's ends are atan(5 / 20) = 0.245 to each side: 14.97 of 384 / 2π columns in the radian.
        #expect(box.columns == 177...206)
        // 8.4 m up and 1.6 m down at 20 m: 25.67 and 4.89 rows of 384 / 2π for a tangent of 1.
        #expect(box.rows == 6...36)
    }

    @Test(arguments: [(90.0, 95.5), (180, 383.5), (270, 287.5), (45, 143.5)])
    func `a strip turns with the heading, and its ends look back`(heading: Double, column: Double) throws {
        let view = try strip(heading: heading)
        let shown = (0..<384).filter { view.viewClass(column: $0, row: 30) == .building }
        let sum = shown.reduce(SIMD2(0.0, 0.0)) { sum, column in
            let angle = (Double(column) + 0.5) * 2 * .pi / 384
            return sum + SIMD2(cos(angle), sin(angle))
        }
        let found = normalizedHeading(atan2(sum.y, sum.x) * 180 / .pi)
        #expect(shown.count == 30 && headingDifference(found, (column + 0.5) * 360 / 384) < 0.01)
    }

    @Test func `in a strip depth is the distance along the ground`() throws {
        let view = try strip(heading: 0)
        for column in [177, 185, 192, 200, 206] {
            let angle = (Double(column) + 0.5 - 192) * 2 * .pi / 384
            #expect(abs(Double(view.depthMeters(column: column, row: 30)) - 20 / cos(angle)) < 0.01)
        }
        #expect(view.depthMeters(column: 0, row: 0) == .infinity)
    }

    @Test(arguments: [1, 7, 100]) func `strips may have any number of columns`(width: Int) throws {
        let camera = Camera(at: middle, headingDegrees: 10, lens: .panorama, width: width, height: 20)
        let view = Renderer(try house().scene()).view(camera)
        #expect(view.count(.sky) + view.count(.ground) + view.count(.building) == width * 20)
    }

    @Test func `a tile shows what is highest, to scale and with the heading up`() throws {
        func tile(_ heading: Double) throws -> View {
            let camera = Camera(
                at: middle, heightMeters: 1_000, headingDegrees: heading, lens: .above(metersPerPixel: 2),
                width: 64, height: 48)
            return Renderer(try house().scene(), radiusMeters: 5).view(camera)
        }
        let north = try #require(try tile(0).box(.building))
        #expect(north.columns == 30...33 || north.columns == 29...34)
        #expect(north.rows == 4...13)
        let east = try #require(try tile(90).box(.building))
        #expect(east.columns == 12...21 || east.columns == 12...22 || east.columns == 11...21)
        let view = try tile(0)
        #expect(abs(view.depthMeters(column: 31, row: 8) - 990) < 0.01)
        #expect(abs(view.depthMeters(column: 5, row: 40) - 1_000) < 0.01)
        #expect(view.count(.sky) == 0)
    }

    @Test func `in a tile roofs and crowns are over roads, and bridges over what they cross`() throws {
        var map = MapText()
        map.line([(0, -100), (0, 100)], ["highway": "residential", "width": "6"])
        map.point(0, 20, ["natural": "tree", "height": "10"])
        map.line(
            [(-50, -20), (50, -20)], ["highway": "footway", "bridge": "yes", "layer": "1", "width": "4"])
        let view = Renderer(try map.scene()).view(
            Camera(
                at: middle, heightMeters: 100, headingDegrees: 0, lens: .above(metersPerPixel: 1), width: 65,
                height: 65))
        #expect(view.viewClass(column: 32, row: 12) == .vegetation)
        #expect(view.viewClass(column: 32, row: 52) == .path && view.viewClass(column: 32, row: 40) == .road)
        #expect(abs(view.depthMeters(column: 32, row: 52) - 95) < 0.01)
        #expect(abs(view.depthMeters(column: 32, row: 12) - 90) < 0.5)
    }

    @Test func `what is higher than the camera of a tile has the least depth`() throws {
        let view = Renderer(try house().scene()).view(
            Camera(at: middle, heightMeters: 4, headingDegrees: 0, lens: .above(metersPerPixel: 1)))
        #expect(abs(view.depthMeters(column: 48, row: 5) - 0.1) < 1e-4)
        #expect(abs(view.depthMeters(column: 48, row: 60) - 4) < 1e-3)
    }

    @Test func `a rig looks to the front, right, back and left`() throws {
        let renderer = Renderer(try house().scene())
        let camera = Camera(at: middle, headingDegrees: 270)
        #expect(camera.rig.map(\.headingDegrees) == [270, 0, 90, 180])
        #expect(camera.rig.map { renderer.view($0).count(.building) > 0 } == [false, true, false, false])
        #expect(camera.rig[0] == camera)
    }
}
