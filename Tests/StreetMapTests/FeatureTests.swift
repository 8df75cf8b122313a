import Geodesy
import StreetMap
import TestSupport
import Testing

struct FeatureTests {
    /// The square of the grid whose lower left node is `corner`.
    private func square(_ corner: Int, side: Int = 1) -> [Int] {
        [corner, corner + side, corner + 11 * side - side, corner + 10 * side, corner].enumerated().map {
            index, node in
            index == 2 ? corner + 10 * side + side : node
        }
    }

    private func building(_ tags: [String: String]) throws -> Building? {
        var small = SmallMap()
        small.way(square(1), tags)
        return try small.read().buildings.first
    }

    @Test func `a height is taken as it is tagged, the roof included`() throws {
        let tagged = try #require(
            try building([
                "building": "house", "height": "12.5 m", "roof:shape": "gabled", "roof:height": "3",
            ]))
        #expect(tagged.topMeters == 12.5 && !tagged.isHeightAssumed && tagged.kind == "house")
        #expect(tagged.roof == Roof(.gabled, meters: 3))
    }

    @Test func `levels have the height of a level, and the roof comes on top`() throws {
        let tagged = try #require(
            try building([
                "building": "yes", "building:levels": "4", "roof:shape": "hipped", "roof:levels": "1",
            ]))
        #expect(
            abs(tagged.topMeters - 5 * BuildingHeights.typical.levelMeters) < 1e-9 && !tagged.isHeightAssumed)
    }

    @Test func `a height that nobody wrote down is guessed, and said to be`() throws {
        let church = try #require(try building(["building": "church"]))
        #expect(church.topMeters == 18 && church.isHeightAssumed)
        let large = try #require(try building(["building": "yes"]))
        #expect(large.topMeters == 12 && large.isHeightAssumed)
        let nonsense = try #require(
            try building(["building": "yes", "height": "tall", "building:levels": "many"]))
        #expect(nonsense.isHeightAssumed)
    }

    @Test func `guesses can be replaced`() throws {
        var small = SmallMap()
        small.way(square(1), ["building": "yes"])
        #expect(try small.read(BuildingHeights.typical.scaled(by: 2)).buildings.first?.topMeters == 24)
    }

    @Test func `what hangs over a street begins above it`() throws {
        let bridge = try #require(try building(["building": "yes", "height": "10", "min_height": "4"]))
        #expect(bridge.bottomMeters == 4 && bridge.topMeters == 10)
        let roof = try #require(try building(["building": "roof"]))
        #expect(roof.bottomMeters > 3 && roof.topMeters == 4)
        #expect(try building(["building": "yes", "height": "3", "min_height": "4"]) == nil)
        #expect(try building(["building": "no"]) == nil)
        #expect(try building(["building": "yes", "location": "underground"]) == nil)
    }

    @Test(arguments: [
        (["building": "roof"], true), (["building": "carport"], true), (["building:part": "roof"], true),
        (["building": "house"], false), (["building": "yes", "roof:shape": "gabled"], false),
    ])
    func `a roof on posts can be seen under`(tags: [String: String], isCanopy: Bool) throws {
        let roof = try #require(try building(tags.merging(["height": "5"]) { old, _ in old }))
        #expect(roof.isCanopy == isCanopy && roof.topMeters == 5 && roof.bottomMeters == (isCanopy ? 4.5 : 0))
        #expect(!isCanopy || roof.roof.meters <= 0.5)
    }

    @Test func `what lies below the ground is not seen, but a river under its bridges is`() throws {
        #expect(try building(["building": "yes", "layer": "-1"]) == nil)
        #expect(try building(["building": "yes", "layer": "1"]) != nil)
        func surfaces(_ tags: [String: String]) throws -> [GroundArea.Surface] {
            try SmallMap.with(square(1), tags).areas.map(\.surface)
        }
        #expect(try surfaces(["amenity": "parking", "layer": "-1"]).isEmpty)
        #expect(try surfaces(["amenity": "parking", "location": "underground"]).isEmpty)
        #expect(try surfaces(["amenity": "parking", "layer": "1"]) == [.asphalt])
        #expect(try surfaces(["natural": "water", "location": "underground"]).isEmpty)
        #expect(try surfaces(["natural": "water", "tunnel": "culvert", "layer": "-1"]).isEmpty)
        let river = try SmallMap.with(square(1), ["natural": "water", "layer": "-1"]).areas
        #expect(river.map(\.surface) == [.water] && river[0].layer == 0)
    }

    @Test func `a closed way is a road where it is one`() throws {
        let round = try SmallMap.with(square(1), ["highway": "residential", "junction": "roundabout"])
        #expect(round.roads.map(\.line.count) == [5] && round.areas.isEmpty)
        #expect(round.roads[0].direction == .forward)
    }

    @Test func `parts are found across the antimeridian`() throws {
        var text = MapText(origin: Coordinate(latitude: -17, longitude: 180))
        text.box(west: -20, south: 0, east: 20, north: 20, ["building": "yes", "height": "10"])
        text.box(west: -20, south: 0, east: 0, north: 20, ["building:part": "yes", "height": "11"])
        text.box(west: 0, south: 0, east: 20, north: 20, ["building:part": "yes", "height": "12"])
        let buildings = try text.read().buildings
        #expect(buildings.map(\.topMeters).sorted() == [11, 12])
        #expect(buildings.allSatisfy { abs($0.outline.squareMeters - 400) < 1 })
    }

    @Test func `parts stand for the building they cover, and not for one they only crown`() throws {
        var small = SmallMap()
        small.way(square(1, side: 2), ["building": "yes", "height": "10"])
        for corner in [1, 2, 11] {
            small.way(square(corner), ["building:part": "yes", "height": "\(corner)"])
        }
        small.way(square(6, side: 2), ["building": "yes", "height": "20"])
        small.way(square(6), ["building:part": "tower", "height": "40"])
        let heights = try small.read().buildings.map(\.topMeters).sorted()
        #expect(heights == [1, 2, 11, 20, 40])
    }

    @Test func `a multipolygon keeps its hole`() throws {
        var small = SmallMap()
        let outer = small.way(square(1, side: 3), [:])
        let inner = small.way(square(12), [:])
        small.relation(1, [(outer, "outer"), (inner, "inner")], ["type": "multipolygon", "building": "yes"])
        let building = try #require(try small.read().buildings.first)
        #expect(building.object == MapObject(.relation, 1) && building.outline.holes.count == 1)
        let solid = Outline(ring: building.outline.ring).squareMeters
        #expect(abs(building.outline.squareMeters / solid - 8.0 / 9) < 1e-5)
        #expect(!building.outline.contains(Coordinate(latitude: 50.0015, longitude: 8.0015)))
        #expect(building.outline.contains(Coordinate(latitude: 50.0005, longitude: 8.0005)))
    }

    @Test func `an open ring is no building`() throws {
        #expect(try SmallMap.with([1, 2, 12], ["building": "yes"]).buildings.isEmpty)
    }

    @Test func `roads have the width of their tags, else that of their kind`() throws {
        func width(_ tags: [String: String]) throws -> Double? {
            try SmallMap.with([1, 2], tags).roads.first?.widthMeters
        }
        #expect(try width(["highway": "residential"]) == 6)
        #expect(try width(["highway": "residential", "width": "4.5 m"]) == 4.5)
        #expect(try width(["highway": "primary", "lanes": "4"]) == 12.4)
        #expect(try width(["highway": "residential", "oneway": "yes"]) == 4.5)
        #expect(try width(["highway": "construction"]) == nil)
        #expect(try width(["highway": "bus_stop"]) == nil)
    }

    @Test func `bridges, tunnels and layers are kept`() throws {
        let road = try #require(
            try SmallMap.with([1, 2], ["highway": "primary", "bridge": "viaduct", "layer": "2"]).roads.first)
        #expect(road.isBridge && !road.isCovered && road.layer == 2)
        let tunnel = try SmallMap.with([1, 2], ["highway": "primary", "tunnel": "yes", "layer": "-1"]).roads
            .first
        #expect(tunnel?.isCovered == true && tunnel?.layer == -1)
    }

    @Test(arguments: [
        (["natural": "water"], GroundArea.Surface.water), (["landuse": "forest"], .wood),
        (["leisure": "park"], .grass), (["highway": "pedestrian", "area": "yes"], .paved),
        (["amenity": "parking"], .asphalt), (["natural": "beach"], .bare),
    ])
    func `ground is covered by what is tagged`(tags: [String: String], surface: GroundArea.Surface) throws {
        let map = try SmallMap.with(square(1), tags)
        #expect(map.areas.map(\.surface) == [surface] && map.roads.isEmpty)
    }

    @Test func `a road that runs round in a circle covers no ground`() throws {
        let map = try SmallMap.with(square(1), ["highway": "pedestrian"])
        #expect(map.areas.isEmpty && map.roads.count == 1)
    }

    @Test func `walls, hedges, rails and rows of trees run along lines`() throws {
        var small = SmallMap()
        small.way([1, 2], ["barrier": "wall", "height": "3"])
        small.way([11, 12], ["barrier": "hedge"])
        small.way([21, 22], ["railway": "tram"])
        small.way([31, 32], ["natural": "tree_row"])
        small.way([41, 42], ["waterway": "stream", "tunnel": "culvert"])
        small.way([51, 52], ["railway": "abandoned"])
        let lines = try small.read().lines
        #expect(lines.map(\.kind) == [.wall, .hedge, .rail, .trees, .water])
        #expect(lines.map(\.heightMeters) == [3, 1.6, 0, 9, 0] && lines[4].isCovered)
    }

    @Test func `trees and lamps stand at points`() throws {
        var small = SmallMap()
        small.node(
            200, east: 0.0005, north: 0.0005, ["natural": "tree", "height": "14", "diameter_crown": "8"])
        small.node(201, east: 0.0006, north: 0.0005, ["highway": "street_lamp"])
        small.node(202, east: 0.0007, north: 0.0005, ["amenity": "restaurant"])
        let points = try small.read().points
        #expect(
            points.map(\.kind) == [.tree, .pole] && points[0].heightMeters == 14 && points[0].widthMeters == 8
        )
    }

    @Test func `what has no point in the region is left out`() throws {
        var small = SmallMap()
        small.way([1, 2], ["highway": "residential"])
        small.way([91, 92], ["highway": "residential"])
        let region = Region.box(west: 7.99, south: 49.99, east: 8.02, north: 50.001)
        #expect(try small.read(region: region).roads.map(\.object.number) == [1])
    }
}

extension SmallMap {
    /// A map of a single way.
    static func with(_ nodes: [Int], _ tags: [String: String]) throws -> StreetMap {
        var small = SmallMap()
        small.way(nodes, tags)
        return try small.read()
    }
}
