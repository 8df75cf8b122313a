import Geodesy
import Rendering
import StreetMap
import TestSupport
import Testing

/// Maps of more than one plane, and places where planes are tried hardest.
struct WideMapTests {
    /// A building 20 m to the north of a place, 10 m wide and high.
    private func house(at origin: Coordinate, isWide: Bool = false) -> MapText {
        var map = MapText(origin: origin)
        map.box(west: -5, south: 20, east: 5, north: 40, ["building": "yes", "height": "10"])
        if isWide { map.point(0, origin.latitude > 0 ? -40_000 : 40_000, ["natural": "tree"]) }
        return map
    }

    private static let places = [
        (50.0, 8.0), (0, 0), (-33.9, 151.2), (60, 179.99995), (-16.8, -179.99995), (85, 20), (-85, -120),
        (50.1, 8.1), (74.9999, 40), (75, 40), (0, -180),
    ]

    @Test(arguments: places + [(89.9, 8), (-89.9, 179.9)])
    func `a wall covers the right pixels all over the globe`(latitude: Double, longitude: Double) throws {
        try expectHouse(Coordinate(latitude: latitude, longitude: longitude), isWide: false)
    }

    @Test(arguments: places)
    func `a wall of a wide map covers the right pixels all over the globe`(
        latitude: Double, longitude: Double
    )
        throws
    {
        try expectHouse(Coordinate(latitude: latitude, longitude: longitude), isWide: true)
    }

    private func expectHouse(_ place: Coordinate, isWide: Bool) throws {
        let renderer = MapRenderer(try house(at: place, isWide: isWide).read())
        let view = renderer.view(Camera(at: place, headingDegrees: 0))
        let box = try #require(view.box(.building))
        #expect(abs(box.columns.lowerBound - 36) <= 1 && abs(box.columns.upperBound - 59) <= 1, "\(box)")
        #expect(abs(box.rows.lowerBound - 12) <= 1 && abs(box.rows.upperBound - 35) <= 1, "\(box)")
        #expect(abs(view.depthMeters(column: 48, row: 20) - 20) < 0.2)
    }

    @Test func `across the antimeridian one sees east as well as west`() throws {
        for isWide in [false, true] {
            var map = MapText(origin: Coordinate(latitude: -16.8, longitude: 180))
            map.box(west: 20, south: -5, east: 30, north: 5, ["building": "yes", "height": "10"])
            map.box(west: -30, south: -5, east: -20, north: 5, ["building": "yes", "height": "10"])
            if isWide { map.point(0, 50_000, ["natural": "tree"]) }
            let renderer = MapRenderer(try map.read())
            for heading in [90.0, 270] {
                let view = renderer.view(Camera(at: map.place(1, 0), headingDegrees: heading))
                #expect(abs(view.depthMeters(column: 48, row: 20) - (heading == 90 ? 19 : 21)) < 0.2)
            }
        }
    }

    /// Two streets 60 km apart.
    private func wideMap() throws -> StreetMap {
        var map = try MapText.street().read()
        let other = try MapText.street(origin: Coordinate(latitude: 50.45, longitude: 8.4)).read()
        map.buildings += other.buildings
        map.roads += other.roads
        map.areas += other.areas
        map.lines += other.lines
        map.points += other.points
        return map
    }

    private let cameras = [(50.0, 8.0), (50.45, 8.4), (50.0002, 8.0001), (50.4501, 8.4), (50.2, 8.2)].map {
        Camera(at: Coordinate(latitude: $0.0, longitude: $0.1), heightMeters: 2.5, headingDegrees: 20)
    }

    @Test func `a wide map looks as its parts do`() throws {
        let wide = MapRenderer(try wideMap())
        let narrow = MapRenderer(try MapText.street().read())
        let (one, other) = (wide.view(cameras[0]), narrow.view(cameras[0]))
        let alike = zip(one.classes, other.classes).count { $0 == $1 }
        #expect(Double(alike) / Double(one.classes.count) > 0.98)
        #expect(wide.view(cameras[4]).count(.building) == 0)
    }

    @Test func `which cells were drawn before makes no difference`() async throws {
        let map = try wideMap()
        let fresh = cameras.map { MapRenderer(map).view($0).classes }
        let shared = MapRenderer(map)
        let cameras = cameras
        let found = await withTaskGroup(of: (Int, [UInt8]).self) { group in
            for index in (0..<20).reversed() {
                group.addTask { (index, shared.view(cameras[index % cameras.count]).classes) }
            }
            return await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        for index in 0..<20 { #expect(found[index] == fresh[index % cameras.count]) }
    }

    @Test func `a tile that reaches farther than a cell's margin is drawn whole`() throws {
        var map = house(at: Coordinate(latitude: 50, longitude: 8), isWide: true)
        // A field whose middle is 30 km to the north, and whose edges are beyond the tile's.
        // Its sides have points every 10 km, for a map's edges are not longer than 20.
        let steps = stride(from: -20_000.0, to: 20_000, by: 10_000)
        let ring =
            steps.map { ($0, 10_000) } + steps.map { (20_000, $0 + 30_000) }
            + steps.map { (-$0, 50_000) } + steps.map { (-20_000, 30_000 - $0) }
        map.area(ring, ["landuse": "meadow"])
        let renderer = MapRenderer(try map.read())
        let camera = Camera(
            at: map.place(0, 30_000), heightMeters: 1_000, headingDegrees: 0,
            lens: .above(metersPerPixel: 200), width: 64, height: 64)
        #expect(renderer.view(camera).count(.vegetation) == 64 * 64)
    }

    @Test func `an empty map is bare ground`() {
        let view = MapRenderer(StreetMap()).view(
            Camera(at: Coordinate(latitude: 10, longitude: 10), headingDegrees: 0))
        #expect(view.count(.sky) == 96 * 32 && view.count(.ground) == 96 * 32)
    }
}
