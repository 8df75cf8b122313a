/// Roofs of tiles in rows.
struct TileMaterial: Material {
    let finish: FacetFinish

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        var shade = 1 + 0.3 * point.noise(2, finish.seed) + 0.3 * point.noise(0.3, finish.seed &+ 1)
        let detail = point.detail(0.3)
        if detail > 0 {
            let row = point.across * (1 / 0.35)
            shade *= 1 - 0.35 * detail * max(0, 1 - 4 * (row - row.rounded(.down)))
        }
        return finish.color * shade
    }
}

/// Something of one color that is not quite even.
struct EvenMaterial: Material {
    let color: SIMD4<Float>
    let seed: UInt32

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        color * (1 + 0.25 * point.noise(1, seed))
    }
}

/// Leaves: light and dark spots of several sizes, darker below.
struct LeafMaterial: Material {
    let finish: FacetFinish
    /// The height of the facet's first corner; what is low is in the shade of what is above.
    private let low: Float
    private let slant: Float

    @inline(__always)
    init(_ finish: FacetFinish) {
        self.finish = finish
        low = finish.origin.z
        slant = finish.across.z
    }

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        let spots = point.noise(1.3, finish.seed) + 0.9 * point.noise(0.4, finish.seed &+ 1)
        let fine = point.noise(0.13, finish.seed &+ 2)
        let height = low + point.across * slant
        let shade = 0.55 + 0.05 * min(9, max(0, height)) + 1.1 * spots + 0.9 * fine
        return finish.color * max(0.15, shade)
    }
}

/// The edge of a wood: trunks below, crowns above.
struct WoodEdgeMaterial: Material {
    let finish: FacetFinish

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        let crown = ValueNoise.at(point.along * 0.25, point.across * 0.22, finish.seed)
        let spots = point.noise(1.1, finish.seed &+ 1) + point.noise(0.35, finish.seed &+ 2)
        let shade = 0.35 + 0.5 * crown + 0.03 * point.across + 0.8 * spots
        let trunk = ValueNoise.at(point.along * 1.6, point.across * 0.05, finish.seed &+ 3)
        let isTrunk = trunk > 0.8 ? point.stripeAcross(point.across, 0, 3.5) * point.detail(0.6) : 0
        return mixed(finish.color * max(0.1, shade), Palette.bark * 0.6, isTrunk)
    }
}

/// Bars, with what is behind them taken to be green or dark.
struct FenceMaterial: Material {
    let finish: FacetFinish

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        let position = point.along * (1 / 0.14)
        let x = 0.14 * (position - position.rounded(.down))
        let detail = point.detail(0.14)
        let bars = point.stripeAlong(x, 0, 0.04)
        let bar = bars * detail + 0.35 * (1 - detail)
        let rail = point.stripeAcross(point.across, finish.size.y - 0.1, finish.size.y)
        return mixed(Palette.grass * 0.55, finish.color, min(1, bar + rail))
    }
}

/// The end of a car: lamps on both sides, a plate between them.
struct CarEndMaterial: Material {
    let paint: SIMD4<Float>
    let size: SIMD2<Float>
    let isFront: Bool

    private static let white = Palette.color(250, 246, 232)
    private static let red = Palette.color(190, 16, 14)
    private static let plate = Palette.color(226, 224, 216)

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        let offset = abs(point.along - 0.5 * size.x)
        let lamp =
            point.stripeAlong(offset, 0.32 * size.x, 0.46 * size.x)
            * point.stripeAcross(point.across, 0.55 * size.y, 0.85 * size.y)
        let plate =
            point.stripeAlong(offset, -0.26, 0.26)
            * point.stripeAcross(point.across, 0.25 * size.y, 0.25 * size.y + 0.11)
        let body = mixed(paint, Palette.metal * 0.4, point.stripeAcross(point.across, 0, 0.2 * size.y))
        return mixed(mixed(body, isFront ? Self.white : Self.red, lamp), Self.plate, plate)
    }
}
