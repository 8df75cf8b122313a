import Foundation
import Geodesy
import StreetMap
import TestSupport
import Testing

struct PlaceSamplerTests {
    @Test func `places lie on the road at even distances, with the way ahead`() throws {
        // From west to east, 71.7 m.
        let map = try SmallMap.with([1, 2], ["highway": "residential", "oneway": "yes"])
        let places = try PlaceSampler().places(of: map)
        #expect(places.count == 7 && places.allSatisfy { abs($0.headingDegrees - 90) < 0.1 })
        let gaps = zip(places, places.dropFirst()).map { $0.coordinate.distance(to: $1.coordinate) }
        #expect(gaps.allSatisfy { abs($0 - 71.7 / 7) < 0.1 })
        #expect(places.map(\.next) == [[1], [2], [3], [4], [5], [6], []])
    }

    @Test func `a street of both ways has places of both headings`() throws {
        let places = try PlaceSampler().places(of: SmallMap.with([1, 11], ["highway": "residential"]))
        #expect(Set(places.map { Int($0.headingDegrees.rounded()) % 360 }) == [0, 180])
        // At the dead end the way back follows.
        #expect(places.count == 22 && places[10].next == [11] && places[21].next == [0])
    }

    @Test func `behind a crossing every way on follows but the way back`() throws {
        var small = SmallMap()
        small.way([1, 2, 3], ["highway": "residential"])
        small.way([2, 12], ["highway": "residential"])
        let places = try PlaceSampler().places(of: small.read())
        let last = try #require(places.first { abs($0.headingDegrees - 90) < 1 && $0.next.count > 1 })
        #expect(Set(last.next.map { Int(places[$0].headingDegrees.rounded()) % 360 }) == [0, 90])
    }

