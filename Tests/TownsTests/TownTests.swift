import Foundation
import Geodesy
import StreetMap
import TestSupport
import Testing
import Towns

/// What a town's map says, as the reader of maps understands it.
struct TownTests {
    /// Every layout, with two seeds.
    static let towns: [(TownLayout, UInt64)] = TownLayout.allCases.flatMap { layout in
        [1, 8].map { (layout, $0) }
    }

    @Test(arguments: TownLayout.allCases) func `the same seed gives the same bytes`(layout: TownLayout) {
        #expect(Town(seed: 3, layout: layout).text == Town(seed: 3, layout: layout).text)
    }

    @Test(arguments: TownLayout.allCases) func `different seeds give different towns`(layout: TownLayout) {
        #expect(Town(seed: 3, layout: layout).text != Town(seed: 4, layout: layout).text)
    }

    @Test func `the seed chooses among all layouts`() {
        #expect(Set((0..<8).map { Town(seed: $0).layout }) == Set(TownLayout.allCases))
    }

    @Test(arguments: towns) func `the reader counts what the town says`(layout: TownLayout, seed: UInt64)
        throws
    {
        let read = try ReadTown(seed: seed, layout)
        let (said, found) = (read.town.counts, read.map.counts)
        #expect(found.nodes == said.nodes)
        #expect(found.ways == said.ways)
        #expect(found.relations == said.relations)
        #expect(found.taggedBuildings == said.buildings)
        #expect(found.taggedHighways == said.highways)
    }

    @Test(arguments: towns) func `every building is read`(layout: TownLayout, seed: UInt64) throws {
        let read = try ReadTown(seed: seed, layout)
        // Of a church its two parts are shown in its place.
        let whole = read.map.buildings.filter { !$0.isPart }.count
        let parts = read.map.buildings.count - whole
        #expect(whole + parts / 2 == read.town.counts.buildings)
        #expect(read.town.counts.buildings > 150)
    }

    @Test func `a larger radius gives a larger town`() {
        let (small, large) = (Town(seed: 5, radiusMeters: 250), Town(seed: 5, radiusMeters: 700))
        #expect(large.counts.buildings > 3 * small.counts.buildings)
    }

    @Test(arguments: towns) func `no building stands on a street`(layout: TownLayout, seed: UInt64) throws {
        let read = try ReadTown(seed: seed, layout)
        let pieces = read.map.roads.filter { $0.kind.isForCars }.flatMap { road in
            let line = road.line.map(read.flat)
            return zip(line, line.dropFirst()).map { (piece: $0, half: road.widthMeters / 2) }
        }
        for building in read.map.buildings {
            let sides = read.sides(building)
            let box = read.box(building)
            for (piece, half) in pieces {
                let near =
                    max(piece.0.x, piece.1.x) > box.x - half && min(piece.0.x, piece.1.x) < box.z + half
                guard near else { continue }
                let gap = sides.map { distance($0, piece) }.min()!
                #expect(gap > half, "\(building.object) is \(gap) m from the middle of a street")
            }
        }
    }

    @Test(arguments: towns) func `no building stands in another`(layout: TownLayout, seed: UInt64) throws {
        let read = try ReadTown(seed: seed, layout)
        let all = read.map.buildings.map { ($0, read.box($0), read.sides($0)) }.sorted { $0.1.x < $1.1.x }
        for (index, one) in all.enumerated() {
            for other in all[(index + 1)...] {
                if other.1.x > one.1.z { break }
                guard other.1.y < one.1.w, one.1.y < other.1.w else { continue }
                // Houses of a row touch; what stands in another crosses by more than three centimeters.
                let isCrossed = one.2.contains { side in
                    other.2.contains { crosses(side, $0, meters: 0.03) }
                }
                #expect(!isCrossed, "\(one.0.object) crosses \(other.0.object)")
                #expect(!other.0.outline.contains(middle(one.0)), "\(one.0.object) lies in \(other.0.object)")
            }
        }
    }

    private func middle(_ building: Building) -> Coordinate {
        let ring = building.outline.ring
        return Coordinate(
            latitude: ring.map(\.latitude).reduce(0, +) / Double(ring.count),
            longitude: ring.map(\.longitude).reduce(0, +) / Double(ring.count))
    }

    @Test(arguments: towns) func `streets meet only where they share a node`(layout: TownLayout, seed: UInt64)
        throws
    {
        let read = try ReadTown(seed: seed, layout)
        let pieces = read.map.roads.filter { $0.kind.isForCars }.flatMap { road in
            let line = road.line.map(read.flat)
            return zip(line, line.dropFirst()).map { ($0, road.object) }
        }
        for (index, one) in pieces.enumerated() {
            for other in pieces[(index + 1)...] {
                #expect(!crosses(one.0, other.0), "\(one.1) crosses \(other.1)")
            }
        }
    }

