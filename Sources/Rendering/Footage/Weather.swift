internal import Foundation

/// The light of a take: sun, sky and air.
struct Weather {
    /// Towards the sun.
    let sunDirection: SIMD3<Float>
    let sun: SIMD4<Float>
    /// From above, and from below.
    let skyLight: SIMD4<Float>
    let groundLight: SIMD4<Float>
    let zenith: SIMD4<Float>
    let horizon: SIMD4<Float>
    let cloudColor: SIMD4<Float>
    let cloudCover: Float
    let cloudSeed: UInt32
    /// The inverse of the meters at which half of the contrast is lost.
    var haze: Float

    private enum Kind { case clear, hazy, overcast }

    init(_ shot: Shot) {
        var dice = Dice(shot.seed, .weather)
        let probabilities = FootageRanges.weatherProbabilities
        let drawn = dice.draw(0...1)
        let kind: Kind =
            drawn < probabilities.clear
            ? .clear : drawn < probabilities.clear + probabilities.hazy ? .hazy : .overcast
        let height = dice.draw(FootageRanges.sunHeightDegrees) * .pi / 180
        let azimuth = dice.draw(FootageRanges.sunAzimuthDegrees) * .pi / 180
        sunDirection = SIMD3<Float>(
            SIMD3(sin(azimuth) * cos(height), cos(azimuth) * cos(height), sin(height)))
        // The lower the sun, the redder and the weaker.
        let low = Float(1 - sin(height))
        let warm = SIMD4<Float>(1, 0.93 - 0.16 * low, 0.82 - 0.34 * low, 0) * (1.15 - 0.35 * low)
        let cover = Float(dice.draw(FootageRanges.cloudCover))
        let (clear, hazy) = (FootageRanges.clearSightMeters, FootageRanges.hazySightMeters)
        haze = Float(1 / dice.draw(kind == .clear ? clear : hazy))
        cloudSeed = dice.bits()
        switch kind {
        case .clear:
            (sun, cloudCover) = (warm * 1.05, cover)
            skyLight = SIMD4(0.36, 0.43, 0.55, 0)
            (zenith, horizon) = (SIMD4(0.09, 0.22, 0.55, 0), SIMD4(0.52, 0.68, 0.86, 0))
            cloudColor = SIMD4(0.92, 0.92, 0.92, 0)
        case .hazy:
            (sun, cloudCover) = (warm * 0.65, cover)
            skyLight = SIMD4(0.5, 0.53, 0.57, 0)
            (zenith, horizon) = (SIMD4(0.32, 0.45, 0.62, 0), SIMD4(0.74, 0.76, 0.77, 0))
            cloudColor = SIMD4(0.84, 0.84, 0.84, 0)
        case .overcast:
            (sun, cloudCover) = (warm * 0.08, 1)
            skyLight = SIMD4(0.66, 0.68, 0.71, 0)
            (zenith, horizon) = (SIMD4(0.44, 0.47, 0.51, 0), SIMD4(0.72, 0.74, 0.76, 0))
            cloudColor = SIMD4(0.74, 0.75, 0.77, 0)
        }
        groundLight = SIMD4(0.2, 0.19, 0.17, 0) * (kind == .overcast ? 0.9 : 1.2)
    }

    /// The light that falls on a surface.
    @inline(__always)
    func light(on normal: SIMD3<Float>) -> SIMD4<Float> {
        let up = 0.5 + 0.5 * normal.z
        let facing = max(
            0, normal.x * sunDirection.x + normal.y * sunDirection.y + normal.z * sunDirection.z)
        return skyLight * up + groundLight * (1 - up) + sun * facing
    }

    /// What air adds and takes on a way of some meters: the share of it that is seen instead of what lies behind.
    @inline(__always)
    func veil(_ meters: Float) -> Float {
        let depth = meters * haze
        return depth / (1 + depth)
    }

    /// The color of the sky in a direction of length 1 that does not point down.
    ///
    /// - Parameter isFine: whether small clouds can be told apart.
    @inline(__always)
    func sky(_ direction: SIMD3<Float>, isFine: Bool) -> SIMD4<Float> {
        let up = max(0, direction.z)
        let gradient = up * (2 - up)
        var color = horizon + (zenith - horizon) * gradient
        let glow = max(
            0,
            direction.x * sunDirection.x + direction.y * sunDirection.y + direction.z * sunDirection.z)
        let near = glow * glow * glow * glow
        color += sun * (near * near * 0.25)
        let scale = 1.6 / (up + 0.12)
        let (x, y) = (direction.x * scale, direction.y * scale)
        var cloud = 0.65 * ValueNoise.at(x, y, cloudSeed)
        cloud += 0.35 * (isFine ? ValueNoise.at(2.7 * x + 9, 2.7 * y, cloudSeed &+ 1) : 0.5)
        let share = min(1, max(0, (cloud - (0.85 - 0.6 * cloudCover)) * 3.5)) * min(1, up * 8)
        let shaded = cloudColor * (1.08 - 0.3 * cloud)
        return color + (shaded - color) * share
    }
}
