import Foundation
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
        ladder = DistanceLadder(coordinates, gapMeters: 15)
        scores = (0..<3).map { _ in
            FrameScores(
                edges: [], staying: [],
                fresh: (0..<Self.places).map { _ in Float(generator.uniform()) + 0.05 }, outside: 0.4)
        }
    }

    private func even(_ rungs: Int) -> [Float] { [Float](repeating: 1 / Float(rungs), count: rungs) }

    /// How likely a place follows each place, got by sending a unit from there.
    private func matrix(_ rungs: Int) -> [[Double]] { matrix(even(rungs)) }

    private func matrix(_ weights: [Float]) -> [[Double]] {
        (0..<Self.places).map { from in
            var mass = [Float](repeating: 0, count: Self.places)
            mass[from] = 1
            return ladder.onward(mass, weights, RouteBuffers()).map(Double.init)
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
        let (restart, leaving, entering) = (
            Double(RouteModel.restart), Double(RouteModel.leaving), Double(RouteModel.entering)
        )
        let (off, outside) = (Self.places, Double(RouteModel.outside))
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
                let first =
                    from == off ? outside * 0.4 : (1 - outside) / Double(off) * Double(scores[0].fresh[from])
                return sum + first * step(from, here, scores[1])
            }
            expected[here] = before * (0...off).reduce(0.0) { $0 + step(here, $1, scores[2]) }
        }
        let total = expected.reduce(0, +)
        let worst = zip(expected, found.places + [found.outside]).map { abs($0 / total - Double($1)) }.max()
        #expect(worst ?? 1 < 1e-5)
    }

    @Test func `the best path is the best of all`() {
        let likelihood = RouteLikelihood(sharpness: 1, outlierEnergy: .infinity)
        let frames = (0..<3).map { frame in
            FrameEnergies(edges: [], staying: [], fresh: scores[frame].fresh.map { 9 * (1 - $0) })
        }
        var path = BestPath(states, likelihood, first: frames[0], RouteBuffers())
        for frame in frames.dropFirst() { path.step(frame, .near(ladder, even(3))) }
        // A step goes by one rung, the one that suits it best.
        let rungs = (0..<3).map { rung in matrix((0..<3).map { $0 == rung ? 1 / 3 : 0 }) }
        func cost(_ from: Int, _ to: Int, _ frame: Int) -> Double {
            -log(rungs.map { $0[from][to] }.max() ?? 0) + Double(frames[frame].fresh[to])
        }
        var best = frames[0].fresh.map { (cost: Double($0), path: [Int]()) }.enumerated().map {
            (cost: $0.element.cost, path: [$0.offset])
        }
        for frame in 1..<3 {
            best = (0..<Self.places).map { to in
                let from = best.indices.min {
                    best[$0].cost + cost($0, to, frame) < best[$1].cost + cost($1, to, frame)
                }!
                return (best[from].cost + cost(from, to, frame), best[from].path + [to])
            }
        }
        #expect(path.steps().map(\.state) == best.min { $0.cost < $1.cost }!.path)
    }
}
