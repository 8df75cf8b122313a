/// How the pictures of a map look.
public enum Look: Hashable, Sendable {
    /// As a map: one color for every class, shaded by the sun and by distance.
    case plain
    /// As footage of such a place could look: invented facades, traffic, weather and a camera's faults, all of it from a seed.
    ///
    /// The seed decides what the town looks like. What one take of a camera adds is the shot's.
    case footage(seed: UInt64)
}

/// One take of a camera through a town that looks like footage; means nothing where the look is plain.
public struct Shot: Hashable, Sendable {
    /// Decides weather, sun, exposure, white balance, sharpness and compression, which stay the same while a take lasts.
    public var seed: UInt64
    /// Seconds from the beginning of the take: noise differs from frame to frame, and traffic moves on.
    public var timeSeconds: Double

    /// A take, at some time.
    public init(seed: UInt64, timeSeconds: Double = 0) {
        self.seed = seed
        self.timeSeconds = timeSeconds
    }
}
