/// The land seen straight from above, painted once: every camera looks at this picture.
struct Landscape: Sendable {
    /// Meters from the middle to each edge.
    static let reach: Float = 480
    /// Meters per pixel.
    static let grain: Float = 0.3
    /// Pixels along each side.
    static let side = Int(2 * reach / grain)

    /// Red, green, blue and nothing; the first row is the northernmost.
    let pixels: [SIMD4<UInt8>]

    /// Paints the land of a seed on all cores.
    init(seed: UInt32) async {
        let (fields, ways) = (Fields(seed: seed), Ways(seed: seed))
        let things = Settlement(seed: seed, fields: fields, ways: ways).things(reach: Landscape.reach)
        let ground = Ground(seed: seed, fields: fields, ways: ways)
        let leaves = Noise(seed: seed, purpose: 8)
        let bands = stride(from: 0, to: Landscape.side, by: 64).map { $0..<min($0 + 64, Landscape.side) }
        let painted = await inParallel(bands) { rows in
            var band = Band(rows: rows, ground: ground)
            band.place(things, leaves: leaves)
            return band.pixels
        }
        pixels = painted.flatMap { $0 }
    }

    /// Looks at the land many times without looking up where it lies in memory.
    func withColors<Result>(_ look: (LandColors) -> Result) -> Result {
        pixels.withUnsafeBufferPointer { look(LandColors(pixels: $0)) }
    }
}

/// The painted land, to be looked at.
struct LandColors {
    fileprivate let pixels: UnsafeBufferPointer<SIMD4<UInt8>>

    /// The color at a point, blended from the four pixels around it; the edge goes on for ever.
    ///
    /// Channel by channel: conversions of whole vectors are several times slower here.
    @inline(__always)
    func color(east: Float, north: Float) -> (red: Float, green: Float, blue: Float) {
        let limit = Float(Landscape.side) - 1.001
        let x = min(max((east + Landscape.reach) * (1 / Landscape.grain) - 0.5, 0), limit)
        let y = min(max((Landscape.reach - north) * (1 / Landscape.grain) - 0.5, 0), limit)
        let (column, row) = (Int(x), Int(y))
        let (u, v) = (x - Float(column), y - Float(row))
        let index = row * Landscape.side + column
        let (a, b) = (pixels[index], pixels[index + 1])
        let (c, d) = (pixels[index + Landscape.side], pixels[index + Landscape.side + 1])
        func blend(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Float {
            let upper = Float(a) + u * (Float(b) - Float(a))
            let lower = Float(c) + u * (Float(d) - Float(c))
            return upper + v * (lower - upper)
        }
        return (blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y), blend(a.z, b.z, c.z, d.z))
    }
}

/// Some rows of the land while they are being painted.
private struct Band {
    private let rows: Range<Int>
    private(set) var pixels: [SIMD4<UInt8>]
    private var colors: [SIMD3<Float>]

    /// Paints the bare ground.
    init(rows: Range<Int>, ground: Ground) {
        self.rows = rows
        pixels = []
        colors = []
        colors.reserveCapacity(rows.count * Landscape.side)
        // A way that runs north has one position a row, one that runs east one a column.
        let columns = (0..<Landscape.side).map { column in
            ground.ways.all.map { $0.across(Band.east(column)) }
        }
        for row in rows {
            let north = Band.north(row)
            let here = ground.ways.all.map { $0.across(north) }
            for column in 0..<Landscape.side {
                let east = Band.east(column)
                let distances = ground.ways.all.indices.map { index in
                    let runsEast = ground.ways.all[index].runsEast
                    let way = runsEast ? columns[column][index] : here[index]
                    return ((runsEast ? north : east) - way.position)
                        / (1 + way.slope * way.slope).squareRoot()
                }
                colors.append(ground.color(east: east, north: north, wayDistances: distances))
            }
        }
    }

    /// Draws all shadows, then all things.
    mutating func place(_ things: [Thing], leaves: Noise) {
        for thing in things {
            var shadow = thing
            shadow.east -= thing.radius * Thing.shadowReach
            shadow.north += thing.radius * Thing.shadowReach
            draw(shadow, leaves: leaves) { under, _ in under * 0.52 }
        }
        for thing in things { draw(thing, leaves: leaves) { _, brightness in thing.color * brightness } }
        pixels = colors.map { color in
            let level = color.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255))
            return SIMD4(UInt8(level.x), UInt8(level.y), UInt8(level.z), 0)
        }
        colors = []
    }

    private mutating func draw(
        _ thing: Thing, leaves: Noise, _ blend: (SIMD3<Float>, Float) -> SIMD3<Float>
    ) {
        let room = thing.radius * 1.2
        let first = max(rows.lowerBound, Int((Landscape.reach - thing.north - room) / Landscape.grain))
        let last = min(rows.upperBound - 1, Int((Landscape.reach - thing.north + room) / Landscape.grain))
        let left = max(0, Int((thing.east - room + Landscape.reach) / Landscape.grain))
        let right = min(Landscape.side - 1, Int((thing.east + room + Landscape.reach) / Landscape.grain))
        guard first <= last, left <= right else { return }
        for row in first...last {
            for column in left...right {
                let (east, north) = (Band.east(column), Band.north(row))
                let roughness = leaves.smooth(east / 1.1, north / 1.1)
                let lit = thing.brightness(east: east, north: north, roughness: roughness)
                let index = (row - rows.lowerBound) * Landscape.side + column
                if let lit { colors[index] = blend(colors[index], lit) }
            }
        }
    }

    private static func east(_ column: Int) -> Float {
        (Float(column) + 0.5) * Landscape.grain - Landscape.reach
    }
    private static func north(_ row: Int) -> Float { Landscape.reach - (Float(row) + 0.5) * Landscape.grain }
}
