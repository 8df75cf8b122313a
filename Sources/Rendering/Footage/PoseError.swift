internal import Geodesy
internal import Tensors

/// By how much the pose of a camera is off from what is said of it: for tests of galleries, and for training.
public struct PoseError: Hashable, Sendable {
    /// Meters east; with those north at most what was asked for.
    public let eastMeters: Double
    /// Meters north.
    public let northMeters: Double
    /// Meters up.
    public let upMeters: Double
    /// Degrees that the heading is off clockwise.
    public let headingDegrees: Double
    /// Degrees that the pitch is off.
    public let pitchDegrees: Double
    /// Degrees that the roll is off.
    public let rollDegrees: Double

    /// An error, drawn from a seed.
    ///
    /// - Parameters:
    ///   - meters: the farthest that the camera may be off, all places in that circle equally likely, not negative.
    ///   - degrees: the most that the heading may be off, not negative; pitch and roll at most a quarter of it.
    ///   - upMeters: the most that the height may be off, not negative.
    public init(seed: UInt64, meters: Double, degrees: Double, upMeters: Double = 0) {
        var dice = Dice(seed, .poseError)
        var place = SIMD2(repeating: 1.0)
        while (place * place).sum() > 1 { place = SIMD2(dice.draw(-1...1), dice.draw(-1...1)) }
        (eastMeters, northMeters) = (place.x * meters, place.y * meters)
        self.upMeters = dice.draw(-1...1) * upMeters
        headingDegrees = dice.draw(-1...1) * degrees
        pitchDegrees = dice.draw(-1...1) * degrees / 4
        rollDegrees = dice.draw(-1...1) * degrees / 4
    }

    /// A camera that is off by this, its heading in [0, 360), and not in the ground.
    public func applied(to camera: Camera) -> Camera {
        var other = camera
        other.coordinate = LocalPlane(origin: camera.coordinate).coordinate(
            east: eastMeters, north: northMeters)
        other.heightMeters = max(0, camera.heightMeters + upMeters)
        let heading = (camera.headingDegrees + headingDegrees).truncatingRemainder(dividingBy: 360)
        other.headingDegrees = heading < 0 ? min(heading + 360, 360.0.nextDown) : heading
        other.pitchDegrees += pitchDegrees
        other.rollDegrees += rollDegrees
        return other
    }
}
