import Foundation
import LocateRoute
import Tensors
import Testing

/// Forward, backward and best path against going through every route there is.
struct RouteFilterTests {
    private static let frames = 4
    /// A crossing, a dead end and a street that leads both ways.
    private let states = RouteStates(PlaceGraph([[1, 2], [0, 2], [3], []]))
    private let scores: [FrameScores]

    init() {
        var generator = SeededGenerator(seed: 3)
        func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.uniform()) + 0.05 } }
        let states = states
        scores = (0..<Self.frames).map { _ in
            FrameScores(
                edges: numbers(states.edges), staying: numbers(states.places),
                fresh: numbers(states.places), outside: numbers(1)[0])
        }
    }

    /// What it takes to go from a state to another, with the frame there; the number of states stands for off the map.
    private func step(
        _ from: Int, _ to: Int, _ frame: FrameScores, _ hops: [Float], _ population: Int
    ) -> Double {
        let (restart, leaving, entering) = (
            Double(RouteModel.restart), Double(RouteModel.leaving), Double(RouteModel.entering)
        )
        let keep = 1 - restart - leaving
        let unseen = 1 - Double(states.places) / Double(population)
        let off = states.count
        func fresh(_ share: Double) -> Double {
            to < states.places ? share / Double(population) * Double(frame.fresh[to]) : 0
        }
        if from == off {
            return to == off ? (1 - entering + unseen * entering) * Double(frame.outside) : fresh(entering)
        }
        let (near, far, lost) = walk(from, hops)
        if to == off { return (leaving + unseen * restart + keep * lost) * Double(frame.outside) }
        var sum = fresh(restart)
        if from == to { sum += keep * Double(hops[0] * frame.staying[Int(states.place[to])]) }
        sum += keep * far[to] * Double(frame.fresh[Int(states.place[to])])
        if to >= states.places { sum += keep * near[to] * Double(frame.edges[to - states.places]) }
        return sum
    }

    /// Where few hops and many lead from a state, and how much of it leaves by a dead end.
    private func walk(_ from: Int, _ hops: [Float]) -> (near: [Double], far: [Double], lost: Double) {
        var (now, lost, lostNow) = ([Double](repeating: 0, count: states.count), 0.0, 0.0)
        var (near, far) = (now, now)
        now[from] = 1
        for (hop, probability) in hops.enumerated().dropFirst() {
            var next = [Double](repeating: 0, count: states.count)
            for state in 0..<states.count where now[state] > 0 {
                let edges = (states.places..<states.count).filter {
                    states.previous[$0] == states.place[state]
                }
                let back = edges.filter {
                    state >= states.places && states.place[$0] == states.previous[state]
                }
                if edges.isEmpty { lostNow += now[state] }
                for edge in edges {
                    let others = edges.count - back.count
                    let weight =
                        back.contains(edge)
                        ? (others > 0 ? 0.002 : 1) : (back.isEmpty ? 1 : 0.998) / Double(others)
                    next[edge] += now[state] * weight
                }
            }
            now = next
            lost += Double(probability) * lostNow
            for state in 0..<states.count {
                if hop <= 2 { near[state] += Double(probability) * now[state] }
                if hop > 2 { far[state] += Double(probability) * now[state] }
            }
        }
        return (near, far, lost)
    }

    private func begin(_ state: Int, _ population: Int) -> Double {
        let inside = (1 - Double(RouteModel.outside)) * Double(states.places) / Double(population)
        if state == states.count { return (1 - inside) * Double(scores[0].outside) }
        guard state < states.places else { return 0 }
        return inside / Double(states.places) * Double(scores[0].fresh[state])
    }

    /// Every route with its weight.
    private func routes(_ hops: [Float], population: Int) -> [(states: [Int], weight: Double)] {
        var routes = (0...states.count).map { (states: [$0], weight: begin($0, population)) }
        for frame in scores.dropFirst() {
            routes = routes.filter { $0.weight > 0 }.flatMap { route in
                (0...states.count).map { to in
                    (
                        route.states + [to],
                        route.weight * step(route.states.last ?? 0, to, frame, hops, population)
                    )
                }
            }
        }
        return routes
    }

    @Test(arguments: [[Float(0), 1], [0.2, 0.5, 0.2, 0.1], [1], [0, 0.2, 0.2, 0.2, 0.4]], [4, 12])
    func `the posterior is that of all routes together`(hops: [Float], population: Int) {
        let filter = RouteFilter(states, RouteBuffers(), population: population)
        var beliefs = [filter.begin(scores[0])]
        for frame in scores.dropFirst() { beliefs.append(filter.step(beliefs.last!, frame, .hops(hops))) }
        var message = filter.uniform
        var posteriors: [(places: [Float], outside: Float)] = []
        for index in scores.indices.reversed() {
            posteriors.insert(filter.posterior(beliefs[index], message), at: 0)
            message = filter.stepBack(message, scores[index], .hops(hops))
        }
        let routes = routes(hops, population: population)
        let total = routes.reduce(0) { $0 + $1.weight }
        for index in scores.indices {
            var expected = [Double](repeating: 0, count: states.places + 1)
            for route in routes {
                let state = route.states[index]
                let place = state < states.count ? Int(states.place[state]) : states.places
                expected[place] += route.weight / total
            }
            let found = posteriors[index].places + [posteriors[index].outside]
            let worst = zip(expected, found).map { abs($0 - Double($1)) }.max() ?? 1
            #expect(worst < 1e-5, "frame \(index)")
        }
    }

    @Test(arguments: [[Float(0), 1], [0.2, 0.5, 0.2, 0.1]])
    func `the best path is the best of all routes on the map`(hops: [Float]) {
        let likelihood = RouteLikelihood(sharpness: 1, outlierEnergy: .infinity)
        let energies = scores.map { scores in
            FrameEnergies(
                edges: scores.edges.map { -log($0) }, staying: scores.staying.map { -log($0) },
                fresh: scores.fresh.map { -log($0) })
        }
        var path = BestPath(states, likelihood, first: energies[0], RouteBuffers())
        for frame in energies.dropFirst() { path.step(frame, .hops(hops)) }
        let onMap = routes(hops, population: states.places).filter { !$0.states.contains(states.count) }
        let best = onMap.max { $0.weight < $1.weight }
        #expect(path.steps().map(\.state) == best?.states)
    }

    @Test func `nobody turns on his heels where there is another way`() {
        let two = RouteStates(PlaceGraph([[1], [0, 2], [1]]))
        let filter = RouteFilter(two, RouteBuffers())
        var belief = Belief(states: [1, 0, 0] + [Float](repeating: 0, count: 4), outside: 0)
        let even = FrameScores(
            edges: [1, 1, 1, 1], staying: [1, 1, 1], fresh: [1, 1, 1], outside: 1)
        for _ in 0..<2 { belief = filter.step(belief, even, .hops([0, 1])) }
        let atEnd = two.place.indices.filter { two.place[$0] == 2 }.reduce(0) { $0 + belief.states[$1] }
        #expect(atEnd > 0.95)
    }
}
