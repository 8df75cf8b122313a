import Geodesy
import StreetMap
import TestSupport
import Testing

struct ClippingTests {
    /// Between the lines of the grid: no node of it lies within.
    private let meshes = Region.box(west: 8.0033, south: 50.0033, east: 8.0037, north: 50.0037)

    private func kept(
        _ region: Region, margin: Double = 0, _ build: (inout SmallMap) -> Void
    ) throws -> StreetMap {
        var small = SmallMap()
        build(&small)
        return try small.read().clipped(to: region, marginMeters: margin)
    }

    @Test func `an edge that crosses the region is enough`() throws {
        let map = try kept(meshes) {
            $0.way([34, 45], ["highway": "residential"])
            $0.way([34, 35, 45], ["highway": "residential"])
            $0.way([34, 45, 44, 34], ["building": "yes"])
            $0.way([34, 45], ["barrier": "wall"])
        }
        #expect(map.roads.map(\.object.number) == [1] && map.roads[0].line.count == 2)
        #expect(map.buildings.count == 1 && map.lines.count == 1)
    }

    @Test(arguments: [
        Region.box(west: 8.0033, south: 50.0033, east: 8.0037, north: 50.0037),
        .circle(center: Coordinate(latitude: 50.0035, longitude: 8.0035), radiusMeters: 10),
        .polygons([
            [
                [(50.0033, 8.0033), (50.0033, 8.0037), (50.0037, 8.0035)].map {
                    Coordinate(latitude: $0.0, longitude: $0.1)
                }
            ]
        ]),
    ])
    func `what lies around the region is kept, but not around it in its hole`(region: Region) throws {
        let map = try kept(region) {
            $0.way([1, 10, 100, 91, 1], ["natural": "water"])
            let outer = $0.way([1, 10, 100, 91, 1], [:])
            let inner = $0.way([23, 27, 67, 63, 23], [:])
            $0.relation(
                1, [(outer, "outer"), (inner, "inner")], ["type": "multipolygon", "landuse": "forest"])
            $0.way([1, 10, 100, 91, 1], ["highway": "residential"])
        }
        #expect(map.areas.map(\.surface) == [.water] && map.roads.isEmpty)
    }

    @Test(arguments: [
        Region.box(west: 8.0033, south: 50.0033, east: 8.0037, north: 50.0037),
        .polygons([
            [
                [(50.0033, 8.0033), (50.0033, 8.0037), (50.0037, 8.0037), (50.0037, 8.0033)].map {
                    Coordinate(latitude: $0.0, longitude: $0.1)
                }
            ]
        ]),
    ])
    func `a margin keeps what is so near`(region: Region) throws {
        // The line of the grid runs 0.0003 degrees below the region: 33.4 m; the post stands 0.0002 degrees west: 14.3 m.
        func count(_ margin: Double) throws -> [Int] {
            let map = try kept(region, margin: margin) {
                $0.node(500, east: 0.0031, north: 0.0035, ["natural": "tree"])
                $0.way([31, 40], ["highway": "residential"])
            }
            return [map.roads.count, map.points.count]
        }
        #expect(try [0, 14, 15, 33, 34].map(count) == [[0, 0], [0, 0], [0, 1], [0, 1], [1, 1]])
    }

    @Test func `a circle reaches to its radius, and the margin adds to it`() throws {
        let center = Coordinate(latitude: 50.0035, longitude: 8.0035)
        // The nearest line of the grid is 0.0005 degrees south: 55.6 m.
        func count(_ radius: Double, _ margin: Double) throws -> Int {
            try kept(.circle(center: center, radiusMeters: radius), margin: margin) {
                $0.way([31, 40], ["highway": "residential"])
            }.roads.count
        }
        #expect(try [count(55, 0), count(56, 0), count(30, 25), count(30, 26)] == [0, 1, 0, 1])
    }

