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
        let places = (0..<25).map { place($0, Double($0 % 5) * 30, Double($0 / 5) * 30) }
        let graph = PlaceGraph(of: places)
        #expect(Array(graph[12]) == [6, 7, 8, 11, 13, 16, 17, 18])
        #expect(Array(graph[0]) == [1, 5, 6])
    }

    @Test func `views from one spot are neighbors of each other and of the next spot`() {
        let places = (0..<8).map { place($0, 0, Double($0 / 2) * 20) }
        let graph = PlaceGraph(of: places)
        #expect(Array(graph[2]) == [0, 1, 3, 4, 5])
    }

    @Test func `one place has no neighbors`() { #expect(PlaceGraph(of: [place(0, 0, 0)])[0].isEmpty) }
}
