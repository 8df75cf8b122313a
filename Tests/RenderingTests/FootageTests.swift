import Geodesy
import PilotageAPI
import Rendering
import StreetMap
import TestSupport
import Testing

/// Pictures of maps as footage could show them.
struct FootageTests {
    /// A street to the north with houses on both sides, trees and a river.
    private static func street() -> MapText {
        var map = MapText()
        map.line([(0, -120), (0, 250)], ["highway": "residential", "width": "8"])
        for number in 0..<8 {
            let south = Double(number) * 25 - 60
            map.box(west: -26, south: south, east: -9, north: south + 24, ["building": "apartments"])
            map.box(west: 9, south: south, east: 24, north: south + 20, ["building": "house", "height": "9"])
        }
        map.point(-7, 20, ["natural": "tree"])
        map.line([(-60, 160), (60, 160)], ["waterway": "river"])
        return map
    }

    private static func camera(heading: Double = 0, height: Double = 1.6, width: Int = 96, _ rows: Int = 64)
        -> Camera
    {
        Camera(
            at: MapText().origin, heightMeters: height, headingDegrees: heading, width: width, height: rows)
    }

    /// How much two pictures differ, in levels of 255.
    private static func difference(_ one: Image, _ other: Image) -> Double {
        let sum = zip(one.samples, other.samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(one.samples.count)
    }

    @Test func `the same seeds give the same bytes, on any thread`() async throws {
        let map = try Self.street().readMap()
        let first = MapRenderer(map, look: .footage(seed: 3)).picture(Self.camera(), shot: Shot(seed: 4))
        let renderer = MapRenderer(map, look: .footage(seed: 3))
        let others = await withTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 {
                group.addTask { renderer.picture(Self.camera(), shot: Shot(seed: 4)).samples }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(others.allSatisfy { $0 == first.samples })
    }

    @Test func `another take is another picture of the same things`() throws {
        let map = try Self.street().readMap()
        let renderer = MapRenderer(map, look: .footage(seed: 3))
        let pictures = (1...4).map { renderer.picture(Self.camera(), shot: Shot(seed: $0)) }
        for index in 1..<4 { #expect(Self.difference(pictures[0], pictures[index]) > 4) }
        #expect(renderer.view(Self.camera()).classes == MapRenderer(map).view(Self.camera()).classes)
    }

    @Test func `another seed is another town`() throws {
        let map = try Self.street().readMap()
        let pictures = (1...3).map { seed in
            MapRenderer(map, look: .footage(seed: seed)).picture(Self.camera(), shot: Shot(seed: 4))
        }
        #expect(Self.difference(pictures[0], pictures[1]) > 4)
        #expect(Self.difference(pictures[1], pictures[2]) > 4)
    }

    @Test(arguments: [0.0, 60, 300])
    func `a part of the map shows the same street`(heading: Double) throws {
        var text = Self.street()
        // Far things move the middle of the map, and with it the origin of the drawing's plane.
        text.box(west: 1500, south: 900, east: 1530, north: 930, ["building": "yes"])
        text.point(-2500, -1800, ["natural": "tree"])
        let whole = try text.readMap()
        let part = whole.clipped(to: .circle(center: text.origin, radiusMeters: 500))
        #expect(part.buildings.count == whole.buildings.count - 1)
        let shot = Shot(seed: 9)
        let pictures = [whole, part].map { map in
            MapRenderer(map, look: .footage(seed: 5)).picture(Self.camera(heading: heading), shot: shot)
        }
        #expect(Self.difference(pictures[0], pictures[1]) < 1.5)
    }

    @Test func `noise differs from frame to frame, and little else`() throws {
        let renderer = MapRenderer(try Self.street().readMap(), look: .footage(seed: 3))
        let first = renderer.picture(Self.camera(), shot: Shot(seed: 8, timeSeconds: 1))
        let second = renderer.picture(Self.camera(), shot: Shot(seed: 8, timeSeconds: 1.001))
        #expect(first.samples != second.samples)
        #expect(Self.difference(first, second) < 8)
    }

    @Test func `walls have windows, and roofs have none`() throws {
        var map = MapText()
        map.box(west: -30, south: 20, east: 30, north: 60, ["building": "apartments", "height": "20"])
        let renderer = MapRenderer(try map.readMap(), look: .footage(seed: 2))
        /// The share of pixels within a box that are much darker than the brightest of them.
        func dark(_ camera: Camera) -> Double {
            let picture = renderer.picture(camera, shot: Shot(seed: 12))
            let lights = (24..<40).flatMap { row in
                (32..<64).map { column in Int(picture.samples[(row * 96 + column) * 3 + 1]) }
            }
            let most = lights.max() ?? 0
            return Double(lights.count { $0 < most * 6 / 10 }) / Double(lights.count)
        }
        var ahead = Self.camera(height: 9)
        ahead.pitchDegrees = 0
        var above = Self.camera(height: 70)
        above.pitchDegrees = -60
        #expect(dark(ahead) > 0.08)
        #expect(dark(above) < 0.02)
    }

    @Test(arguments: [
        (pitch: 90.0, height: 1.6), (-90, 1.6), (0, 0), (45, 0), (-89.9, 300), (0, 9), (0.001, 1.6),
    ])
    func `any camera gets a picture`(pitch: Double, height: Double) throws {
        let renderer = MapRenderer(try Self.street().readMap(), look: .footage(seed: 3))
        for (width, rows) in [(96, 64), (1, 1), (2048, 1), (1, 300)] {
            for east in [0.0, -15] {
                var camera = Self.camera(height: height, width: width, rows)
                camera.coordinate = LocalPlane(origin: camera.coordinate).coordinate(east: east, north: 0)
                camera.pitchDegrees = pitch
                camera.rollDegrees = 11
                let picture = renderer.picture(camera, shot: Shot(seed: 3, timeSeconds: -5))
                #expect(picture.width == width && picture.height == rows)
            }
        }
    }

    @Test(arguments: [-90.0, 0, 89.99999, 90])
    func `an empty map gives ground and sky, at the poles too`(latitude: Double) {
        let renderer = MapRenderer(StreetMap(), look: .footage(seed: 1))
        let camera = Camera(at: Coordinate(latitude: latitude, longitude: 180), headingDegrees: 10)
        let picture = renderer.picture(camera)
        let (top, bottom) = (picture.samples[96 * 3 * 8 + 2], picture.samples[96 * 3 * 60 + 2])
        #expect(top > bottom, "the sky is bluer than the ground")
    }

    @Test func `strips close up behind the camera, and tiles look down`() throws {
        let renderer = MapRenderer(try Self.street().readMap(), look: .footage(seed: 3))
        var strip = Self.camera(width: 360, 64)
        strip.lens = .panorama
        let picture = renderer.picture(strip, shot: Shot(seed: 5))
        let jumps = (1..<360).map { column in
            (0..<64).reduce(0) { sum, row in
                let place = (row * 360 + column) * 3
                return sum + abs(Int(picture.samples[place]) - Int(picture.samples[place - 3]))
            }
        }
        let seam = (0..<64).reduce(0) { sum, row in
            let place = row * 360 * 3
            return sum + abs(Int(picture.samples[place]) - Int(picture.samples[place + 359 * 3]))
        }
        #expect(seam <= jumps.max() ?? 0)
        var tile = Self.camera(width: 64, 64)
        tile.lens = .above(metersPerPixel: 1)
        let above = renderer.picture(tile, shot: Shot(seed: 5))
        // Asphalt in the middle, houses or gardens to its sides.
        func light(_ column: Int, _ row: Int) -> Int { Int(above.samples[(row * 64 + column) * 3]) }
        let road = (20..<44).reduce(0) { $0 + light(32, $1) }
        let roofs = (20..<44).reduce(0) { $0 + light(15, $1) }
        #expect(abs(road - roofs) > 24 * 10)
    }

    @Test func `times that are none give pictures`() throws {
        let renderer = MapRenderer(try Self.street().readMap(), look: .footage(seed: 3))
        for time in [Double.nan, .infinity, -.infinity, 1e300] {
            #expect(renderer.picture(Self.camera(), shot: Shot(seed: 1, timeSeconds: time)).width == 96)
        }
    }
}
