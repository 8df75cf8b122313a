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

    /// A path that begins with the costs of the states.
    package init(
        _ states: RouteStates, _ likelihood: RouteLikelihood, from costs: [Float], _ buffers: RouteBuffers
    ) {
        self.states = states
        self.likelihood = likelihood
        self.costs = costs
        self.buffers = buffers
    }

    /// A path that begins at any place.
    package init(
        _ states: RouteStates, _ likelihood: RouteLikelihood, first frame: FrameEnergies,
        _ buffers: RouteBuffers
    ) {
        let costs =
            frame.fresh.map(likelihood.cost) + [Float](repeating: .infinity, count: states.edges)
        self.init(states, likelihood, from: costs, buffers)
    }

    /// Goes on to the next frame.
    package mutating func step(_ frame: FrameEnergies, _ move: RouteMove) {
        let (best, least) = leastElement(costs)
        let anew: Float
        if case .cut = move { anew = 0 } else { anew = Self.anewCost + log(Float(max(1, states.places))) }
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
            // What an edge shows of itself is the same whatever led to it.
            guard let weight = frame.bendWeight else { return }
            for edge in states.places..<next.count {
                next[edge] -= weight * states.bends[edge - states.places]
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
        let (place, places, last) = (states.place.span, states.places, hops.lastIndex { $0 > 0 } ?? 0)
        for hop in hops.indices.dropFirst() where hop <= last {
            let cost = -log(hops[hop]) - least
            let isLast = hop == last
            if hop <= RouteModel.nearHops {
                current = states.bestOnward(current, isLast) { edge, reached, origin in
                    let energy = edges[unchecked: edge - places]
                    arrivals.improve(edge, reached + cost + likelihood.cost(energy), origin)
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
        let cost = -log(hops[0]) - least
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

    /// Gives back the arrays of a path that nobody needs any more.
    package consuming func reuse() {
        buffers.reuse(costs)
        for origin in origins { buffers.reuse(origin) }
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
}

/// The least cost of reaching every state, and the state where that route was.
private struct Reached {
    var costs: [Float]
    /// Empty before the first hop: every route is where it was.
    var origins: [Int32]
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

extension RouteStates {
    /// One hop: hands over the least cost of every edge, and the state where that route began.
    ///
    /// Answers where all routes are then, unless it is the last hop.
    @inline(__always)
    fileprivate func bestOnward(
        _ reached: Reached, _ isLast: Bool,
        _ body: (_ edge: Int, _ cost: Float, _ origin: Int32) -> Void
    ) -> Reached {
        let inflow = cheapest(reached.costs)
        var next = Reached(costs: [], origins: [])
        if !isLast {
            next = Reached(
                costs: [Float](repeating: .infinity, count: count),
                origins: [Int32](repeating: 0, count: count))
        }
        let (costs, turnCost) = (reached.costs.span, turnCost.span)
        let (previous, reverse, origins, entries) = (
            previous.span, reverse.span, reached.origins.span, inflow.span
        )
        for edge in places..<count {
            let back = Int(reverse[unchecked: edge])
            let from = Int(previous[unchecked: edge])
            var entry = entries[unchecked: from]
            if back != edge {
                if Int(entry.state) == back { entry = cheapest(costs, at: from, but: back) }
                let turning = costs[unchecked: back] + turnCost[unchecked: back]
                if turning < entry.cost { entry = Inflow(cost: turning, state: Int32(back)) }
            }
            let origin = origins.isEmpty ? entry.state : origins[unchecked: Int(entry.state)]
            body(edge, entry.cost, origin)
            guard !isLast else { continue }
            next.costs[edge] = entry.cost
            next.origins[edge] = origin
        }
        return next
    }

    /// A state to go on from.
    private struct Inflow {
        var cost: Float
        var state: Int32
    }

    /// The cheapest state at every place to go on from.
    private func cheapest(_ costs: [Float]) -> [Inflow] {
        let costs = costs.span
        return [Inflow](unsafeUninitializedCapacity: places) { inflow, count in
            for place in 0..<places { inflow[place] = cheapest(costs, at: place, but: -1) }
            count = places
        }
    }

    /// The cheapest state at a place to go on from, but for one.
    @inline(__always)
    private func cheapest(_ costs: Span<Float>, at place: Int, but excluded: Int) -> Inflow {
        let onwardCost = onwardCost.span
        var best = Inflow(
            cost: costs[unchecked: place] + onwardCost[unchecked: place], state: Int32(place))
        for edge in edges(to: place) where edge != excluded {
            let cost = costs[unchecked: edge] + onwardCost[unchecked: edge]
            let isBetter = cost < best.cost
            best.cost = isBetter ? cost : best.cost
            best.state = isBetter ? Int32(edge) : best.state
        }
        return best
    }
}
