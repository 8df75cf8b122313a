/// A strip of asphalt with its markings.
struct RoadMaterial: Material {
    private let seed: UInt32
    private let base: SIMD4<Float>
    private let numbers: SIMD8<Float>
    private let lane: Float

    private static let paint = Palette.color(222, 220, 214)
    private static let curb = Palette.color(166, 162, 156)
    /// Markings end before crossings, in meters; a zebra crossing lies between the two others.
    private static let clearMeters: Float = 7
    private static let zebra: (from: Float, to: Float) = (3, 6)

    @inline(__always)
    init(_ finish: FacetFinish) {
        seed = finish.seed
        base = finish.color
        numbers = finish.numbers
        lane = finish.numbers[RoadMarkings.width] / max(1, finish.numbers[RoadMarkings.lanes])
    }

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        var ground = point
        ground.along += numbers[RoadMarkings.along]
        var color = AsphaltMaterial.color(ground, base, seed)
        let width = numbers[RoadMarkings.width]
        let toEdge = min(point.across, width - point.across)
        color = mixed(color, color * 0.72, ground.stripeAcross(toEdge, 0.14, 0.45))
        color = mixed(color, Self.curb, ground.stripeAcross(toEdge, -0.1, 0.14))
        guard numbers[RoadMarkings.lanes] > 0 else { return color }
        let paint = markings(ground, toEdge, width)
        guard paint > 0 else { return color }
        // Tires wear paint off.
        return mixed(color, Self.paint, paint * (0.8 + 0.5 * point.noise(0.3, seed &+ 5)))
    }

    /// How much of the point is painted.
    @inline(__always)
    private func markings(_ point: SurfacePoint, _ toEdge: Float, _ width: Float) -> Float {
        let toCrossing = min(
            point.along, numbers[RoadMarkings.rest] + numbers[RoadMarkings.along] - point.along)
        if toCrossing < Self.clearMeters {
            guard numbers[RoadMarkings.hasZebra] > 0 else { return 0 }
            let stripe = point.across - point.across.rounded(.down)
            let blurred = min(1, max(0, point.acrossStep - 0.4))
            let stripes = point.stripeAcross(stripe, 0.25, 0.75)
            let isZebra = point.stripeAlong(toCrossing, Self.zebra.from, Self.zebra.to)
            return isZebra * (stripes + (0.5 - stripes) * blurred) * (toEdge > 0.4 ? 1 : 0)
        }
        var paint: Float = 0
        if numbers[RoadMarkings.hasEdges] > 0 { paint = point.stripeAcross(toEdge, 0.5, 0.62) }
        let number = (point.across / lane).rounded()
        guard number > 0, number < numbers[RoadMarkings.lanes] || lane * number < width - 1 else {
            return paint
        }
        let line = point.stripeAcross(point.across - number * lane, -0.07, 0.07)
        let position = point.along * (1 / 9)
        let dash = 9 * (position - position.rounded(.down))
        let isMiddle = numbers[RoadMarkings.isTwoWay] > 0 && number * 2 == numbers[RoadMarkings.lanes]
        let isSolid = isMiddle && numbers[RoadMarkings.lanes] > 2
        let blurred = min(1, max(0, point.alongStep * (1 / 4.5) - 0.5))
        let dashes = point.stripeAlong(dash, 0, 3.6)
        return max(paint, line * (isSolid ? 1 : dashes + (0.4 - dashes) * blurred))
    }
}

/// Asphalt with patches and cracks.
struct AsphaltMaterial: Material {
    let finish: FacetFinish

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> { Self.color(point, finish.color, finish.seed) }

    @inline(__always)
    static func color(_ point: SurfacePoint, _ base: SIMD4<Float>, _ seed: UInt32) -> SIMD4<Float> {
        var shade = 1 + 0.35 * point.noise(4, seed) + 0.4 * point.noise(0.12, seed &+ 1)
        let (i, j) = ((point.along * (1 / 5.5)).rounded(.down), (point.across * (1 / 2.5)).rounded(.down))
        let patch = ValueNoise.bits(ValueNoise.lattice(i), ValueNoise.lattice(j), seed &+ 2)
        if patch & 15 == 0 { shade *= 0.7 + 0.2 * point.detail(2) }
        let detail = point.detail(0.1)
        if detail > 0 {
            let jag = 0.35 * ValueNoise.at(point.along * 4, point.across * 4, seed &+ 4)
            let (x, y) = (point.along * 0.4 + jag, point.across * 0.4 + jag)
            let ridge = abs(ValueNoise.at(x, y, seed &+ 3) - 0.42)
            shade *= 1 - 0.4 * detail * max(0, 1 - ridge * 90)
        }
        return base * shade
    }
}

/// Slabs or stones for people on foot.
struct PavingMaterial: Material {
    let finish: FacetFinish

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        var shade = 1 + 0.3 * point.noise(2.5, finish.seed)
        let detail = point.detail(0.25)
        if detail > 0 {
            let (x, y) = (point.along * 1.8, point.across * 1.8)
            let (i, j) = (x.rounded(.down), y.rounded(.down))
            let slab = ValueNoise.share(ValueNoise.lattice(i), ValueNoise.lattice(j), finish.seed)
            let joint = min(min(x - i, i + 1 - x), min(y - j, j + 1 - y))
            shade *= 1 + detail * (0.22 * (slab - 0.5) - (joint < 0.03 ? 0.3 : 0))
        }
        return finish.color * shade
    }
}

/// What grows or lies about in spots: grass, gravel, earth, leaves.
struct SpottedMaterial: Material {
    let seed: UInt32
    let color: SIMD4<Float>
    let other: SIMD4<Float>
    /// Sizes of large and of small spots, in meters.
    let large: Float
    let small: Float
    /// How much the small ones differ.
    let strength: Float

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        let share = min(1, max(0, 0.5 + 1.4 * point.noise(large, seed)))
        let shade = 1 + strength * (point.noise(small, seed &+ 1) + 0.6 * point.noise(3 * small, seed &+ 2))
        return mixed(color, other, share) * shade
    }
}

/// Tracks: rails on sleepers on ballast.
struct RailMaterial: Material {
    let finish: FacetFinish
    private static let sleeper = Palette.color(98, 88, 80)
    private static let steel = Palette.color(150, 146, 144)
    /// From the middle to a rail, and to the end of a sleeper, in meters.
    private static let halfGauge: Float = 0.72
    private static let halfSleeper: Float = 1.25

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        var color =
            finish.color * (1 + 0.9 * point.noise(0.08, finish.seed) + 0.3 * point.noise(1.5, finish.seed))
        let offset = abs(point.across - 0.5 * finish.size.y)
        let position = point.along * (1 / 0.6)
        let sleeper = 0.6 * (position - position.rounded(.down))
        let detail = point.detail(0.5)
        let isSleeper =
            point.stripeAlong(sleeper, 0.1, 0.35) * point.stripeAcross(offset, -1, Self.halfSleeper)
        color = mixed(color, Self.sleeper, isSleeper * detail)
        return mixed(
            color, Self.steel, point.stripeAcross(offset, Self.halfGauge - 0.05, Self.halfGauge + 0.05))
    }
}

/// Water, which shows more of the sky the flatter one looks at it.
struct WaterMaterial: Material {
    let finish: FacetFinish
    let sky: SIMD4<Float>

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        let ripples = point.noise(0.7, finish.seed) + point.noise(2.9, finish.seed &+ 1)
        let away = 1 - min(1, max(0, point.grazing + 0.12 * ripples))
        let mirrored = 0.04 + 0.9 * away * away * away
        return mixed(finish.color, sky, mirrored)
    }
}
