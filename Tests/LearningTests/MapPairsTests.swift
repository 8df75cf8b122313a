import Geodesy
import Learning
import Neural
import PilotageAPI
import StreetMap
import Tensors
import TestSupport
import Testing

struct MapPairsTests {
    @Test func `a batch depends on its number and seed alone`() throws {
        let source = SmallTraining.source(jobs: 1)
        let batch = try source.batch(4)
        #expect(batch.photos.shape == [48, 3, 16, 24])
        #expect(batch.maps.shape == [48, 11, 16, 24])
        #expect(batch.poses.count == 12)
        _ = try source.batch(0)
        for other in [try source.batch(4), try SmallTraining.source(jobs: 3).batch(4)] {
            #expect(other.photos == batch.photos)
            #expect(other.maps == batch.maps)
            #expect(other.poses == batch.poses)
        }
        #expect(try source.batch(5).photos != batch.photos)
        #expect(try SmallTraining.source(seed: 2).batch(4).photos != batch.photos)
    }

    @Test func `half of a batch lies near to others of it`() throws {
        /// How many of the second half of some batches are within 100 m of one of the first.
        func near(share: Double) throws -> Int {
            var settings = SmallTraining.pairs
            settings.nearShare = share
            let source = MapPairs(
                settings, input: SmallTraining.input, seed: 1, jobs: 2, towns: OneTown.invented)
            return try (0..<3).reduce(0) { sum, number in
                let poses = try source.batch(number).poses
                return sum
                    + poses[6..<12].count { pose in
                        poses[..<6].contains { $0.isNear(pose, SampleReach(meters: 100.1, degrees: 181)) }
                    }
            }
        }
        #expect(try near(share: 0.5) == 18)
        #expect(try near(share: 0) < 15)
    }

    @Test func `photos and maps hold what networks take`() throws {
        let batch = try SmallTraining.source().batch(1)
        #expect(batch.photos.values.allSatisfy { (-1...1).contains($0) })
        let pixels = 24 * 16
        for view in 0..<48 {
            let planes = batch.maps.values[view * 11 * pixels..<(view + 1) * 11 * pixels]
            let classes = (0..<pixels).map { pixel in
                (0..<10).reduce(Float(0)) { $0 + planes[planes.startIndex + $1 * pixels + pixel] }
            }
            #expect(classes.allSatisfy { $0 == 1 })
            #expect(planes.suffix(pixels).allSatisfy { (0...1).contains($0) })
        }
    }

    @Test func `a map without enough places is one clear error`() throws {
        let source = MapPairs(
            SmallTraining.pairs, input: SmallTraining.input, seed: 1, jobs: 1,
            towns: WholeMap(StreetMap()))
        let error = try #require(throws: PilotageError.self) { try source.batch(0) }
        #expect(error.message.contains("0 places"))
    }
}

struct TownVariantsTests {
    let map = OneTown.map

    @Test func `a few buildings are missing on either side`() {
        let variants = TownVariants(map, seed: 1, heights: .tagged)
        let count = Double(map.buildings.count)
        for side in [variants.town, variants.map] {
            let missing = 1 - Double(side.buildings.count) / count
            #expect((0.005...0.07).contains(missing), "\(missing)")
        }
        let (town, drawn) = (
            Set(variants.town.buildings.map(\.object)), Set(variants.map.buildings.map(\.object))
        )
        #expect(town.union(drawn).count == Set(map.buildings.map(\.object)).count)
    }

    @Test func `a map without heights has those that are usual`() {
        let variants = TownVariants(map, seed: 1, heights: TownVariants.Heights.none)
        let usual = variants.map.buildings.allSatisfy { building in
            let meters = BuildingHeights.typical.assumed(
                kind: building.kind, squareMeters: building.outline.squareMeters)
            return abs(building.topMeters - meters) < 1e-9
        }
        #expect(usual)
        #expect(Set(variants.town.buildings.map { Int($0.topMeters * 100) }).count > 50)
    }

    @Test func `a map that knows all heights has those of the town`() {
        let variants = TownVariants(map, seed: 1, heights: .all)
        let town = Set(variants.town.buildings.map { "\($0.object) \($0.topMeters)" })
        let map = Set(variants.map.buildings.map { "\($0.object) \($0.topMeters)" })
        #expect(Double(town.intersection(map).count) > 0.9 * Double(map.count))
        #expect(variants.town.buildings.allSatisfy { !$0.isHeightAssumed })
    }

    @Test func `what is held out of a map is never learned from`() throws {
        let towns = try MappedTowns([("town", map)], seed: 4)
        let held = try #require(towns.heldOut.first).area
        let places = try PlaceSampler(spacingMeters: 5).places(of: map)
        let outside = places.filter { place in held.regions.allSatisfy { $0.contains(place.coordinate) } }
        #expect((0.1...0.3).contains(Double(outside.count) / Double(places.count)))
        for number in 0..<20 {
            let area = try towns.area(number)
            let learned = places.filter { place in area.regions.allSatisfy { $0.contains(place.coordinate) } }
            #expect(!learned.isEmpty)
            #expect(Set(learned).isDisjoint(with: outside))
            for place in learned.prefix(5) {
                #expect(outside.allSatisfy { $0.coordinate.distance(to: place.coordinate) > 99 })
            }
            let nearest = learned.max { $0.coordinate.longitude < $1.coordinate.longitude }
            let gap = outside.map { $0.coordinate.distance(to: nearest?.coordinate ?? $0.coordinate) }.min()
            #expect(gap ?? 0 > 99)
        }
    }

    @Test func `a map that is too narrow to hold a part of it out is refused by name`() throws {
        var text = MapText(origin: Coordinate(latitude: 50, longitude: 8))
        text.line([(0, 0), (0, 3_000)], ["highway": "residential"])
        for north in 0..<100 {
            text.box(
                west: 10, south: Double(north) * 30, east: 20, north: Double(north) * 30 + 10,
                ["building": "yes"])
        }
        let map = try StreetMap(xml: text.text, name: "narrow.osm")
        let error = try #require(throws: PilotageError.self) {
            try MappedTowns([("narrow.osm", map)], seed: 1)
        }
        #expect(error.place == ["narrow.osm"] && error.message.hasPrefix("is too narrow"))
    }

    @Test func `of a few invented towns the first comes again after the last`() throws {
        func heights(_ towns: InventedTowns, _ number: Int) throws -> [Double] {
            try towns.area(number).map.buildings.map(\.topMeters)
        }
        let endless = InventedTowns(seed: 5)
        let three = InventedTowns(seed: 5, count: 3)
        for (number, other) in [(0, 0), (2, 2), (3, 0), (5, 2)] {
            #expect(try heights(three, number) == heights(endless, other))
        }
        #expect(try heights(endless, 3) != heights(endless, 0))
    }

    @Test func `a map of a few roads is refused by name`() throws {
        let error = try #require(throws: PilotageError.self) {
            try MappedTowns([("empty.osm", StreetMap())], seed: 1)
        }
        #expect(error.place == ["empty.osm"])
    }
}
