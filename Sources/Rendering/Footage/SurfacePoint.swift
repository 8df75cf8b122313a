/// A point of a facet that a pixel shows, and how much of the facet the pixel covers there.
struct SurfacePoint {
    /// Meters in the facet's frame.
    var along: Float
    var across: Float
    /// Meters that the pixel covers along and across, and their inverses.
    var alongStep: Float
    var acrossStep: Float
    var perAlong: Float
    var perAcross: Float
    /// The sine of the angle at which it is looked at.
    var grazing: Float

    /// How much of a stripe the pixel shows, looking at it along the facet.
    @inline(__always)
    func stripeAlong(_ position: Float, _ low: Float, _ high: Float) -> Float {
        Self.share(position, low, high, alongStep, perAlong)
    }

    /// The same across the facet.
    @inline(__always)
    func stripeAcross(_ position: Float, _ low: Float, _ high: Float) -> Float {
        Self.share(position, low, high, acrossStep, perAcross)
    }

    /// How much a stripe covers of what a pixel covers.
    @inline(__always)
    private static func share(
        _ position: Float, _ low: Float, _ high: Float, _ step: Float, _ inverse: Float
    ) -> Float {
        let from = max(position - 0.5 * step, low)
        let to = min(position + 0.5 * step, high)
        return max(0, (to - from) * inverse)
    }

    /// How well something of a size, in meters, can be told: from 0, where a pixel covers more than it, to 1.
    @inline(__always)
    func detail(_ meters: Float) -> Float {
        min(1, max(0, 2 - 2 * max(alongStep, acrossStep) / meters))
    }

    /// Noise around 0, within ±0.5, of spots of a size in meters, that fades before it flickers.
    @inline(__always)
    func noise(_ meters: Float, _ seed: UInt32) -> Float {
        let detail = detail(meters)
        guard detail > 0 else { return 0 }
        let scale = 1 / meters
        return (ValueNoise.at(along * scale, across * scale, seed) - 0.5) * detail
    }
}

/// How a surface reflects light, point by point.
protocol Material {
    /// The shares of red, green and blue that it reflects.
    func color(_ point: SurfacePoint) -> SIMD4<Float>
}

/// Between two colors.
@inline(__always)
func mixed(_ one: SIMD4<Float>, _ other: SIMD4<Float>, _ share: Float) -> SIMD4<Float> {
    one + (other - one) * share
}