    @Test func `cutting by a polygon agrees with looking at every point of an edge`() throws {
        // A concave ring with a hole, and an island.
        let rings = [
            [(1.5, 1.5), (1.5, 7.5), (7.5, 7.5), (4.2, 4.4), (7.5, 1.5)],
            [(2.2, 3.5), (2.2, 4.6), (3.4, 4.6), (3.4, 3.5)], [(8.3, 8.3), (8.3, 8.8), (8.8, 8.3)],
        ].map { ring in
            ring.map { Coordinate(latitude: 50 + $0.0 / 1000, longitude: 8 + $0.1 / 1000) }
        }
        let region = Region.polygons([[rings[0], rings[1]], [rings[2]]])
        var small = SmallMap()
        for from in stride(from: 1, through: 100, by: 3) {
            for to in stride(from: 2, through: 100, by: 7) where from != to {
                small.way([from, to], ["highway": "residential"])
            }
        }
        let map = try small.read()
        let kept = Set(map.clipped(to: region).roads.map(\.object.number))
        var (missed, grazed) = (0, 0)
        for road in map.roads {
            let (from, to) = (road.line[0], road.line[1])
            let isInside = (0...400).contains { step in
                let share = Double(step) / 400
                return region.contains(
                    Coordinate(
                        latitude: from.latitude + share * (to.latitude - from.latitude),
                        longitude: from.longitude + share * (to.longitude - from.longitude)))
            }
            if isInside, !kept.contains(road.object.number) { missed += 1 }
            if !isInside, kept.contains(road.object.number) { grazed += 1 }
        }
        #expect(missed == 0 && grazed < 5 && kept.count > 100 && kept.count < map.roads.count - 20)
    }

    @Test func `a region across the antimeridian keeps both sides of it`() throws {
        var text = MapText(origin: Coordinate(latitude: -17, longitude: 180))
        text.line([(-60, 0), (60, 0)], ["highway": "residential"])
        text.box(west: -50, south: 10, east: -40, north: 20, ["building": "yes"])
        text.box(west: 40, south: 10, east: 50, north: 20, ["building": "yes"])
        text.box(west: -500, south: -500, east: 500, north: 500, ["natural": "water"])
        text.box(west: 900, south: 10, east: 910, north: 20, ["building": "yes"])
        let map = try text.read()
        let box = try #require(map.box)
        #expect(box[0] > 179.9 && box[2] < -179.9)
        let part = map.clipped(to: .box(west: 179.999, south: -17.001, east: -179.999, north: -16.999))
        #expect(part.roads.count == 1 && part.buildings.count == 2 && part.areas.count == 1)
        let west = map.clipped(to: .box(west: 179.9997, south: -17.0001, east: 179.9998, north: -16.9999))
        #expect(west.roads.count == 1 && west.buildings.isEmpty && west.areas.count == 1)
        let east = map.clipped(
            to: .box(west: -179.9998, south: -17.0001, east: -179.9997, north: -16.9999), marginMeters: 30)
        #expect(east.roads.count == 1 && east.buildings.count == 1 && east.areas.count == 1)
        let circle = Region.circle(center: Coordinate(latitude: -17, longitude: -179.9999), radiusMeters: 5)
        #expect(map.clipped(to: circle).roads.count == 1 && map.clipped(to: circle).areas.count == 1)
    }

    @Test func `near a pole a margin reaches far round`() throws {
        var text = MapText(origin: Coordinate(latitude: 89.9, longitude: 20))
        text.box(west: 100, south: 0, east: 110, north: 10, ["building": "yes"])
        let map = try text.read()
        let region = Region.box(west: 19.9, south: 89.8, east: 20, north: 89.95)
        #expect(map.clipped(to: region, marginMeters: 90).buildings.isEmpty)
        #expect(map.clipped(to: region, marginMeters: 105).buildings.count == 1)
    }

    @Test func `the counts of the extract stay`() throws {
        let map = try kept(meshes) { $0.way([1, 2], ["highway": "residential"]) }
        #expect(map.isEmpty && map.counts.nodes == 100 && map.counts.ways == 1 && map.box == nil)
    }

    @Test func `reading a region keeps its margin`() throws {
        var small = SmallMap()
        small.way([31, 40], ["highway": "residential"])
        let folder = try TemporaryFolder()
        try folder.write(small.file, to: "small.osm")
        let file = try MapFile(path: folder.path("small.osm"))
        #expect(try file.read(region: meshes).roads.isEmpty)
        #expect(try file.read(region: meshes, marginMeters: 40).roads.count == 1)
    }
}

extension MapText {
    /// What is read of it.
    func read(_ heights: BuildingHeights = .typical) throws -> StreetMap {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "drawn.osm")
        return try MapFile(path: folder.path("drawn.osm")).read(heights: heights)
    }
}
