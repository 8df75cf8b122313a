import Geodesy
import StreetMap
import Testing

struct RoadGraphTests {
    private func legs(_ mode: TravelMode, _ build: (inout SmallMap) -> Void) throws -> [String] {
        var small = SmallMap()
        build(&small)
        let map = try small.read()
        let graph = RoadGraph(map.roads, mode: mode)
        let names = nodeNames(graph, map)
        return graph.legs.map { "\(names[$0.start])-\(names[$0.end])" }.sorted()
    }

    /// The node of every crossing.
    private func nodeNames(_ graph: RoadGraph, _ map: StreetMap) -> [Int64] {
        var names = [Int64](repeating: 0, count: graph.departures.count)
        for leg in graph.legs {
            let road = map.roads[leg.road]
            for (point, node) in zip(road.line, road.nodes) {
                if point == leg.line.first { names[leg.start] = node }
                if point == leg.line.last { names[leg.end] = node }
            }
        }
        return names
    }

    @Test func `roads are cut where others meet them, and are traveled both ways`() throws {
        let found = try legs(.car) {
            $0.way([1, 2, 3], ["highway": "residential"])
            $0.way([2, 12], ["highway": "residential"])
        }
        #expect(found == ["1-2", "12-2", "2-1", "2-12", "2-3", "3-2"])
    }

    @Test(arguments: [("yes", ["1-2"]), ("-1", ["2-1"]), ("no", ["1-2", "2-1"])])
    func `one-way streets are traveled one way`(oneway: String, expected: [String]) throws {
        #expect(try legs(.car) { $0.way([1, 2], ["highway": "residential", "oneway": oneway]) } == expected)
    }

    @Test func `roundabouts and motorways are one-way without saying so`() throws {
        #expect(try legs(.car) { $0.way([1, 2], ["highway": "motorway"]) } == ["1-2"])
        #expect(
            try legs(.car) {
                $0.way([1, 2, 12, 11, 1], ["highway": "residential", "junction": "roundabout"])
            }
            .count == 1)
    }

    @Test func `on foot one walks against the traffic`() throws {
        #expect(
            try legs(.foot) { $0.way([1, 2], ["highway": "residential", "oneway": "yes"]) } == ["1-2", "2-1"])
    }

    @Test(arguments: [
        ("footway", [:], [TravelMode.foot]), ("motorway", [:], [.car]),
        ("residential", [:], [.car, .bicycle, .foot]),
        ("footway", ["bicycle": "yes"], [.bicycle, .foot]), ("residential", ["access": "private"], []),
        ("residential", ["access": "private", "foot": "yes"], [.foot]),
        ("residential", ["motor_vehicle": "no"], [.bicycle, .foot]),
        ("service", ["access": "customers"], [.car, .bicycle, .foot]),
    ])
    func `who may pass follows from the tags`(kind: String, tags: [String: String], modes: [TravelMode])
        throws
    {
        let road = try SmallMap.with([1, 2], tags.merging(["highway": kind]) { old, _ in old }).roads[0]
        #expect(road.modes == Set(modes))
    }

    @Test func `nobody turns back where another way leads on`() throws {
        var small = SmallMap()
        small.way([1, 2, 3], ["highway": "residential"])
        small.way([2, 12], ["highway": "residential"])
        let map = try small.read()
        let graph = RoadGraph(map.roads, mode: .car)
        for (index, leg) in graph.legs.enumerated() {
            let onward = graph.onward(from: index)
            let isDeadEnd = graph.departures[leg.end].count == 1
            #expect(
                isDeadEnd ? onward == [leg.reverse] : !onward.contains(leg.reverse ?? -1) && onward.count == 2
            )
        }
    }
}
