/// Gives every pixel of a painted view its light: texture, sun and air.
struct FootageShader {
    let projection: Projection
    let weather: Weather
    let width: Int
    let height: Int
    /// Column by column, as the painter leaves them.
    let keys: UnsafePointer<UInt32>
    let numbers: UnsafePointer<UInt32>
    let facets: UnsafeBufferPointer<Facet>
    let finishes: UnsafeBufferPointer<FacetFinish>
    let props: UnsafeBufferPointer<Prop>
    /// What bare ground is made of.
    let ground: FacetFinish
    /// Row by row: red, green and blue, 1 being white.
    let colors: UnsafeMutablePointer<SIMD4<Float>>
    /// From row to row of the colors.
    let stride: Int

    /// Above numbers of facets: those of props, 256 facets each.
    static let propNumber: UInt32 = 0x8000_0000
    /// The least inverse depth that is reckoned with, in 1 over meters.
    private static let farthest: Float = 1e-5

    /// Fills all pixels.
    func shade() {
        for column in 0..<width {
            let (keys, numbers) = (keys + column * height, numbers + column * height)
            var row = 0
            while row < height {
                let first = row
                let (number, isSky) = (numbers[row], keys[row] == 0)
                row += 1
                while row < height, numbers[row] == number, (keys[row] == 0) == isSky { row += 1 }
                if isSky {
                    shadeSky(column, first..<row)
                } else {
                    shade(column, first..<row, number)
                }
            }
        }
    }

    /// The direction of the middle of a pixel, in meters for each meter along the axis.
    @inline(__always)
    private func ray(_ column: Int, _ row: Int) -> SIMD3<Float> {
        let x = (Float(column) + 0.5 - projection.center.x) / projection.focal
        let y = (Float(row) + 0.5 - projection.center.y) / projection.focal
        return projection.forward + projection.right * x + projection.down * y
    }

    private func shadeSky(_ column: Int, _ rows: Range<Int>) {
        let isFine = projection.focal > 80
        for row in rows {
            let ray = ray(column, row)
            let length = (ray.x * ray.x + ray.y * ray.y + ray.z * ray.z).squareRoot()
            colors[row * stride + column] = weather.sky(ray / length, isFine: isFine)
        }
    }

    /// Pixels of a column that show the same facet.
    private func shade(_ column: Int, _ rows: Range<Int>, _ number: UInt32) {
        if number == 0 {
            let run = SurfaceRun(
                ground, SIMD4(0, 0, 1, 0), projection, column: column, rows: rows)
            shade(run, ground)
        } else if number >= Self.propNumber {
            let prop = props[Int((number - Self.propNumber) >> 8)]
            let model = PropModel.scenes[prop.model.rawValue]
            let index = Int(number & 255)
            var finish = PropModel.finishes[prop.model.rawValue][index]
            switch finish.surface {
            case .skin: finish.color = prop.accent
            case .cloth: finish.color = prop.color * 0.3 + Palette.cloths[0] * 0.5
            default: finish.color = prop.color
            }
            var run = SurfaceRun(
                finish, model.facets[index].plane, projection.seen(from: prop), column: column, rows: rows)
            run.normal = SIMD3(
                run.normal.x * prop.ahead.y + run.normal.y * prop.ahead.x,
                run.normal.y * prop.ahead.y - run.normal.x * prop.ahead.x, run.normal.z)
            shade(run, finish)
        } else {
            let finish = finishes[Int(number) - 1]
            let run = SurfaceRun(
                finish, facets[Int(number) - 1].plane, projection, column: column, rows: rows)
            shade(run, finish)
        }
    }

    private func shade(_ run: SurfaceRun, _ finish: FacetFinish) {
        switch finish.surface {
        case .wall: fill(run, WallMaterial(finish, reflection: weather.skyLight))
        case .road: fill(run, RoadMaterial(finish))
        case .asphalt: fill(run, AsphaltMaterial(finish: finish))
        case .sidewalk, .paving: fill(run, PavingMaterial(finish: finish))
        case .ground, .grass, .scrub, .bare, .flatRoof, .hedge, .masonry, .concrete:
            fill(run, spotted(finish))
        case .water: fill(run, WaterMaterial(finish: finish, sky: weather.horizon))
        case .rail: fill(run, RailMaterial(finish: finish))
        case .tiledRoof: fill(run, TileMaterial(finish: finish))
        case .crown: fill(run, LeafMaterial(finish))
        case .woodEdge: fill(run, WoodEdgeMaterial(finish: finish))
        case .fence: fill(run, FenceMaterial(finish: finish))
        case .front, .rear:
            fill(
                run,
                CarEndMaterial(paint: finish.color, size: finish.size, isFront: finish.surface == .front))
        case .glass:
            fill(run, EvenMaterial(color: SIMD4(0.03, 0.035, 0.04, 0) + weather.skyLight * 0.12, seed: 1))
        case .rubber: fill(run, EvenMaterial(color: SIMD4(0.02, 0.02, 0.02, 0), seed: 1))
        case .gable, .soffit, .trunk, .metal, .paint, .cloth, .skin:
            fill(run, EvenMaterial(color: finish.color, seed: finish.seed))
        }
    }

