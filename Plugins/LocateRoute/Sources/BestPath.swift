/// The most probable route through some frames (Viterbi, 1967), found frame by frame.
package struct BestPath {
    private let states: RouteStates
    private var scores: [Float] = []
    /// For every frame but the first the state of the frame before from which each state is reached best; the state's own
    /// complement where the route began anew there.
    private var origins: [[Int32]] = []

    /// A path along some states.
    package init(_ states: RouteStates) { self.states = states }

    /// Begins with the scores of states that need not have been reached by a way.
    package mutating func begin(_ states: [Float]) {
        scores = states
        origins = []
        normalize()
    }

    /// Goes on to the next frame.
    package mutating func step(_ frame: FrameScores, hops: [Float]) {
        var next = [Float](repeating: 0, count: states.count)
        var origin = [Int32](repeating: 0, count: states.count)
        var (current, from) = (scores, (0..<Int32(states.count)).map { $0 })
        for hop in hops.indices.dropFirst() {
            (current, from) = states.bestOnward(current, from)
            for state in states.places..<states.count where hops[hop] * current[state] > next[state] {
                next[state] = hops[hop] * current[state]
                origin[state] = from[state]
            }
        }
        for way in frame.ways.indices { next[states.places + way] *= frame.ways[way] }
        if hops[0] > 0 {
            for state in next.indices {
                let still = hops[0] * scores[state] * frame.staying[Int(states.place[state])]
                if still > next[state] { (next[state], origin[state]) = (still, Int32(state)) }
            }
        }
        restart(frame, &next, &origin)
        scores = next
        origins.append(origin)
        normalize()
    }

    private func restart(_ frame: FrameScores, _ next: inout [Float], _ origin: inout [Int32]) {
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return }
        // Either way of being elsewhere: at once, or off the map in between.
        let anew = max(RouteModel.restart, RouteModel.leaving * RouteModel.entering)
        let share = anew * scores[best] / Float(states.places)
        for place in 0..<states.places where share * frame.fresh[place] > next[place] {
            next[place] = share * frame.fresh[place]
            origin[place] = ~Int32(best)
        }
    }

    private mutating func normalize() {
        let most = scores.max() ?? 0
        if most > 0 { scores.scale(by: 1 / most) }
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
        guard var state = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return [] }
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

extension RouteStates {
    /// One hop: the best score that reaches every way, and the state where it started.
    fileprivate func bestOnward(_ scores: [Float], _ from: [Int32]) -> ([Float], [Int32]) {
        var best = [Float](repeating: 0, count: count)
        var origin = [Int32](repeating: 0, count: count)
        best.withUnsafeMutableBufferPointer { best in
            origin.withUnsafeMutableBufferPointer { origin in
                scores.withUnsafeBufferPointer { scores in
                    from.withUnsafeBufferPointer { from in
                        forEachWay { way, sources, weights in
                            for index in sources.indices {
                                let source = Int(sources[index])
                                let score = weights[index] * scores[source]
                                if score > best[way] { (best[way], origin[way]) = (score, from[source]) }
                            }
                        }
                    }
                }
            }
        }
        return (best, origin)
    }
}
