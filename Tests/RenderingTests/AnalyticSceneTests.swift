import Geodesy
import Rendering
import TestSupport
import Testing

/// Scenes whose pixels can be told by hand. The picture is 96 x 64 at 90°: one meter at one meter's distance is 48 pixels.
struct AnalyticSceneTests {
    /// A building 20 m to the north, 10 m wide and high.
    private func house(_ tags: [String: String] = ["building": "yes", "height": "10"]) -> MapText {
        var map = MapText()
        map.box(west: -5, south: 20, east: 5, north: 40, tags)
        return map
    }

    @Test func `without a map there are ground and sky, and the horizon is level`() throws {
        var map = MapText()
        map.point(500, 500, ["natural": "tree"])
        let view = try map.view()
        #expect(view.count(.sky) == 96 * 32 && view.count(.ground) == 96 * 32)
        // The middle of the row below the horizon looks down by 0.5 / 48.
        #expect(abs(view.depthMeters(column: 50, row: 32) / (1.6 * 48 / 0.5) - 1) < 1e-3)
        #expect(view.depthMeters(column: 50, row: 31) == .infinity)
    }

    @Test func `a wall covers exactly the right pixels`() throws {
        let view = try house().view()
        // 5 / 20 * 48 = 12 columns to each side, 8.4 / 20 * 48 = 20.16 rows up, 1.6 / 20 * 48 = 3.84 down.
        let box = try #require(view.box(.building))
        #expect(box.columns == 36...59 && box.rows == 12...35)
        #expect(view.count(.building) == 24 * 24)
        #expect(abs(view.depthMeters(column: 40, row: 20) - 20) < 0.01)
    }

    @Test(arguments: [(90.0, 20.0, 0.0), (180, 0, -20), (270, -20, 0), (45, 14.142, 14.142)])
    func `what lies ahead is seen ahead, whatever the heading`(heading: Double, east: Double, north: Double)
        throws
    {
        var map = MapText()
        map.point(east, north, ["man_made": "tower", "height": "12"])
        let box = try #require(try map.view(heading: heading).box(.building))
        #expect(abs(box.columns.lowerBound + box.columns.upperBound - 95) <= 1)
        #expect(try map.view(heading: heading + 180).count(.building) == 0)
    }

    @Test func `the nearer of two hides the farther one, and a higher one looks out behind`() throws {
        var map = house()
        map.box(west: -40, south: 60, east: 40, north: 70, ["building": "yes", "height": "40"])
        let view = try map.view()
        #expect(abs(view.depthMeters(column: 48, row: 20) - 20) < 0.01)
        #expect(abs(view.depthMeters(column: 48, row: 8) - 60) < 0.1)
        #expect(abs(view.depthMeters(column: 20, row: 20) - 60) < 0.1)
    }

    @Test func `under what hangs over the street one sees through`() throws {
        var map = MapText()
        map.box(
            west: -5, south: 20, east: 5, north: 22, ["building": "yes", "height": "10", "min_height": "4"])
        let view = try map.view()
        // The lower edge is 2.4 m above the eye: 5.76 rows above the middle.
        #expect(view.viewClass(column: 48, row: 24) == .building)
        #expect(view.viewClass(column: 48, row: 33) == .ground)
    }

    @Test func `a road lies on the ground between its edges`() throws {
        var map = MapText()
        map.line([(0, -50), (0, 400)], ["highway": "residential", "width": "6"])
        let view = try map.view()
        // At the row whose middle looks down by 15.5 / 48, the road is 1.6 * 48 / 15.5 m away.
        let half = 3 / (1.6 * 48 / 15.5) * 48
        let row = (0..<96).filter { view.viewClass(column: $0, row: 47) == .road }
        #expect(row == Array(Int((48 - half).rounded())..<Int((48 + half).rounded())))
        #expect(view.count(.road) > 500 && view.viewClass(column: 2, row: 40) == .ground)
    }

    @Test func `a courtyard is seen into, and through its gate no wall is drawn from behind`() throws {
        let solid = try house().view()
        #expect(try house().view(north: 30).count(.building) == 0, "inside a solid nothing of it is drawn")
        #expect(solid.count(.building) > 0)
    }

    @Test func `pitch moves the horizon, and roll turns it`() throws {
        var map = MapText()
        map.point(500, 500, ["natural": "tree"])
        // tan(20°) * 48 = 17.47 rows.
        #expect(try map.view(pitch: 20).count(.sky) == 96 * 49)
        #expect(try map.view(pitch: -20).count(.sky) == 96 * 15)
        let rolled = try map.view(roll: 30)
        #expect(rolled.viewClass(column: 10, row: 32) != rolled.viewClass(column: 85, row: 32))
        #expect(abs(rolled.count(.sky) - 96 * 32) < 50)
    }

    @Test func `seen from above a roof is seen`() throws {
        let view = try house().view(pitch: -60, height: 50)
        #expect(view.count(.building) > 100 && view.count(.sky) == 0)
        #expect(abs(view.depthMeters(column: 48, row: 20) - 1) > 10)
    }

    @Test func `roofs have their shapes`() throws {
        func rows(_ tags: [String: String], _ column: Int) throws -> Int {
            let view = try house(tags.merging(["building": "yes", "height": "10"]) { old, _ in old }).view()
            return (0..<64).count { view.viewClass(column: column, row: $0) == .building }
        }
        // The ridge runs north, along the longer side: the gable rises to the middle.
        let gabled = ["roof:shape": "gabled", "roof:height": "4"]
        #expect(try rows(gabled, 48) > rows(gabled, 37) + 6)
        let across = gabled.merging(["roof:orientation": "across"]) { old, _ in old }
        #expect(try abs(rows(across, 48) - rows(across, 40)) <= 1)
        #expect(try rows(["roof:shape": "flat"], 48) == rows(["roof:shape": "flat"], 37))
    }

    @Test func `trees, walls, hedges and lamps are what they are`() throws {
        var map = MapText()
        map.point(-4, 15, ["natural": "tree", "height": "8"])
        map.point(2, 10, ["highway": "street_lamp"])
        map.line([(-20, 30), (20, 30)], ["barrier": "wall", "height": "2"])
        map.line([(-20, 28), (0, 28)], ["barrier": "hedge"])
        let view = try map.view()
        #expect(view.count(.vegetation) > 200 && view.count(.barrier) > 50 && view.count(.furniture) > 20)
    }

    @Test func `a bridge is over the road below it`() throws {
        var map = MapText()
        map.line([(-60, 30), (60, 30)], ["highway": "primary", "bridge": "yes", "layer": "1", "width": "8"])
        let view = try map.view()
        #expect(view.viewClass(column: 48, row: 40) == .ground)
        // Its underside is 2.8 m above the eye from 26 to 34 m away, its edge 0.6 m higher: 4.0 to 5.2 and to 6.3 rows above the middle.
        #expect(view.viewClass(column: 48, row: 27) == .building)
        #expect(abs(view.depthMeters(column: 48, row: 27) - 2.8 * 48 / 4.5) < 0.1)
        #expect(
            view.viewClass(column: 48, row: 26) == .building && view.viewClass(column: 48, row: 24) == .sky)
    }
}