    private func spotted(_ finish: FacetFinish) -> SpottedMaterial {
        let (other, large, small, strength): (SIMD4<Float>, Float, Float, Float) =
            switch finish.surface {
            case .grass: (finish.color * SIMD4(1.25, 1.1, 0.8, 0), 5, 0.12, 0.7)
            case .scrub, .hedge: (finish.color * 0.7, 1, 0.15, 0.9)
            case .bare: (finish.color * 0.8, 4, 0.2, 0.4)
            case .masonry: (finish.color * 0.8, 0.5, 0.2, 0.4)
            case .flatRoof, .concrete: (finish.color * 0.85, 3, 0.15, 0.5)
            default: (finish.accent, 9, 0.25, 0.35)
            }
        return SpottedMaterial(
            seed: finish.seed, color: finish.color, other: other, large: large, small: small,
            strength: strength)
    }

    /// Specialized for every material, so that nothing is looked up for a pixel.
    @inline(__always)
    private func fill(_ run: SurfaceRun, _ material: some Material) {
        let light = weather.light(on: run.normal)
        for row in run.rows {
            let inverse = max(Self.farthest, run.inverse + run.inversePerRow * Float(row))
            let depth = 1 / inverse
            let point = run.point(row, depth)
            let lit = material.color(point) * light
            colors[row * stride + run.column] = mixed(lit, weather.horizon, weather.veil(depth))
        }
    }
}

/// Where the pixels of a run meet the plane of their facet.
struct SurfaceRun {
    let column: Int
    let rows: Range<Int>
    /// Unit vector to the side that is seen.
    var normal: SIMD3<Float>
    /// The inverse depth at row 0, and what each row adds, and each column.
    let inverse: Float
    let inversePerRow: Float
    private let inversePerColumn: Float
    /// Meters from the plane to the eye.
    private let distance: Float
    /// Along and across the facet: the eye's place, and the ray at row 0 with what each row and column adds.
    private let eye: SIMD2<Float>
    private let ray: SIMD2<Float>
    private let perRow: SIMD2<Float>
    private let perColumn: SIMD2<Float>

    @inline(__always)
    init(
        _ finish: FacetFinish, _ plane: SIMD4<Float>, _ projection: Projection, column: Int, rows: Range<Int>
    ) {
        self.column = column
        self.rows = rows
        let upper = SIMD3(plane.x, plane.y, plane.z)
        let offset = Self.product(upper, projection.eye) - plane.w
        normal = offset < 0 ? -upper : upper
        distance = abs(offset)
        let depth =
            projection.inverseDepth(of: plane) ?? InverseDepth(origin: 0, perColumn: 0, perRow: 0)
        inverse = depth.inColumn(column)
        inversePerRow = depth.perRow
        inversePerColumn = depth.perColumn
        let scale = 1 / projection.focal
        let x = (Float(column) + 0.5 - projection.center.x) * scale
        let y = (0.5 - projection.center.y) * scale
        let start = projection.forward + projection.right * x + projection.down * y
        func inFrame(_ vector: SIMD3<Float>) -> SIMD2<Float> {
            SIMD2(Self.product(vector, finish.along), Self.product(vector, finish.across))
        }
        eye = inFrame(projection.eye - finish.origin)
        ray = inFrame(start)
        perRow = inFrame(projection.down) * scale
        perColumn = inFrame(projection.right) * scale
    }

    /// The point that a pixel shows, whose depth is known.
    @inline(__always)
    func point(_ row: Int, _ depth: Float) -> SurfacePoint {
        let ray = ray + perRow * Float(row)
        let place = eye + ray * depth
        // The derivative of ray / inverse.
        let down = (perRow - ray * (depth * inversePerRow)) * depth
        let aside = (perColumn - ray * (depth * inversePerColumn)) * depth
        let step = SIMD2(
            max(1e-4, abs(down.x) + abs(aside.x)), max(1e-4, abs(down.y) + abs(aside.y)))
        let inverse = 1 / step
        return SurfacePoint(
            along: place.x, across: place.y, alongStep: step.x, acrossStep: step.y, perAlong: inverse.x,
            perAcross: inverse.y, grazing: min(1, distance / depth))
    }

    @inline(__always)
    private static func product(_ one: SIMD3<Float>, _ other: SIMD3<Float>) -> Float {
        one.x * other.x + one.y * other.y + one.z * other.z
    }
}
