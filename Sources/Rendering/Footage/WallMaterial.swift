/// The wall of a building: windows in rows, doors and shops at the ground.
///
/// Windows are counted from the wall's first corner and floors from the ground, so that they stand still whatever the camera does.
struct WallMaterial: Material {
    private let seed: UInt32
    private let wall: SIMD4<Float>
    private let trim: SIMD4<Float>
    /// Of the wall's lower edge above the ground, in meters, and of its upper edge.
    private let bottom: Float
    private let top: Float
    private let bays: Float
    private let bay: Float
    private let perBay: Float
    private let floor: Float
    private let perFloor: Float
    private let groundFloor: Float
    private let floors: Float
    private let windowWidth: Float
    private let windowHeight: Float
    private let shops: Float
    private let isBrick: Bool
    private let balconies: Float
    /// What glass shows of the sky.
    private let reflection: SIMD4<Float>

    /// Walls shorter than this have no windows, in meters.
    private static let leastMeters: Float = 1.6
    private static let glass = Palette.color(44, 52, 60)
    private static let curtain = Palette.color(206, 200, 188)
    private static let lamp = Palette.color(255, 214, 150)

    @inline(__always)
    init(_ finish: FacetFinish, reflection: SIMD4<Float>) {
        seed = finish.seed
        (wall, trim) = (finish.color, finish.accent)
        bottom = finish.origin.z
        top = bottom + finish.size.y
        let length = finish.size.x
        bays = max(1, (length / finish.numbers[Facade.bay]).rounded())
        bay = length / bays
        perBay = 1 / max(0.1, bay)
        floor = finish.numbers[Facade.floor]
        perFloor = 1 / floor
        groundFloor = finish.numbers[Facade.groundFloor]
        floors = ((top - groundFloor) * perFloor + 0.15).rounded(.down)
        let hasWindows = length >= Self.leastMeters
        windowWidth = hasWindows ? finish.numbers[Facade.windowWidth] * bay : 0
        windowHeight = finish.numbers[Facade.windowHeight] * floor
        shops = hasWindows ? finish.numbers[Facade.shops] : 0
        isBrick = finish.numbers[Facade.brick] > 0
        balconies = finish.numbers[Facade.balconies]
        self.reflection = reflection
    }

    @inline(__always)
    func color(_ point: SurfacePoint) -> SIMD4<Float> {
        let height = bottom + point.across
        var color = wall * (1 + 0.3 * point.noise(3, seed) + 0.16 * point.noise(0.4, seed &+ 1))
        if isBrick { color *= bricks(point, height) }
        color *= 0.82 + 0.18 * min(1, max(0, height))
        color = mixed(color, trim, 0.6 * point.stripeAcross(height, top - 0.35, top))
        guard windowWidth > 0 else { return color }
        // The last bay ends with the wall, whatever rounding says.
        let column = max(0, min(bays - 1, (point.along * perBay).rounded(.down)))
        let x = point.along - column * bay
        if height < groundFloor { return ground(point, color, column, x, height) }
        let row = ((height - groundFloor) * perFloor).rounded(.down)
        guard row < floors else { return color }
        return upper(point, color, column, x, row + 1, height - groundFloor - row * floor)
    }

    /// Light and dark bricks, as far as they can be told apart.
    @inline(__always)
    private func bricks(_ point: SurfacePoint, _ height: Float) -> Float {
        let detail = point.detail(0.2)
        guard detail > 0 else { return 1 }
        let course = (height * 12).rounded(.down)
        let x = point.along * 4 + (course * 0.5 - (course * 0.5).rounded(.down))
        let cell = ValueNoise.share(ValueNoise.lattice(x.rounded(.down)), ValueNoise.lattice(course), seed)
        return 1 + detail * 0.35 * (cell - 0.5)
    }

