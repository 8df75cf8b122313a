import Geodesy
import Rendering
import TestSupport
import Testing

/// Views of a drawn street against the slow reference, with every lens and however the camera is held.
struct ReferenceTests {
    private func agreement(_ camera: Camera, _ map: MapText = .street()) throws -> Double {
        let scene = try map.scene()
        let view = Renderer(scene, radiusMeters: 500).view(camera)
        let reference = RayCaster(scene, origin: map.origin, near: map.origin, radius: 500)
        var alike = 0
        for column in 0..<camera.width {
            for row in 0..<camera.height {
                let expected = reference.look(camera, column: column, row: row)
                let depth = Double(view.depthMeters(column: column, row: row))
                let isNear = depth == expected.depth || abs(depth / expected.depth - 1) < 0.01
                alike += view.viewClass(column: column, row: row) == expected.viewClass && isNear ? 1 : 0
            }
        }
        return Double(alike) / Double(camera.width * camera.height)
    }

    private func camera(_ heading: Double, _ change: (inout Camera) -> Void) -> Camera {
        var camera = Camera(
            at: Coordinate(latitude: 50, longitude: 8), heightMeters: 2.5, headingDegrees: heading)
        change(&camera)
        return camera
    }

    @Test(arguments: [
        (0.0, 0.0, 0.0), (75, 0, 0), (200, 12, 0), (300, -25, 0), (10, 0, 8), (120, 20, -30), (250, -60, 90),
        (330, 80, 180), (45, -89, 0),
    ])
    func `class and depth agree with the reference however the camera is held`(
        heading: Double, pitch: Double, roll: Double
    ) throws {
        let camera = camera(heading) {
            $0.pitchDegrees = pitch
            $0.rollDegrees = roll
        }
        #expect(try agreement(camera) >= 0.995)
    }

    @Test(arguments: [0.0, 137]) func `strips agree with the reference all around`(heading: Double) throws {
        let camera = camera(heading) {
            $0.lens = .panorama
            $0.width = 384
        }
        // A tenth of a pixel is wrong along the outlines of what is seen, and these are many.
        #expect(try agreement(camera) >= 0.985)
    }

    @Test(arguments: [0.0, 90, 211.5]) func `tiles agree with the reference`(heading: Double) throws {
        let camera = camera(heading) {
            $0.lens = .above(metersPerPixel: 1.25)
            $0.heightMeters = 1_000
            $0.width = 101
        }
        #expect(try agreement(camera) >= 0.995)
    }

    @Test func `the reference itself can tell a street from another one`() throws {
        let scene = try MapText.street().scene()
        let view = Renderer(scene).view(camera(0) { _ in })
        var other = MapText()
        other.box(west: -5, south: 20, east: 5, north: 40, ["building": "yes", "height": "10"])
        let reference = RayCaster(try other.scene(), origin: other.origin, near: other.origin, radius: 500)
        let alike = (0..<96).count { column in
            reference.look(camera(0) { _ in }, column: column, row: 30).viewClass
                == view.viewClass(column: column, row: 30)
        }
        #expect(alike < 90)
    }
}
