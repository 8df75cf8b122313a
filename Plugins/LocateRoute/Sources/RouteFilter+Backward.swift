internal import Tensors

extension RouteFilter {
    /// The message of no frames.
    package var uniform: Belief {
        Belief(states: buffers.floats(states.count) { $0.update(repeating: 1) }, outside: 1)
    }

    /// What the frames from this one on say of the states at the frame before; only the ratios of the values matter.
    ///
    /// - Parameter message: what the frames after this one say of the states at this one.
    package func stepBack(_ message: Belief, _ scores: FrameScores, _ move: RouteMove) -> Belief {
        let outside = scores.outside * message.outside
        var moved: [Float]
        switch move {
        case .cut: return uniform
        case .hops(let hops): moved = hopsBack(message, scores, hops, outside: outside)
        case .near(let ladder, let weights):
            moved = ladder.back(zip(message.states, scores.fresh).map { $0 * $1 }, weights, buffers)
        }
        let fresh = freshMass(message, scores) / population
        let elsewhere =
            RouteModel.restart * fresh + (RouteModel.leaving + unseen * RouteModel.restart) * outside
        let away = RouteModel.entering * fresh + (1 - (1 - unseen) * RouteModel.entering) * outside
        let total = keeping * sum(moved) + elsewhere * Float(moved.count) + away
        let scale = total > 0 && total.isFinite ? 1 / total : 1
        let (factor, least) = (scale * keeping, scale * elsewhere)
        moved.withUnsafeMutableBufferPointer { moved in
            for state in moved.indices { moved[state] = factor * moved[state] + least }
        }
        return Belief(states: moved, outside: scale * away)
    }

    /// What arrives along edges, carried back to where it comes from.
    private func hopsBack(
        _ message: Belief, _ scores: FrameScores, _ hops: [Float], outside: Float
    ) -> [Float] {
        let isFar = hops.count > RouteModel.nearHops + 1
        var near = valued(message, scores)
        var far = isFar ? valuedAnew(message, scores) : []
        var moved: [Float]?
        for hop in hops.indices.dropFirst() {
            if hop <= RouteModel.nearHops {
                near = hopBack(near, outside)
                moved = HoppedMass.add(near, times: hops[hop], to: moved)
            }
            guard isFar else { continue }
            far = hopBack(far, outside)
            if hop > RouteModel.nearHops { moved = HoppedMass.add(far, times: hops[hop], to: moved) }
        }
        var all = moved ?? buffers.floats(states.count) { $0.update(repeating: 0) }
        if hops[0] > 0 {
            for state in all.indices {
                all[state] += hops[0] * scores.staying[Int(states.place[state])] * message.states[state]
            }
        }
        return all
    }

    private func freshMass(_ message: Belief, _ scores: FrameScores) -> Float {
        scores.fresh.withUnsafeBufferPointer { fresh in
            message.states.withUnsafeBufferPointer { states in
                dot(fresh, UnsafeBufferPointer(rebasing: states[..<places]))
            }
        }
    }

    /// What a message and a frame say together of having arrived along each edge.
    private func valued(_ message: Belief, _ scores: FrameScores) -> [Float] {
        let (message, scores) = (message.states.span, scores.edges.span)
        return buffers.floats(states.count) { values in
            for place in 0..<places { values[place] = 0 }
            for edge in 0..<scores.count {
                values[places + edge] = message[unchecked: places + edge] * scores[unchecked: edge]
            }
        }
    }

    /// The same without regard to the frame before.
    private func valuedAnew(_ message: Belief, _ scores: FrameScores) -> [Float] {
        let (message, fresh) = (message.states.span, scores.fresh.span)
        return buffers.floats(states.count) { values in
            for place in 0..<places {
                values[place] = 0
                for edge in states.edges(to: place) {
                    values[edge] = message[unchecked: edge] * fresh[unchecked: place]
                }
            }
        }
    }

    private func hopBack(_ values: consuming [Float], _ outside: Float) -> [Float] {
        var earlier = states.back(values, buffers)
        buffers.reuse(values)
        for state in states.deadEnds { earlier[Int(state)] += outside }
        return earlier
    }
}
