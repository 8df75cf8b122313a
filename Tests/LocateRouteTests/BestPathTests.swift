import LocateRoute
import Testing

struct BestPathTests {
    @Test func `turning back is found where it is all there is, and dear where it is not`() {
        let likelihood = RouteLikelihood(sharpness: 1, outlierEnergy: .infinity)
        let street = RouteStates(PlaceGraph([[1], [0, 2], [1]]))
        func best(_ places: [Int], _ energy: Float) -> [Int] {
            let frames = places.map { seen in
                let fresh = (0..<3).map { $0 == seen ? Float(0) : energy }
                return FrameEnergies(
                    edges: street.place[3...].map { fresh[Int($0)] }, staying: fresh, fresh: fresh)
            }
            var path = BestPath(street, likelihood, first: frames[0], RouteBuffers())
            for frame in frames.dropFirst() { path.step(frame, .hops([0, 1])) }
            return path.steps().map { Int(street.place[$0.state]) }
        }
        #expect(best([0, 1, 2, 1, 0], 4) == [0, 1, 2, 1, 0])
        #expect(best([0, 1, 0, 1, 0], 4) == [0, 1, 2, 1, 0])
        #expect(best([0, 1, 0, 1, 0], 14) == [0, 1, 0, 1, 0])
    }

    @Test func `a cut begins anew`() {
        let likelihood = RouteLikelihood(sharpness: 1, outlierEnergy: 8)
        let street = RouteStates(PlaceGraph([[1], [2], [3], []]))
        func frame(_ seen: Int) -> FrameEnergies {
            let fresh = (0..<4).map { $0 == seen ? Float(0) : 2 }
            return FrameEnergies(edges: Array(fresh[1...]), staying: fresh, fresh: fresh)
        }
        func path(_ move: RouteMove) -> [Int] {
            var path = BestPath(street, likelihood, first: frame(1), RouteBuffers())
            path.step(frame(0), move)
            return path.steps().map { Int(street.place[$0.state]) }
        }
        #expect(path(.hops([0, 1])) == [1, 2])
        #expect(path(.cut) == [1, 0])
    }

    @Test(arguments: [true, false]) func `whether the camera turned decides between streets alike`(
        turned: Bool
    ) {
        // At a crossing one street goes straight on, the other to the right.
        let crossing = RouteStates(PlaceGraph([[1, 2], [], []]), headings: [350, 10, 80])
        let likelihood = RouteLikelihood(sharpness: 1, outlierEnergy: 8)
        let start = FrameEnergies(edges: [1, 1], staying: [], fresh: [0, 5, 5])
        var path = BestPath(crossing, likelihood, first: start, RouteBuffers())
        path.step(
            FrameEnergies(edges: [1, 1], staying: [], fresh: [5, 1, 1], turned: turned), .hops([0, 1]))
        #expect(path.steps().map { Int(crossing.place[$0.state]) } == [0, turned ? 2 : 1])
    }
}
