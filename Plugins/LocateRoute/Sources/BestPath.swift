internal import Foundation
internal import Tensors

/// The most probable route through some frames (Viterbi, 1967), found frame by frame: the one of least cost, where costs are
/// minus the logarithms of probabilities.
package struct BestPath {
    private let states: RouteStates
    private let likelihood: RouteLikelihood
    private var costs: [Float]
    /// For every frame but the first the state of the frame before from which each state is reached best; the complement
    /// of the cheapest state of the frame before where the route began anew.
    private var origins: [[Int32]] = []
    /// What it costs to be elsewhere, at once or off the map in between, whichever is less.
    private static let anewCost = -log(max(RouteModel.restart, RouteModel.leaving * RouteModel.entering))

    private let buffers: RouteBuffers
    /// The logarithm of how many places there are, those included that are not looked at.
    private let logPopulation: Float

    /// A path that begins with the costs of the states.
    ///
    /// - Parameter population: as for `RouteFilter`.
    package init(
        _ states: RouteStates, _ likelihood: RouteLikelihood, from costs: [Float], population: Int? = nil,
        _ buffers: RouteBuffers
    ) {
        logPopulation = log(Float(max(1, states.places, population ?? 0)))
        self.states = states
        self.likelihood = likelihood
        self.costs = costs
        self.buffers = buffers
    }

    /// A path that begins at any place.
    package init(
        _ states: RouteStates, _ likelihood: RouteLikelihood, first frame: FrameEnergies,
        population: Int? = nil, _ buffers: RouteBuffers
    ) {
        let costs = buffers.floats(states.count) { costs in
            for place in 0..<states.places { costs[place] = likelihood.cost(frame.fresh[place]) }
            for edge in states.places..<costs.count { costs[edge] = .infinity }
        }
        self.init(states, likelihood, from: costs, population: population, buffers)
    }

    /// Goes on to the next frame.
    package mutating func step(_ frame: FrameEnergies, _ move: RouteMove) {
        let (best, least) = leastElement(costs)
        let anew: Float
        if case .cut = move { anew = 0 } else { anew = Self.anewCost + logPopulation }
        let (fresh, likelihood) = (frame.fresh.span, likelihood)
        var nextOrigins = buffers.integers(states.count, repeating: ~Int32(best))
        let next = buffers.floats(states.count) { next in
            for place in 0..<states.places { next[place] = anew + likelihood.cost(fresh[unchecked: place]) }
            for edge in states.places..<next.count { next[edge] = .infinity }
            nextOrigins.withUnsafeMutableBufferPointer { origins in
                let arrivals = Arrivals(costs: next, origins: origins)
                switch move {
                case .cut: break
                case .hops(let hops): arrive(frame, hops, least: least, arrivals)
                case .near(let ladder, let weights): arrive(frame, ladder, weights, least: least, arrivals)
                }
            }
        }
        buffers.reuse(costs)
        costs = next
        origins.append(nextOrigins)
    }

    /// - Parameter least: the cost of the best state, counted as nothing, lest costs grow without bound.
    private func arrive(_ frame: FrameEnergies, _ hops: [Float], least: Float, _ arrivals: Arrivals) {
        var current = Reached(costs: costs, origins: [])
        let (edges, fresh, likelihood) = (frame.edges.span, frame.fresh.span, likelihood)
        let odds = TurnOdds(frame.turned, states.bends)
        let allTurns = odds?.costs(states.bends) ?? []
        let turns = allTurns.span
        let (place, places, last) = (states.place.span, states.places, hops.lastIndex { $0 > 0 } ?? 0)
        for hop in hops.indices.dropFirst() where hop <= last {
            let cost = -log(hops[hop]) - least
            let isLast = hop == last
            if hop <= RouteModel.nearHops {
                current = states.bestOnward(current, isLast) { edge, reached, origin in
                    let energy = edges[unchecked: edge - places]
                    let turning = turns.isEmpty ? 0 : turns[unchecked: edge - places]
                    arrivals.improve(edge, reached + cost + turning + likelihood.cost(energy), origin)
                }
            } else {
                current = states.bestOnward(current, isLast) { edge, reached, origin in
                    arrivals.improve(
                        edge, reached + cost + likelihood.cost(fresh[unchecked: Int(place[unchecked: edge])]),
                        origin)
                }
            }
        }
        guard hops[0] > 0 else { return }
        let cost = -log(hops[0]) - least - (odds.map { log($0.straight) } ?? 0)
        for state in costs.indices {
            let energy = frame.staying[Int(states.place[state])]
            arrivals.improve(state, costs[state] + cost + likelihood.cost(energy), Int32(state))
        }
    }

    private func arrive(
        _ frame: FrameEnergies, _ ladder: DistanceLadder, _ weights: [Float], least: Float,
        _ arrivals: Arrivals
    ) {
        let reached = ladder.bestOnward(costs, weights)
        for (place, energy) in frame.fresh.enumerated() {
            arrivals.improve(
                place, reached.costs[place] - least + likelihood.cost(energy), reached.origins[place])
        }
    }

    /// A frame of a path.
    package struct Step {
        /// Where it is.
        package var state: Int
        /// The state of the frame before; nil where the route begins here.
        package var before: Int?
    }

    /// The best path to the last frame, a step for every frame.
    package func steps() -> [Step] {
        guard !costs.isEmpty else { return [] }
        var state = leastElement(costs).index
        var steps: [Step] = []
        for origin in origins.reversed() {
            let before = origin[state]
            steps.append(Step(state: state, before: before < 0 ? nil : Int(before)))
            state = Int(before < 0 ? ~before : before)
        }
        steps.append(Step(state: state, before: nil))
        return steps.reversed()
    }

    /// Gives back the arrays of a path that nobody needs any more.
    package consuming func reuse() {
        buffers.reuse(costs)
        for origin in origins { buffers.reuse(origin) }
    }
}

/// The best of the routes to every state that were found so far.
private struct Arrivals {
    let costs: UnsafeMutableBufferPointer<Float>
    let origins: UnsafeMutableBufferPointer<Int32>

    /// Takes over what is cheaper.
    @inline(__always)
    func improve(_ state: Int, _ cost: Float, _ origin: Int32) {
        guard cost < costs[state] else { return }
        costs[state] = cost
        origins[state] = origin
    }
}
