import Geodesy
import LocateRoute
import Tensors
import Testing

/// Places anywhere, which follow each other by their distance.
struct DistanceLadderTests {
    private static let places = 60
    private let ladder: DistanceLadder
    private let coordinates: [Coordinate]
    private let states = RouteStates(PlaceGraph([[Int32]](repeating: [], count: places)))
    private let scores: [FrameScores]

    init() {
        var generator = SeededGenerator(seed: 9)
        let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
        coordinates = (0..<Self.places).map { _ in
            plane.coordinate(east: 300 * generator.uniform(), north: 200 * generator.uniform())
        }
        ladder = DistanceLadder(coordinates)
        scores = (0..<3).map { _ in
            FrameScores(
                edges: [], staying: [],
                fresh: (0..<Self.places).map { _ in Float(generator.uniform()) + 0.05 }, outside: 0.4)
        }
    }

    private func even(_ rungs: Int) -> [Float] { [Float](repeating: 1 / Float(rungs), count: rungs) }

    /// How likely a place follows each place, got by sending a unit from there.
    private func matrix(_ rungs: Int) -> [[Double]] {
        (0..<Self.places).map { from in
            var mass = [Float](repeating: 0, count: Self.places)
            mass[from] = 1
            return ladder.onward(mass, even(rungs)).map(Double.init)
        }
    }

    @Test(arguments: [1, 2, 4]) func `every place is followed by some place, near ones more likely`(
        rungs: Int
    ) {
        for (from, row) in matrix(rungs).enumerated() {
            #expect(abs(row.reduce(0, +) - 1) < 1e-4)
            let near = row.indices.filter { coordinates[$0].distance(to: coordinates[from]) < 15 }
            #expect(near.allSatisfy { row[$0] >= row.max()! - 1e-6 })
        }
    }

    @Test func `one rung reaches about its radius`() {
        let row = matrix(1)[0]
        let reached = row.indices.filter { row[$0] > 0 }
        let farthest = reached.map { coordinates[$0].distance(to: coordinates[0]) }.max() ?? 0
        #expect(farthest < 80 && reached.count < 20)
    }

    @Test func `the posterior is that of going by any way`() {
        let matrix = matrix(3)
        let filter = RouteFilter(states, RouteBuffers())
        let move = RouteMove.near(ladder, even(3))
        let belief = filter.step(filter.begin(scores[0]), scores[1], move)
        let message = filter.stepBack(filter.uniform, scores[2], move)
        let found = filter.posterior(belief, message)
        let (restart, leaving, entering, off) = (1e-5, 0.01, 0.02, Self.places)
        func step(_ from: Int, _ to: Int, _ frame: FrameScores) -> Double {
            let even = 1 / Double(Self.places)
            if to == off { return (from == off ? 1 - entering : leaving) * Double(frame.outside) }
            let share =
                from == off ? entering * even : restart * even + (1 - leaving - restart) * matrix[from][to]
            return share * Double(frame.fresh[to])
        }
        var expected = [Double](repeating: 0, count: Self.places + 1)
        for here in 0...off {
            let before = (0...off).reduce(0.0) { sum, from in
                let first = from == off ? 0.25 * 0.4 : 0.75 / Double(off) * Double(scores[0].fresh[from])
                return sum + first * step(from, here, scores[1])
            }
            expected[here] = before * (0...off).reduce(0.0) { $0 + step(here, $1, scores[2]) }
        }
        let total = expected.reduce(0, +)
        let worst = zip(expected, found.places + [found.outside]).map { abs($0 / total - Double($1)) }.max()
        #expect(worst ?? 1 < 1e-5)
    }

    @Test func `the best path is the best of all`() {
        let matrix = matrix(3)
        let likelihood = RouteLikelihood(sharpness: 1, outlierEnergy: .infinity)
        let frames = (0..<3).map { frame in
            FrameEnergies(edges: [], staying: [], fresh: scores[frame].fresh.map { 3 * (1 - $0) })
        }
        var path = BestPath(states, likelihood, first: frames[0], RouteBuffers())
        for frame in frames.dropFirst() { path.step(frame, .near(ladder, even(3))) }
        let found = path.steps().map(\.state)
        // A step takes one rung, the best, and the sum over rungs is at least that.
        func cost(_ path: [Int]) -> Double {
            path.enumerated().reduce(0) { $0 + Double(frames[$1.offset].fresh[$1.element]) }
        }
        let least = frames.map { Double($0.fresh.min() ?? 0) }.reduce(0, +)
        #expect(zip(found, found.dropFirst()).allSatisfy { matrix[$0][$1] > 0 })
        #expect(cost(found) < least + 2)
    }
}