    @Test func `what follows lies beyond legs that are too short for a place`() throws {
        var small = SmallMap()
        // A piece of a few centimeters between two streets.
        small.node(300, east: 0.002, north: 0.0000004, ["created_by": "test"])
        small.way([1, 2, 3], ["highway": "residential", "oneway": "yes"])
        small.way([3, 300], ["highway": "residential", "oneway": "yes"])
        small.way([300, 4], ["highway": "residential", "oneway": "yes"])
        let places = try PlaceSampler().places(of: small.read())
        #expect(
            places.indices.dropLast().allSatisfy { places[$0].next == [$0 + 1] } && places.last?.next == [])
    }

    @Test func `a tunnel has no places, but leads on`() throws {
        var small = SmallMap()
        small.way([1, 2], ["highway": "primary", "oneway": "yes"])
        small.way([2, 3], ["highway": "primary", "oneway": "yes", "tunnel": "yes"])
        small.way([3, 4], ["highway": "primary", "oneway": "yes"])
        let places = try PlaceSampler().places(of: small.read())
        #expect(places.count == 14 && places[6].next == [7])
        #expect(!places.contains { (8.001...8.002).contains($0.coordinate.longitude) })
    }

    @Test func `far from buildings there are no places where none are wanted`() throws {
        var small = SmallMap()
        small.way([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ["highway": "residential"])
        small.way([11, 12, 22, 21, 11], ["building": "yes"])
        var sampler = PlaceSampler(builtUpMeters: 120)
        let map = try small.read()
        let near = try sampler.places(of: map)
        sampler.builtUpMeters = nil
        let all = try sampler.places(of: map)
        #expect(!near.isEmpty && near.count < all.count / 2)
        #expect(near.allSatisfy { $0.coordinate.longitude < 8.0025 })
        // Where the street is cut off, nothing follows that is not there.
        #expect(near.allSatisfy { $0.next.allSatisfy(near.indices.contains) })
    }

    @Test func `in a region there are no places elsewhere`() throws {
        let map = try SmallMap.with([1, 2, 3, 4], ["highway": "residential"])
        let region = Region.box(west: 8, south: 49, east: 8.0015, north: 51)
        let places = try PlaceSampler(region: region).places(of: map)
        #expect(!places.isEmpty && places.allSatisfy { region.contains($0.coordinate) })
        #expect(places.allSatisfy { $0.next.allSatisfy(places.indices.contains) })
    }

    @Test(arguments: [
        Coordinate(latitude: 50, longitude: 179.9985), Coordinate(latitude: -33.9, longitude: 18.4),
        Coordinate(latitude: -0.004, longitude: -0.004), Coordinate(latitude: 84.9, longitude: 20),
    ])
    func `places are sampled everywhere on the globe`(origin: Coordinate) throws {
        var small = SmallMap(at: origin)
        small.way([1, 2, 3, 4, 5], ["highway": "residential", "oneway": "yes"])
        small.way([5, 15, 25], ["highway": "residential", "oneway": "yes"])
        let places = try PlaceSampler(spacingMeters: 5).places(of: small.read())
        let gaps = zip(places, places.dropFirst()).map { $0.coordinate.distance(to: $1.coordinate) }
        #expect(places.count > 40 && gaps.allSatisfy { (2...8).contains($0) })
        #expect(
            places.allSatisfy {
                min(headingDifference($0.headingDegrees, 90), headingDifference($0.headingDegrees, 0)) < 1
            })
    }

    @Test func `the heading at a bend is the direction of travel there`() throws {
        var text = MapText()
        // Two points at one place, as mappers leave them, have no direction of their own.
        text.line([(0, 0), (50, 0), (50, 0), (50, 50)], ["highway": "residential", "oneway": "yes"])
        let places = try PlaceSampler().places(of: text.read())
        #expect(places.map { Int($0.headingDegrees.rounded()) } == [90, 90, 90, 90, 90, 0, 0, 0, 0, 0])
        text = MapText()
        text.line([(0, 0), (50, 0), (50, 50)], ["highway": "residential", "oneway": "-1"])
        let back = try PlaceSampler().places(of: text.read())
        #expect(
            back.map { Int($0.headingDegrees.rounded()) } == [180, 180, 180, 180, 180] + [
                270, 270, 270, 270, 270,
            ])
    }

    private static let bridges: [([String: String], Double)] = [
        (["bridge": "yes", "layer": "1"], 5), (["bridge": "viaduct", "layer": "2"], 10),
        (["bridge": "yes"], 0), (["layer": "1"], 0), (["bridge": "no", "layer": "1"], 0),
        (["layer": "-1"], 0),
        ([:], 0),
    ]

    @Test(arguments: bridges)
    func `a camera stands on the bridge`(tags: [String: String], meters: Double) throws {
        let map = try SmallMap.with([1, 2], tags.merging(["highway": "residential"]) { old, _ in old })
        let places = try PlaceSampler().places(of: map)
        #expect(!places.isEmpty && places.allSatisfy { $0.groundMeters == meters })
    }

    @Test func `what lies far down the road does not follow`() throws {
        var text = MapText()
        // A piece of 100 m, then 200 m of nothing, then a piece again: once along one leg.
        text.line([(0, 0), (400, 0)], ["highway": "residential", "oneway": "yes"])
        text.box(west: 0, south: 10, east: 100, north: 20, ["building": "yes"])
        text.box(west: 300, south: 10, east: 400, north: 20, ["building": "yes"])
        let places = try PlaceSampler(builtUpMeters: 15).places(of: text.read())
        let ends = places.indices.filter { places[$0].next.isEmpty }
        #expect(places.count > 20 && places.count < 30 && ends.count == 2 && ends[1] == places.count - 1)
        // And once across crossings, 71.7 m from one to the next.
        var small = SmallMap()
        for node in 1...9 { small.way([node, node + 1], ["highway": "residential", "oneway": "yes"]) }
        func deadEnds(gap: ClosedRange<Double>) throws -> Int {
            let west = 8 + gap.lowerBound / 1000
            let east = 8 + gap.upperBound / 1000
            let sampler = PlaceSampler(
                region: .polygons([
                    Self.box(west: 7.9, east: west), Self.box(west: east, east: 8.1),
                ]))
            let places = try sampler.places(of: small.read())
            return places.count { $0.next.isEmpty }
        }
        #expect(try deadEnds(gap: 3...4) == 1 && deadEnds(gap: 3...6) == 2)
    }

    private static func box(west: Double, east: Double) -> [[Coordinate]] {
        [
            [(49.9, west), (49.9, east), (50.1, east), (50.1, west)].map {
                Coordinate(latitude: $0.0, longitude: $0.1)
            }
        ]
    }

    @Test func `a long tunnel leads on to what follows it`() throws {
        var small = SmallMap()
        small.way([1, 2], ["highway": "primary", "oneway": "yes"])
        small.way([2, 3, 4, 5, 6, 7, 8], ["highway": "primary", "oneway": "yes", "tunnel": "yes"])
        small.way([8, 9], ["highway": "primary", "oneway": "yes"])
        let places = try PlaceSampler().places(of: small.read())
        #expect(places.count == 14 && places[6].next == [7])
    }

    @Test(arguments: [
        Coordinate(latitude: -17, longitude: 180), Coordinate(latitude: -17, longitude: -179.9999),
        Coordinate(latitude: 89.9, longitude: -30), Coordinate(latitude: -54, longitude: 0),
    ])
    func `buildings make a place built up everywhere on the globe`(origin: Coordinate) throws {
        var text = MapText(origin: origin)
        text.line([(-200, 0), (200, 0)], ["highway": "residential", "oneway": "yes"])
        // The nearest wall is 25 m from the road, and its corners are far from its middle.
        text.box(west: -60, south: 25, east: 60, north: 45, ["building": "yes"])
        let places = try PlaceSampler(builtUpMeters: 30).places(of: text.read())
        let plane = LocalPlane(origin: origin)
        let east = places.map { plane.meters($0.coordinate).east }
        // To the side it reaches the square root of 30² - 25² beyond the wall: 16.6 m.
        #expect(east.count == 16 && east.allSatisfy { abs($0) < 80 })
    }

    @Test(.enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"))
    func `a real town has places that lead on`() throws {
        let map = try MapFile(path: PackageFolder.sharedData.path + "/osm/monaco_full_buildings.osm.pbf")
            .read()
        let places = try PlaceSampler().places(of: map)
        #expect(places.count > 10_000)
        #expect(Double(places.count { !$0.next.isEmpty }) > 0.97 * Double(places.count))
        #expect(places.allSatisfy { $0.next.allSatisfy(places.indices.contains) })
    }
}
