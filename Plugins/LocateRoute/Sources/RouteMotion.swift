/// What can have happened from one frame to the next.
package enum RouteMove: Sendable {
    /// So many hops along edges: the probabilities of 0, 1, 2, …
    case hops([Float])
    /// Somewhere near, by the weights of the rungs of a ladder of distances: together 1.
    case near(DistanceLadder, [Float])
    /// A cut: the frame says nothing of where the one before was.
    case cut

    /// Whether the camera can have stood still, as far as that differs from going anywhere near.
    var canStay: Bool {
        if case .hops(let hops) = self { hops[0] > 0 } else { false }
    }
}

/// How far a camera goes from one frame to the next.
package enum RouteMotion: Sendable {
    /// The same at every frame: the probability of 0, 1, 2, … hops from place to place.
    case hops([Float])
    /// By the time between frames, hop by hop.
    case speed(maximum: Double, hopMeters: Double)
    /// By distance, where there are no edges; without a maximum any distance at any time.
    case distance(DistanceLadder, maximumSpeed: Double?)

    /// To stand still, for cameras that move by time.
    private static let standing = 0.1
    /// Farther than so many hops is as good as anywhere.
    private static let mostHops = 40

    /// What can happen in so many seconds.
    ///
    /// - Parameter strides: how often the camera has gone as far as each rung of the ladder.
    package func move(after seconds: Double, _ strides: [Float] = []) -> RouteMove {
        switch self {
        case .hops(let hops): return .hops(hops)
        case .speed(let maximum, let hopMeters):
            let farthest = maximum * seconds / max(0.1, hopMeters)
            return farthest > Double(Self.mostHops) ? .cut : .hops(Self.hops(within: farthest))
        case .distance(let ladder, let maximum):
            let rungs = maximum.map { ladder.rungs(upTo: $0 * max(0, seconds)) } ?? ladder.rungs.count
            let counts = ladder.rungs.indices.prefix(rungs).map { strides.isEmpty ? 1 : strides[$0] }
            let total = counts.reduce(0, +)
            return .near(ladder, counts.map { $0 / total })
        }
    }

    /// The probability of 0, 1, 2, … hops: together 1.
    ///
    /// Nothing is known of the speed but its bound: besides standing still, every distance up to it is as probable. Between two
    /// places the camera counts for both, the nearer one more, so that it gets on however short the time is.
    private static func hops(within farthest: Double) -> [Float] {
        guard farthest > 0, farthest.isFinite else { return [1] }
        /// The integral of max(0, 1 - |distance - hop|) from nothing to a distance.
        func share(_ hop: Int, upTo distance: Double) -> Double {
            let offset = min(1, max(-1, distance - Double(hop)))
            return offset < 0 ? (1 + offset) * (1 + offset) / 2 : 1 - (1 - offset) * (1 - offset) / 2
        }
        var hops = (0...Int(farthest.rounded(.up))).map { hop in
            (1 - standing) * (share(hop, upTo: farthest) - share(hop, upTo: 0)) / farthest
        }
        hops[0] += standing
        let total = hops.reduce(0, +)
        return hops.map { Float($0 / total) }
    }
}
