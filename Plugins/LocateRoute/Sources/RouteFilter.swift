/// How probable it is to be in each state, and off the map: together 1.
package struct Belief {
    /// By state.
    package var states: [Float]
    /// Off the map.
    package var outside: Float

    /// A belief as it is given, whatever its sum.
    package init(states: [Float], outside: Float) {
        self.states = states
        self.outside = outside
    }

    /// Brings the sum to 1.
    fileprivate mutating func normalize() {
        let total = outside + states.sum()
        guard total > 0, total.isFinite else { return }
        states.scale(by: 1 / total)
        outside /= total
    }
}

/// Inference over routes: forward and backward (Rabiner, A tutorial on hidden Markov models, 1989, section III).
///
/// From one frame to the next the camera goes as many places on as the motion says, leaves the map, or, at a low probability,
/// is somewhere else at once. Off the map every frame is as likely as at the average state.
package struct RouteFilter {
    let states: RouteStates
    private let staying: Float = 1 - RouteModel.leaving - RouteModel.restart

    /// Inference over some states.
    package init(_ states: RouteStates) { self.states = states }

    /// The belief after the first frame.
    package func begin(_ scores: FrameScores) -> Belief {
        let share = (1 - RouteModel.outside) / Float(max(1, states.places))
        var belief = Belief(
            states: [Float](repeating: 0, count: states.count), outside: RouteModel.outside * scores.outside)
        for place in 0..<states.places { belief.states[place] = share * scores.fresh[place] }
        belief.normalize()
        return belief
    }

    /// The belief one frame later.
    package func step(_ belief: Belief, _ scores: FrameScores, hops: [Float]) -> Belief {
        let mass = belief.states.sum()
        var near = [Float](repeating: 0, count: states.count)
        var far = near
        var (current, lost, lostNow) = (belief.states, Float(0), Float(0))
        for hop in hops.indices.dropFirst() {
            lostNow += states.leaving.inner(current)
            current = states.onward(current)
            lost += hops[hop] * lostNow
            if hop <= RouteModel.nearHops {
                near.add(current, times: hops[hop])
            } else {
                far.add(current, times: hops[hop])
            }
        }
        let arriving =
            (RouteModel.restart * mass + RouteModel.entering * belief.outside) / Float(max(1, states.places))
        var moved = [Float](repeating: 0, count: states.count)
        for place in 0..<states.places { moved[place] = arriving * scores.fresh[place] }
        let isFar = hops.count > RouteModel.nearHops + 1
        for state in moved.indices {
            let place = Int(states.place[state])
            var sum = hops[0] > 0 ? hops[0] * belief.states[state] * scores.staying[place] : 0
            if state >= states.places { sum += near[state] * scores.ways[state - states.places] }
            if isFar { sum += far[state] * scores.fresh[place] }
            moved[state] += staying * sum
        }
        let outside =
            RouteModel.leaving * mass + staying * lost + (1 - RouteModel.entering) * belief.outside
        var next = Belief(states: moved, outside: outside * scores.outside)
        next.normalize()
        return next
    }

    /// What the frames from this one on say of the states at the frame before; only the ratios of the values matter.
    ///
    /// - Parameter message: what the frames after this one say of the states at this one.
    package func stepBack(_ message: Belief, _ scores: FrameScores, hops: [Float]) -> Belief {
        let places = states.places
        let outside = scores.outside * message.outside
        var fresh: Float = 0
        for place in 0..<places { fresh += scores.fresh[place] * message.states[place] }
        fresh /= Float(max(1, places))
        var near = [Float](repeating: 0, count: states.count)
        var far = near
        for way in scores.ways.indices {
            let state = places + way
            near[state] = scores.ways[way] * message.states[state]
            far[state] = scores.fresh[Int(states.place[state])] * message.states[state]
        }
        var moved = [Float](repeating: 0, count: states.count)
        for hop in hops.indices.dropFirst() {
            if hop <= RouteModel.nearHops {
                near = states.back(near)
                near.add(states.leaving, times: outside)
                moved.add(near, times: hops[hop])
            }
            guard hops.count > RouteModel.nearHops + 1 else { continue }
            far = states.back(far)
            far.add(states.leaving, times: outside)
            if hop > RouteModel.nearHops { moved.add(far, times: hops[hop]) }
        }
        let elsewhere = RouteModel.restart * fresh + RouteModel.leaving * outside
        for state in moved.indices {
            let stand = hops[0] * scores.staying[Int(states.place[state])] * message.states[state]
            moved[state] = staying * (moved[state] + stand) + elsewhere
        }
        var earlier = Belief(
            states: moved, outside: RouteModel.entering * fresh + (1 - RouteModel.entering) * outside)
        earlier.normalize()
        return earlier
    }

    /// What all frames say of the states at one of them.
    package func posterior(_ belief: Belief, _ message: Belief) -> Belief {
        var all = belief
        for state in all.states.indices { all.states[state] *= message.states[state] }
        all.outside *= message.outside
        all.normalize()
        return all
    }

    /// The message of no frames.
    package var silence: Belief {
        Belief(states: [Float](repeating: 1, count: states.count), outside: 1)
    }
}

extension RouteStates {
    /// One hop: the mass of every way from where it comes.
    func onward(_ mass: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: count)
        result.withUnsafeMutableBufferPointer { result in
            mass.withUnsafeBufferPointer { mass in
                forEachWay { way, sources, weights in
                    var sum: Float = 0
                    for index in sources.indices { sum += weights[index] * mass[Int(sources[index])] }
                    result[way] = sum
                }
            }
        }
        return result
    }

    /// One hop back: the values of the ways that go on from every state.
    func back(_ values: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: count)
        result.withUnsafeMutableBufferPointer { result in
            values.withUnsafeBufferPointer { values in
                forEachWay { way, sources, weights in
                    let value = values[way]
                    for index in sources.indices { result[Int(sources[index])] += weights[index] * value }
                }
            }
        }
        return result
    }

    /// Hands over every way as a state, with the states that it is taken from.
    @inline(__always)
    func forEachWay(
        _ body: (Int, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Float>) -> Void
    ) {
        starts.withUnsafeBufferPointer { starts in
            sources.withUnsafeBufferPointer { sources in
                weights.withUnsafeBufferPointer { weights in
                    for way in 0..<count - places {
                        let range = Int(starts[way])..<Int(starts[way + 1])
                        body(
                            places + way, UnsafeBufferPointer(rebasing: sources[range]),
                            UnsafeBufferPointer(rebasing: weights[range]))
                    }
                }
            }
        }
    }
}

extension [Float] {
    func sum() -> Float { withUnsafeBufferPointer { $0.reduce(0, +) } }

    mutating func scale(by factor: Float) {
        withUnsafeMutableBufferPointer { values in
            for index in values.indices { values[index] *= factor }
        }
    }

    mutating func add(_ other: [Float], times factor: Float) {
        withUnsafeMutableBufferPointer { values in
            other.withUnsafeBufferPointer { other in
                for index in values.indices { values[index] += factor * other[index] }
            }
        }
    }

    func inner(_ other: [Float]) -> Float {
        var sum: Float = 0
        for index in indices where self[index] != 0 { sum += self[index] * other[index] }
        return sum
    }
}
