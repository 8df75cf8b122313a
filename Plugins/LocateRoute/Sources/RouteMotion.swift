/// How far a camera goes from one frame to the next, in hops from place to place.
package enum RouteMotion: Equatable, Sendable {
    /// The same at every frame: the probability of 0, 1, 2, … hops.
    case hops([Float])
    /// By the time between frames.
    case speed(maximum: Double, hopMeters: Double)

    /// To stand still, for cameras that move by time.
    private static let standing = 0.1
    /// Farther than so many hops is as good as anywhere.
    private static let mostHops = 40

    /// The probability of 0, 1, 2, … hops in so many seconds: together 1.
    ///
    /// Nothing is known of the speed but its bound: besides standing still, every distance up to it is as probable.
    package func hops(after seconds: Double) -> [Float] {
        switch self {
        case .hops(let hops): return hops
        case .speed(let maximum, let hopMeters):
            let farthest = max(0, maximum * seconds) / max(0.1, hopMeters)
            guard farthest > 0, farthest.isFinite else { return [1] }
            let last = min(Self.mostHops, Int((farthest + 0.5).rounded(.down)))
            var hops = (0...last).map { hop -> Double in
                let (near, far) = (max(0, Double(hop) - 0.5), min(farthest, Double(hop) + 0.5))
                return (1 - Self.standing) * max(0, far - near) / farthest
            }
            hops[0] += Self.standing
            let total = hops.reduce(0, +)
            return hops.map { Float($0 / total) }
        }
    }
}
