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
        var (next, origin) = arrivals(frame, hops)
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

    /// The best score of every state after some hops, and the state where they began.
    private func arrivals(_ frame: FrameScores, _ hops: [Float]) -> (scores: [Float], origins: [Int32]) {
        var next = [Float](repeating: 0, count: states.count)
        var origins = [Int32](repeating: 0, count: states.count)
        var (current, from): ([Float], [Int32]?) = (scores, nil)
        for hop in hops.indices.dropFirst() {
            let reached = states.bestOnward(current, from)
            for state in states.places..<states.count where reached.scores[state] > 0 {
                let score =
                    hop <= RouteModel.nearHops
                    ? frame.ways[state - states.places] : frame.fresh[Int(states.place[state])]
                let value = hops[hop] * reached.scores[state] * score
                if value > next[state] { (next[state], origins[state]) = (value, reached.origins[state]) }
            }
            (current, from) = (reached.scores, reached.origins)
        }
        return (next, origins)
    }

    private func restart(_ frame: FrameScores, _ next: inout [Float], _ origin: inout [Int32]) {
        guard let best = scores.greatest() else { return }
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
        guard var state = scores.greatest() else { return [] }
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
    /// One hop: the best score that reaches every way, and the state where it began.
    ///
    /// - Parameter from: where each of `scores` began; nil where it begins.
    fileprivate func bestOnward(_ scores: [Float], _ from: [Int32]?) -> (scores: [Float], origins: [Int32]) {
        var best = [Float](repeating: 0, count: count)
        var origins = [Int32](repeating: 0, count: count)
        best.withUnsafeMutableBufferPointer { best in
            origins.withUnsafeMutableBufferPointer { origins in
                scores.withUnsafeBufferPointer { scores in
                    forEachWay { way, sources, weights in
                        var (most, origin) = (Float(0), Int32(0))
                        for index in sources.indices {
                            let score = weights[index] * scores[Int(sources[index])]
                            if score > most { (most, origin) = (score, sources[index]) }
                        }
                        (best[way], origins[way]) = (most, origin)
                    }
                }
            }
        }
        if let from { for state in places..<count { origins[state] = from[Int(origins[state])] } }
        return (best, origins)
    }
}

extension [Float] {
    /// Where the greatest number is, the first of equal ones.
    fileprivate func greatest() -> Int? {
        withUnsafeBufferPointer { values in
            var best: Int?
            var most = -Float.infinity
            for index in values.indices where values[index] > most { (best, most) = (index, values[index]) }
            return best
        }
    }
}