    /// A window of an upper floor.
    ///
    /// - Parameters:
    ///   - x: meters from the left of the bay.
    ///   - y: meters above the floor.
    @inline(__always)
    private func upper(
        _ point: SurfacePoint, _ wall: SIMD4<Float>, _ column: Float, _ x: Float, _ row: Float, _ y: Float
    ) -> SIMD4<Float> {
        let cell = ValueNoise.bits(ValueNoise.lattice(column), ValueNoise.lattice(row), seed)
        let sill = 0.55 * (floor - windowHeight)
        let offset = abs(x - 0.5 * bay)
        var color = wall
        let half = 0.5 * windowWidth
        if point.detail(0.3) > 0 {
            let isUnder =
                point.stripeAcross(y, sill - 0.14, sill) * point.stripeAlong(offset, -1, half + 0.12)
            color = mixed(color, trim, isUnder)
        }
        color = window(point, color, cell, offset, y - sill, windowHeight)
        if balconies > 0, ValueNoise.share(ValueNoise.lattice(column), 77, seed) < balconies {
            let isRailing = point.stripeAcross(y, 0.05, 1) * point.stripeAlong(offset, -1, half + 0.3)
            color = mixed(color, trim * 0.7, 0.65 * isRailing)
            color = mixed(
                color, wall * 0.55,
                point.stripeAcross(y, -0.05, 0.12) * point.stripeAlong(offset, -1, half + 0.35))
        }
        return color
    }

    /// A frame with glass in it, fading to the mean of wall and windows where windows are too small to be told apart.
    ///
    /// - Parameters:
    ///   - offset: meters from the middle of the window to the side.
    ///   - y: meters above its lower edge.
    @inline(__always)
    private func window(
        _ point: SurfacePoint, _ wall: SIMD4<Float>, _ cell: UInt32, _ offset: Float, _ y: Float,
        _ height: Float
    ) -> SIMD4<Float> {
        let half = 0.5 * windowWidth
        let frame = point.stripeAlong(offset, -half, half) * point.stripeAcross(y, 0, height)
        let inner =
            point.stripeAlong(offset, 0.07 - half, half - 0.07) * point.stripeAcross(y, 0.07, height - 0.07)
        let pane = pane(cell, y / height)
        let sharp = mixed(mixed(wall, trim, frame), pane, inner)
        let blurred = min(1, max(0, max(point.alongStep * perBay, point.acrossStep * perFloor) - 0.4))
        guard blurred > 0 else { return sharp }
        return mixed(
            sharp, mixed(wall, Self.glass, windowWidth * height * perBay * perFloor * 0.8), blurred)
    }

    /// What is seen in a window: curtains, a lamp, a blind half down, or the sky in dark glass.
    @inline(__always)
    private func pane(_ cell: UInt32, _ y: Float) -> SIMD4<Float> {
        let kind = cell & 15
        if kind < 3 { return Self.curtain * 0.75 }
        if kind == 3 { return Self.lamp * 0.7 }
        let blind = ValueNoise.unit(cell &* 0x9E37_79B1)
        if kind < 7, y > blind { return trim * 0.7 }
        return Self.glass + reflection * (0.1 + 0.25 * ValueNoise.unit(cell &* 0x85EB_CA77)) * (0.5 + y)
    }

    /// The ground floor: shops, or windows with a door among them.
    @inline(__always)
    private func ground(
        _ point: SurfacePoint, _ wall: SIMD4<Float>, _ column: Float, _ x: Float, _ height: Float
    ) -> SIMD4<Float> {
        let offset = abs(x - 0.5 * bay)
        // Two bays make a shop.
        let shop = ValueNoise.bits(ValueNoise.lattice((column * 0.5).rounded(.down)), 5, seed)
        let cell = ValueNoise.bits(ValueNoise.lattice(column), 0, seed)
        if ValueNoise.unit(shop) < shops { return self.shop(point, wall, shop, offset, height) }
        if cell & 7 == 1 || bays == 1 && cell & 1 == 1 {
            let isDoor = point.stripeAlong(offset, -0.55, 0.55) * point.stripeAcross(height, 0, 2.2)
            return mixed(wall, Palette.signs[Int(shop >> 8 & 7)] * 0.7, isDoor)
        }
        return window(point, wall, cell, offset, height - 0.95, min(windowHeight, groundFloor - 1.3))
    }

    @inline(__always)
    private func shop(
        _ point: SurfacePoint, _ wall: SIMD4<Float>, _ shop: UInt32, _ offset: Float, _ height: Float
    ) -> SIMD4<Float> {
        let sign = Palette.signs[Int(shop >> 8 & 7)]
        let isSign = point.stripeAcross(height, groundFloor - 0.85, groundFloor - 0.25)
        let glass =
            point.stripeAlong(offset, -0.46 * bay, 0.46 * bay)
            * point.stripeAcross(height, 0.35, groundFloor - 1)
        let goods = point.noise(0.5, shop)
        let shown = Self.glass + reflection * 0.2 + (sign * 0.5 + 0.15) * max(0, goods)
        return mixed(mixed(wall, sign, isSign), shown, glass)
    }
}