    @Test(arguments: towns) func `every street can be reached from every other one by car`(
        layout: TownLayout, seed: UInt64
    ) throws {
        let read = try ReadTown(seed: seed, layout)
        let graph = RoadGraph(read.map.roads, mode: .car)
        let ways = graph.departures.map { $0.map { graph.legs[$0].end } }
        var back = [[Int]](repeating: [], count: ways.count)
        for leg in graph.legs { back[leg.end].append(leg.start) }
        for links in [ways, back] {
            var known: Set<Int> = [0]
            var waiting = [0]
            while let crossing = waiting.popLast() {
                for next in links[crossing] where known.insert(next).inserted { waiting.append(next) }
            }
            #expect(known.count == ways.count)
        }
        #expect(graph.legs.count > 50)
    }

    @Test(arguments: towns) func `there are one-way streets, parks, trees and a square`(
        layout: TownLayout, seed: UInt64
    ) throws {
        let map = try ReadTown(seed: seed, layout).map
        #expect(map.roads.contains { $0.direction != .both })
        #expect(map.areas.contains { $0.surface == .grass })
        #expect(map.points.filter { $0.kind == .tree }.count > 30)
        #expect(map.points.contains { $0.kind == .pole })
        #expect(map.lines.contains { $0.kind == .hedge || $0.kind == .fence || $0.kind == .wall })
    }

    @Test func `a town at a river has bridges, and no other street gets wet`() throws {
        let read = try ReadTown(seed: 2, .riverside)
        let bridges = read.map.roads.filter { $0.isBridge && $0.layer == 1 }
        #expect(!bridges.isEmpty)
        let water = try #require(read.map.areas.first { $0.surface == .water && $0.object.kind == .relation })
        for road in read.map.roads where !road.isBridge {
            for point in road.line {
                #expect(!water.outline.contains(point), "\(road.object) is in the river")
            }
        }
    }

    @Test func `a yard is a hole in its building`() throws {
        let maps = try (0..<4).map { try ReadTown(seed: $0, .grid).map }
        let yards = maps.flatMap(\.buildings).filter { !$0.outline.holes.isEmpty }
        #expect(!yards.isEmpty)
        for yard in yards { #expect(yard.object.kind == .relation) }
    }

    @Test func `heights are tagged on some buildings and not on most`() throws {
        let buildings = try (0..<4).flatMap { try ReadTown(seed: $0).map.buildings }
        let assumed = Double(buildings.filter(\.isHeightAssumed).count) / Double(buildings.count)
        #expect((0.5...0.9).contains(assumed))
    }

    @Test func `crossings of street and railway are nodes of both`() throws {
        let read = try ReadTown(seed: 1, .grid)
        #expect(read.town.text.contains("level_crossing"))
    }

    @Test(arguments: [
        Coordinate(latitude: -33.9, longitude: 18.4), Coordinate(latitude: -17, longitude: 179.9999),
        Coordinate(latitude: 78.2, longitude: 15.6), Coordinate(latitude: 0, longitude: -180),
    ])
    func `a town can lie anywhere`(origin: Coordinate) throws {
        let read = try ReadTown(seed: 6, .grid, at: origin)
        let usual = try ReadTown(seed: 6, .grid)
        // The reader takes what lies across the antimeridian itself for something else.
        #expect(abs(read.map.buildings.count - usual.map.buildings.count) <= 2)
        #expect(read.town.counts == usual.town.counts)
        #expect(
            RoadGraph(read.map.roads, mode: .car).legs.count
                == RoadGraph(usual.map.roads, mode: .car).legs.count)
        for building in read.map.buildings.prefix(50) {
            #expect(building.outline.ring[0].distance(to: origin) < 700)
        }
    }

    @Test func `a street is named, a way closed, and a number of an object positive`() throws {
        let text = Town(seed: 9).text
        #expect(text.hasPrefix("<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'"))
        #expect(text.contains("<bounds "))
        #expect(!text.contains("id='0'"))
        #expect(!text.contains("id='-"))
        let map = try ReadTown(seed: 9).map
        for road in map.roads where road.kind.isForCars { #expect(!road.name.isEmpty) }
    }

    @Test func `a box across the antimeridian is left out`() {
        let origin = Coordinate(latitude: -17, longitude: 180)
        #expect(!Town(seed: 9, at: origin).text.contains("<bounds "))
    }

    @Test func `osmium finds nothing missing`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Town(seed: 2).text, to: "town.osm")
        let output = try #require(ExternalTool("osmium")).run(["check-refs", "-r", "town.osm"], in: folder)
        #expect(output.status == 0, "\(output.errors)")
    }
}
