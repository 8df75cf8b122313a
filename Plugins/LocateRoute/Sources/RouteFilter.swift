internal import Foundation
internal import Tensors

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

    /// Minus the logarithms of the probabilities.
    func costs(_ buffers: RouteBuffers) -> [Float] {
        buffers.floats(states.count) { costs in
            for state in costs.indices { costs[state] = -log(states[state]) }
        }
    }

    /// Brings the sum to 1.
    mutating func normalize() {
        let total = outside + sum(states)
        guard total > 0, total.isFinite else { return }
        let scale = 1 / total
        states.withUnsafeMutableBufferPointer { states in
            for index in states.indices { states[index] *= scale }
        }
        outside *= scale
    }
}

/// Inference over routes: forward and backward (Rabiner, A tutorial on hidden Markov models, 1989, section III).
///
/// From one frame to the next the camera goes as many places on as the motion says, leaves the map, or, at a low probability,
/// is somewhere else at once. Off the map every frame is as likely as at the average state.
package struct RouteFilter {
    let states: RouteStates
    let buffers: RouteBuffers
    /// Neither to leave the map nor to be somewhere else at once.
    let keeping: Float = 1 - RouteModel.leaving - RouteModel.restart
    var places: Int { states.places }
    /// How many places there are, those included that are not looked at.
    let population: Float
    /// The share of the places that are not looked at.
    var unseen: Float { 1 - Float(places) / population }

    /// Inference over some states.
    ///
    /// - Parameter population: how many places there are where only the most likely ones are looked at; nil for no more. Being at
    ///   one of the others counts as being off the map.
    package init(_ states: RouteStates, _ buffers: RouteBuffers, population: Int? = nil) {
        self.states = states
        self.buffers = buffers
        self.population = Float(max(1, states.places, population ?? 0))
    }

    /// The belief after the first frame.
    package func begin(_ scores: FrameScores) -> Belief {
        let share = (1 - RouteModel.outside) / population
        let fresh = scores.fresh.span
        let mass = buffers.floats(states.count) { mass in
            for place in 0..<places { mass[place] = share * fresh[unchecked: place] }
            for edge in places..<mass.count { mass[edge] = 0 }
        }
        var belief = Belief(
            states: mass, outside: (1 - share * Float(places)) * scores.outside)
        belief.normalize()
        return belief
    }

    /// The belief one frame later.
    package func step(_ belief: Belief, _ scores: FrameScores, _ move: RouteMove) -> Belief {
        var after: Belief
        switch move {
        case .cut: return begin(scores)
        case .hops(let hops): after = hop(belief, scores, hops)
        case .near(let ladder, let weights): after = wander(belief, scores, ladder, weights)
        }
        after.outside *= scores.outside
        after.normalize()
        return after
    }

    /// What comes to every place from anywhere, before the frame is looked at.
    private func arriving(_ belief: Belief, _ mass: Float) -> Float {
        (RouteModel.restart * mass + RouteModel.entering * belief.outside) / population
    }

    /// What is off the map after a step, or at places that are not looked at, before the frame is looked at.
    private func outside(_ belief: Belief, _ mass: Float, lost: Float = 0) -> Float {
        (RouteModel.leaving + unseen * RouteModel.restart) * mass + keeping * lost
            + (1 - (1 - unseen) * RouteModel.entering) * belief.outside
    }

    private func hop(_ belief: Belief, _ scores: FrameScores, _ hops: [Float]) -> Belief {
        let mass = sum(belief.states)
        let moved = HoppedMass(belief.states, hops, states, buffers)
        let arriving = arriving(belief, mass)
        let fresh = scores.fresh.span
        let next = buffers.floats(states.count) { next in
            for place in 0..<places { next[place] = arriving * fresh[unchecked: place] }
            arrive(moved, scores, next)
            if hops[0] > 0 {
                for state in next.indices {
                    next[state] +=
                        keeping * hops[0] * belief.states[state] * scores.staying[Int(states.place[state])]
                }
            }
        }
        moved.near.map(buffers.reuse)
        moved.far.map(buffers.reuse)
        return Belief(states: next, outside: outside(belief, mass, lost: moved.lost))
    }

    private func wander(_ belief: Belief, _ scores: FrameScores, _ ladder: DistanceLadder, _ weights: [Float])
        -> Belief
    {
        let mass = sum(belief.states)
        let arriving = arriving(belief, mass)
        let moved = ladder.onward(belief.states, weights, buffers)
        let next = buffers.floats(states.count) { next in
            for place in next.indices {
                next[place] = (arriving + keeping * moved[place]) * scores.fresh[place]
            }
        }
        buffers.reuse(moved)
        return Belief(states: next, outside: outside(belief, mass))
    }

    /// Sets what arrives along edges.
    private func arrive(
        _ moved: HoppedMass, _ scores: FrameScores, _ next: UnsafeMutableBufferPointer<Float>
    ) {
        if let near = moved.near {
            let (near, scores) = (near.span, scores.edges.span)
            for edge in 0..<scores.count {
                next[places + edge] = keeping * near[unchecked: places + edge] * scores[unchecked: edge]
            }
        } else {
            for edge in places..<next.count { next[edge] = 0 }
        }
        guard let far = moved.far else { return }
        let (farther, fresh) = (far.span, scores.fresh.span)
        for place in 0..<places {
            for edge in states.edges(to: place) {
                next[edge] += keeping * farther[unchecked: edge] * fresh[unchecked: place]
            }
        }
    }

    /// What all frames say of the places at one of them, and of being off the map.
    package func posterior(_ belief: Belief, _ message: Belief) -> (places: [Float], outside: Float) {
        let (mass, values) = (belief.states.span, message.states.span)
        let posterior = buffers.floats(places) { posterior in
            for place in 0..<places {
                var sum = mass[unchecked: place] * values[unchecked: place]
                for edge in states.edges(to: place) { sum += mass[unchecked: edge] * values[unchecked: edge] }
                posterior[place] = sum
            }
        }
        var all = Belief(states: posterior, outside: belief.outside * message.outside)
        all.normalize()
        return (all.states, all.outside)
    }
}
