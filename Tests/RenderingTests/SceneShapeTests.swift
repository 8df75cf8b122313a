import Geodesy
import Rendering
import TestSupport
import Testing

/// How features become shapes. Pictures are 96 x 64 at 90°: one meter at one meter's distance is 48 pixels.
struct SceneShapeTests {
    /// From 1,000 m above, half a meter in a pixel.
    private func tile(_ map: MapText, east: Double = 0, north: Double = 0, size: Int = 160) throws -> View {
        Renderer(try map.scene()).view(
            Camera(
                at: map.place(east, north), heightMeters: 1_000, headingDegrees: 0,
                lens: .above(metersPerPixel: 0.5), width: size, height: size))
    }

    @Test func `a wood with a clearing has edges outside and inside, and trees between`() throws {
        var map = MapText()
        map.area(
            [(-60, -60), (60, -60), (60, 60), (-60, 60)], hole: [(-20, -20), (20, -20), (20, 20), (-20, 20)],
            ["natural": "wood"])
        // In the clearing its edge is seen all around, 12 m high at 20 m: 10.4 / 20 * 48 = 24.96 rows above the middle.
        for heading in [0.0, 90, 180, 270] {
            let view = try map.view(heading: heading)
            #expect(
                view.viewClass(column: 48, row: 8) == .vegetation
                    && view.viewClass(column: 48, row: 6) == .sky)
            #expect((16...20.01).contains(view.depthMeters(column: 48, row: 20)), "crowns reach out a little")
            #expect(view.viewClass(column: 48, row: 55) == .ground)
        }
        let outside = try map.view(north: -80)
        #expect((16...20.01).contains(outside.depthMeters(column: 48, row: 20)))
        let inside = try map.view(heading: 90, north: -40)
        let upper = (0..<96).count { inside.viewClass(column: $0, row: 28) == .vegetation }
        #expect(upper > 20, "trees stand in the wood, but \(upper) columns show some")
    }

    @Test func `where a road enters a wood there is a gap, and no tree stands on it`() throws {
        var map = MapText()
        map.area([(-60, 20), (60, 20), (60, 200), (-60, 200)], ["natural": "wood"])
        map.line([(0, -50), (0, 300)], ["highway": "residential", "width": "6"])
        let view = try map.view()
        #expect(view.viewClass(column: 48, row: 36) == .road)
        #expect(
            (20..<34).allSatisfy {
                view.viewClass(column: 48, row: $0) != .vegetation
                    || view.depthMeters(column: 48, row: $0) > 60
            })
        #expect(view.viewClass(column: 30, row: 28) == .vegetation)
        let above = try tile(map, north: 60)
        #expect((0..<160).allSatisfy { above.viewClass(column: 80, row: $0) == .road })
    }

    @Test func `a roof on posts is seen under`() throws {
        var map = MapText()
        map.box(west: -6, south: 10, east: 6, north: 20, ["building": "roof", "height": "4"])
        let view = try map.view()
        // Its slab is from 3.5 m to 4 m: at 10 m from 9.1 to 11.5 rows above the middle.
        #expect(
            view.viewClass(column: 48, row: 21) == .building && view.viewClass(column: 48, row: 19) == .sky)
        #expect(view.viewClass(column: 48, row: 34) == .ground)
        let posts = (20..<76).filter { view.viewClass(column: $0, row: 34) == .building }
        #expect((3...14).contains(posts.count), "\(posts)")
    }

    @Test(arguments: [1.0, -1]) func `the gap outside a bend is filled, to the left and to the right`(
        side: Double
    )
        throws
    {
        var map = MapText()
        map.line([(0, -30), (0, 0), (side * 30, 0)], ["highway": "residential", "width": "10"])
        let view = try tile(map)
        // The corner outside lies 5 m to the other side and 5 m up; the wedge is a bevel through (-2.5, 2.5).
        func shown(_ east: Double, _ north: Double) -> ViewClass {
            view.viewClass(column: Int((east + 40) * 2), row: Int((40 - north) * 2))
        }
        #expect(shown(-side * 2, 2) == .road && shown(-side * 4.5, 4.5) == .ground)
        #expect(shown(side * 15, 0) == .road && shown(0, -15) == .road && shown(side * 10, -10) == .ground)
    }

    @Test func `a road that closes has no gap where it does`() throws {
        var map = MapText()
        let square = [(0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0)]
        map.area(square, ["highway": "residential", "width": "8", "junction": "roundabout"])
        let view = try tile(map)
        let corners = square.map { east, north in
            let outwards = (east == 0 ? -1.5 : 1.5, north == 0 ? -1.5 : 1.5)
            return view.viewClass(
                column: Int((east + outwards.0 + 40) * 2), row: Int((40 - north - outwards.1) * 2))
        }
        #expect(corners == [.road, .road, .road, .road])
        #expect(view.viewClass(column: 100, row: 60) == .ground)
    }

    @Test func `a deck has an upper side, an underside and edges`() throws {
        var map = MapText()
        map.line([(-60, 30), (60, 30)], ["highway": "primary", "bridge": "yes", "layer": "2", "width": "8"])
        // Its upper side is at 10 m, its underside 0.6 m below.
        let below = try map.view()
        #expect(
            below.viewClass(column: 48, row: 20) == .building
                && below.viewClass(column: 48, row: 40) == .ground)
        let above = try map.view(pitch: -20, height: 30)
        #expect(above.count(.road) > 200)
        #expect(abs(try tile(map, north: 30).depthMeters(column: 80, row: 80) - 990) < 0.01)
    }

    @Test func `what lies under the ground is not drawn`() throws {
        var map = MapText()
        map.line([(0, -50), (0, 50)], ["highway": "primary", "layer": "-1"])
        map.line([(10, -50), (10, 50)], ["highway": "primary", "tunnel": "yes"])
        map.line([(20, -50), (20, 50)], ["railway": "rail", "layer": "-2"])
        map.line([(-20, -50), (-20, 50)], ["waterway": "river", "layer": "-1"])
        map.area([(-40, -40), (-30, -40), (-30, 40), (-40, 40)], ["natural": "wood", "layer": "-1"])
        map.area([(30, -40), (40, -40), (40, 40), (30, 40)], ["amenity": "parking", "layer": "-1"])
        map.point(35, 0, ["natural": "tree"])
        let view = try tile(map)
        #expect(view.count(.ground) + view.count(.vegetation) == 160 * 160)
        #expect(view.count(.vegetation) < 200)
        #expect(try map.view().count(.road) == 0)
    }

    @Test func `a ground plan that is nearly a rectangle carries a ridge, and an angled one does not`() throws
    {
        func heights(_ plan: [(Double, Double)]) throws -> Set<Int> {
            var map = MapText()
            map.area(
                plan, ["building": "house", "height": "10", "roof:shape": "gabled", "roof:height": "4"])
            let view = try tile(map)
            return Set(
                (0..<160 * 160).filter { view.viewClass(column: $0 / 160, row: $0 % 160) == .building }.map {
                    Int((1_000 - view.depthMeters(column: $0 / 160, row: $0 % 160)).rounded())
                })
        }
        let bay = [
            (-10.0, -6.0), (10.0, -6.0), (10.0, 6.0), (3.0, 6.0), (3.0, 6.6), (-3.0, 6.6), (-3.0, 6.0),
            (-10.0, 6.0),
        ]
        let angle = [(-10.0, -10.0), (10.0, -10.0), (10.0, 0.0), (0.0, 0.0), (0.0, 10.0), (-10.0, 10.0)]
        #expect(try heights(bay).isSuperset(of: [6, 7, 8, 9, 10]))
        #expect(try heights(angle) == [8])
    }

    @Test func `of many corners and points a scene is made in time`() throws {
        var map = MapText()
        let round = (0..<20_000).map { index -> (Double, Double) in
            let wave = Double(index % 2) * 0.5
            let side = Double(index / 5_000)
            let share = Double(index % 5_000) / 5_000 * 80 - 40
            switch side {
            case 0: return (share, -40 - wave)
            case 1: return (40 + wave, share)
            case 2: return (-share, 40 + wave)
            default: return (-40 - wave, -share)
            }
        }
        map.area(round, ["building": "yes", "height": "12", "roof:shape": "gabled"])
        map.area(round.map { ($0.0 + 200, $0.1) }, ["natural": "wood"])
        map.line(round.map { ($0.0, $0.1 + 200) }, ["highway": "residential"])
        let scene = try map.scene()
        #expect(scene.count > 60_000)
        let view = Renderer(scene).view(Camera(at: map.place(0, -60), headingDegrees: 0))
        #expect(view.count(.building) > 500)
    }
}
