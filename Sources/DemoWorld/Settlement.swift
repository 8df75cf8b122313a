/// Where trees and houses stand.
struct Settlement: Sendable {
    let fields: Fields
    let ways: Ways
    private let noise: Noise
    private let clumps: Noise

    init(seed: UInt32, fields: Fields, ways: Ways) {
        self.fields = fields
        self.ways = ways
        noise = Noise(seed: seed, purpose: 4)
        clumps = Noise(seed: seed, purpose: 5)
    }

    /// Everything that stands within `reach` meters of the middle; houses last.
    func things(reach: Float) -> [Thing] {
        let houses = self.houses(reach: reach)
        let spacing: Float = 6
        let count = Int32(reach / spacing)
        var trees: [Thing] = []
        for row in -count...count {
            for column in -count...count {
                let bits = noise.bits(column, row)
                let east = (Float(column) + 0.9 * part(bits, 0)) * spacing
                let north = (Float(row) + 0.9 * part(bits, 8)) * spacing
                guard part(bits, 16) < treeDensity(east: east, north: north) else { continue }
                let tree = tree(bits, column, row, east: east, north: north)
                if !houses.contains(where: { touches($0, tree) }) { trees.append(tree) }
            }
        }
        return trees + houses
    }

    /// The chance that a tree stands in a 6 m square.
    private func treeDensity(east: Float, north: Float) -> Float {
        let clearance = ways.clearance(east: east, north: north)
        guard clearance > 2 else { return 0 }
        let field = fields.field(east: east, north: north)
        let stream = ways.all.contains {
            $0.kind == .stream && abs($0.distance(east: east, north: north)) < 10
        }
        if stream { return 0.45 }
        if field.toBorder < 3, field.border == .hedge { return 0.4 }
        if field.toBorder < 4, field.border == .track { return 0.12 }
        let clump = clumps.smooth(east / 38, north / 38)
        return field.crop == .wood ? (clump < 0.25 ? 0.25 : 0.92) : field.crop.treeDensity * 2 * clump
    }

    private func tree(_ bits: UInt32, _ column: Int32, _ row: Int32, east: Float, north: Float) -> Thing {
        let tint = noise.value(column + 7_001, row)
        let conifer = tint > 0.72
        let base: SIMD3<Float> = conifer ? SIMD3(50, 84, 58) : SIMD3(88 + 46 * tint, 116, 52)
        let radius = 1.7 + 2.6 * part(bits, 24) * part(bits, 4) + 0.8 * part(bits, 12)
        return Thing(kind: .tree, east: east, north: north, radius: radius, color: base)
    }

    /// Houses in loose rows along the roads and lanes.
    private func houses(reach: Float) -> [Thing] {
        var houses: [Thing] = []
        for (number, way) in ways.all.enumerated() where way.kind != .stream {
            let count = Int32(reach / 24)
            for step in -count...count {
                let bits = noise.bits(step, Int32(9_000 + number))
                guard clumps.smooth(Float(step) / 5, Float(number) * 7) > 0.5, part(bits, 0) < 0.7 else {
                    continue
                }
                let house = house(bits, beside: way, along: (Float(step) + 0.6 * part(bits, 16)) * 24)
                let isFree = !houses.contains { touches($0, house) }
                if isFree, ways.clearance(east: house.east, north: house.north) > house.radius {
                    houses.append(house)
                }
            }
        }
        return houses
    }

    private func house(_ bits: UInt32, beside way: Way, along: Float) -> Thing {
        let (position, slope) = way.across(along)
        let length = 4.5 + 5 * part(bits, 8)
        let width = 3.2 + 1.6 * part(bits, 24)
        let side: Float = bits & 1 == 0 ? 1 : -1
        let across = position + side * (way.halfWidth + length + 3 + 7 * part(bits, 4))
        // The ridge follows the road, or stands across it.
        let norm = (1 + slope * slope).squareRoot()
        var direction = way.runsEast ? SIMD2(1 / norm, slope / norm) : SIMD2(slope / norm, 1 / norm)
        if part(bits, 12) < 0.35 { direction = SIMD2(-direction.y, direction.x) }
        let roofs: [SIMD3<Float>] = [
            SIMD3(170, 88, 66), SIMD3(150, 74, 58), SIMD3(120, 118, 120), SIMD3(186, 120, 92),
            SIMD3(94, 90, 92),
        ]
        return Thing(
            kind: .house(length: length, width: width, cosine: direction.x, sine: direction.y),
            east: way.runsEast ? along : across, north: way.runsEast ? across : along,
            radius: (length * length + width * width).squareRoot(),
            color: roofs[Int(bits >> 20) % roofs.count])
    }

    private func touches(_ one: Thing, _ other: Thing) -> Bool {
        let (dx, dy) = (one.east - other.east, one.north - other.north)
        let room = one.radius + other.radius * 0.7
        return dx * dx + dy * dy < room * room
    }

    /// Eight of the bits as a number in [0, 1).
    private func part(_ bits: UInt32, _ shift: UInt32) -> Float { Float((bits >> shift) & 0xFF) / 256 }
}
