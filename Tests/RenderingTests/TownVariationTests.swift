import Geodesy
import Rendering
import StreetMap
import TestSupport
import Testing

/// How a filmed town differs from its map.
struct TownVariationTests {
    /// Many houses in a row, wall to wall: without a height, or with one.
    private static func row(height: Double? = nil) -> MapText {
        var map = MapText()
        for number in 0..<60 {
            let west = Double(number) * 10
            let tags = height.map { ["height": "\($0)"] } ?? [:]
            map.box(
                west: west, south: 0, east: west + 10, north: 12,
                tags.merging(["building": "yes"]) { old, _ in old })
        }
        return map
    }

    @Test(arguments: [1, 2, 3])
    func `heights that nobody knows are drawn anew within their range`(seed: UInt64) throws {
        let map = try Self.row().readMap()
        let tops = TownVariation(seed: seed).town(of: map).buildings.map(\.topMeters)
        let (town, own) = (FootageRanges.townHeightFactor, FootageRanges.buildingHeightFactor)
        // A ground plan of 120 m² usually has 8.5 m.
        let range = 8.5 * town.lowerBound * own.lowerBound...8.5 * town.upperBound * own.upperBound
        #expect(tops.allSatisfy(range.contains))
        #expect(Set(tops).count == tops.count)
        let doubled = try Self.row().readMap(heights: BuildingHeights.typical.scaled(by: 2))
        #expect(TownVariation(seed: seed).town(of: doubled).buildings.map(\.topMeters) == tops)
    }

    @Test func `tagged heights are off by some percent`() throws {
        let map = try Self.row(height: 10).readMap()
        let tops = TownVariation(seed: 4).town(of: map).buildings.map(\.topMeters)
        #expect(tops.allSatisfy { (9.5...10.5).contains($0) } && Set(tops).count == tops.count)
    }

    @Test func `corners move a little, and those that houses share stay shared`() throws {
        let map = try Self.row().readMap()
        let town = TownVariation(seed: 4).town(of: map)
        var moved: [Coordinate: Coordinate] = [:]
        for (before, after) in zip(map.buildings, town.buildings) {
            for (from, to) in zip(before.outline.ring, after.outline.ring) {
                #expect(from.distance(to: to) < 1.5)
                #expect(moved[from] ?? to == to)
                moved[from] = to
            }
        }
        #expect(moved.contains { $0.key.distance(to: $0.value) > 0.2 })
    }

    @Test func `a house is the same whatever else is on the map`() throws {
        let map = try Self.row().readMap()
        let part = map.clipped(to: .circle(center: MapText().origin, radiusMeters: 100))
        let variation = TownVariation(seed: 4)
        let houses = Dictionary(
            uniqueKeysWithValues: variation.town(of: map).buildings.map { ($0.object, $0) })
        let alone = variation.town(of: part).buildings
        #expect(alone.count < houses.count && !alone.isEmpty)
        for house in alone {
            #expect(houses[house.object]?.outline == house.outline)
            #expect(houses[house.object]?.topMeters == house.topMeters)
            #expect(houses[house.object]?.roof == house.roof)
        }
    }

    @Test func `some roofs have another shape, some trees are missing, some streets have more`() throws {
        var text = Self.row()
        for number in 0..<100 { text.point(Double(number) * 5, 30, ["natural": "tree"]) }
        for number in 0..<40 {
            let north = 60 + Double(number) * 20
            text.line([(0, north), (150, north)], ["highway": "residential"])
        }
        let map = try text.readMap()
        let town = TownVariation(seed: 6).town(of: map)
        #expect((3...45).contains(town.buildings.count { $0.roof.shape != .flat }))
        let mapped = Set(map.points.map(\.object))
        let kept = town.points.count { mapped.contains($0.object) }
        #expect((70..<100).contains(kept))
        #expect(town.points.count > kept)
    }
}
