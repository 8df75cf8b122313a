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
