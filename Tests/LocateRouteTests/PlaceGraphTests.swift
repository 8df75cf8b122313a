import Geodesy
import LocateRoute
import PilotageAPI
import Testing

struct PlaceGraphTests {
    private let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))

    private func place(_ id: Int, _ east: Double, _ north: Double, next: [Int] = []) -> Place {
        Place(
            id: id, coordinate: plane.coordinate(east: east, north: north), headingDegrees: nil, source: "",
            next: next)
    }

    @Test func `named neighbors are taken as they are, strangers and oneself left out`() {
        let graph = PlaceGraph(of: [
            place(7, 0, 0, next: [9, 7, 1000]), place(8, 0, 0), place(9, 0, 0, next: [7, 8, 8]),
        ])
        #expect((0..<3).map { Array(graph[$0]) } == [[2], [], [0, 1]])
    }

    @Test func `places of a grid have their eight neighbors, also across corners`() {
        let places = (0..<81).map { place($0, Double($0 % 9) * 30, Double($0 / 9) * 30) }
        let graph = PlaceGraph(of: places)
        #expect(Array(graph[40]) == [30, 31, 32, 39, 41, 48, 49, 50])
        #expect([1, 9, 10].allSatisfy { graph[0].contains($0) })
    }

    @Test func `views from one spot are neighbors of each other and of the next spot`() {
        let places = (0..<8).map { place($0, 0, Double($0 / 2) * 20) }
        let graph = PlaceGraph(of: places)
        #expect([0, 1, 3, 4, 5].allSatisfy { graph[2].contains($0) })
    }

    @Test func `where places are rare the nearest ones are neighbors all the same`() {
        // Pairs of photos 10 m apart, 100 m from pair to pair.
        let places = (0..<12).map { place($0, 0, Double($0 / 2) * 100 + Double($0 % 2) * 10) }
        let graph = PlaceGraph(of: places)
        var reached: Set<Int32> = [0]
        for _ in 0..<12 { for place in reached { reached.formUnion(graph[Int(place)]) } }
        #expect(reached.count == 12)
        #expect(
            (0..<12).allSatisfy { place in graph[place].allSatisfy { graph[Int($0)].contains(Int32(place)) } }
        )
    }

    @Test func `of many places at one spot none is the neighbor of all`() {
        let graph = PlaceGraph(of: (0..<2_000).map { place($0, 0, 0) })
        #expect((0..<2_000).allSatisfy { (1...16).contains(graph[$0].count) })
    }

    @Test func `bursts far apart have the neighbors of their own`() {
        // Five photos each, 3 km from burst to burst.
        let places = (0..<500).map { index -> Place in
            let east = Double(index / 5 % 10) * 3_000 + Double(index % 5) * 4
            return place(index, east, Double(index / 50) * 3_000)
        }
        let graph = PlaceGraph(of: places)
        #expect((0..<500).allSatisfy { place in graph[place].count { Int($0) / 5 == place / 5 } == 4 })
    }

    @Test func `one place has no neighbors`() { #expect(PlaceGraph(of: [place(0, 0, 0)])[0].isEmpty) }
}
