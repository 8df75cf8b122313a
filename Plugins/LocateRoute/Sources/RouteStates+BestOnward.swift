/// The least cost of reaching every state, and the state where that route was.
struct Reached {
    var costs: [Float]
    /// Empty before the first hop: every route is where it was.
    var origins: [Int32]
}

extension RouteStates {
    /// One hop: hands over the least cost of every edge, and the state where that route began.
    ///
    /// Answers where all routes are then, unless it is the last hop.
    @inline(__always)
    func bestOnward(
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
        let (costs, reversalCost) = (reached.costs.span, reversalCost.span)
        let (previous, reverse, origins, entries) = (
            previous.span, reverse.span, reached.origins.span, inflow.span
        )
        for edge in places..<count {
            let back = Int(reverse[unchecked: edge])
            let from = Int(previous[unchecked: edge])
            var entry = entries[unchecked: from]
            if back != edge {
                if Int(entry.state) == back { entry = cheapest(costs, at: from, but: back) }
                let turning = costs[unchecked: back] + reversalCost[unchecked: back]
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
