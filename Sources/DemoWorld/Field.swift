/// What grows on a piece of land.
enum Crop: CaseIterable {
    case wheat, barley, beet, rape, plough, meadow, wood, orchard, fallow

    /// The color of the land seen from above, red, green and blue up to 255.
    var color: SIMD3<Float> {
        switch self {
        case .wheat: SIMD3(186, 166, 104)
        case .barley: SIMD3(164, 160, 92)
        case .beet: SIMD3(84, 120, 60)
        case .rape: SIMD3(190, 184, 66)
        case .plough: SIMD3(122, 96, 72)
        case .meadow: SIMD3(104, 132, 72)
        case .wood: SIMD3(52, 68, 42)
        case .orchard: SIMD3(112, 128, 76)
        case .fallow: SIMD3(138, 130, 96)
        }
    }

    /// Meters from furrow to furrow, and how much darker a furrow is; nil where nothing is sown in rows.
    var furrows: (spacing: Float, depth: Float)? {
        switch self {
        case .wheat: (9, 0.16)
        case .barley: (7, 0.14)
        case .beet: (3.2, 0.2)
        case .rape: (12, 0.12)
        case .plough: (4.2, 0.24)
        case .meadow, .wood, .orchard, .fallow: nil
        }
    }

    /// The share of 6 m squares in which a tree stands.
    var treeDensity: Float {
        switch self {
        case .wood: 0.9
        case .orchard: 0.5
        case .meadow: 0.03
        case .fallow: 0.05
        case .wheat, .barley, .beet, .rape, .plough: 0.002
        }
    }
}

/// A field, and where in it a point lies.
struct Field {
    var crop: Crop
    /// 32 bits of its own, for all that differs from field to field.
    var bits: UInt32
    /// Meters to the next field, roughly.
    var toBorder: Float
    /// 32 bits that belong to the border with the next field, the same from both sides.
    var borderBits: UInt32

    /// What stands on a border.
    enum Border { case hedge, track, grass, none }

    /// What stands on the border with the next field.
    var border: Border {
        switch borderBits % 100 {
        case ..<38: .hedge
        case ..<60: .track
        case ..<85: .grass
        default: .none
        }
    }

    /// A number in [0, 1) of the field's own.
    func trait(_ number: UInt32) -> Float {
        Float(((bits >> (number % 24)) ^ (bits << (number % 7))) & 0xFF) / 256
    }
}

/// The division of the land into fields: the cells of points scattered over a lattice.
struct Fields: Sendable {
    private let noise: Noise
    private let bend: Noise
    /// Meters between the points of the lattice.
    private let spacing: Float = 105

    init(seed: UInt32) {
        noise = Noise(seed: seed, purpose: 1)
        bend = Noise(seed: seed, purpose: 2)
    }

    /// The field at a point, in meters east and north.
    func field(east: Float, north: Float) -> Field {
        // Bent a little, so that no border is a straight line.
        let x = (east + 26 * bend.smooth(east / 70, north / 70)) / spacing
        let y = (north + 26 * bend.smooth(north / 70 + 50, east / 70)) / spacing
        let (i, j) = (Int32(x.rounded(.down)), Int32(y.rounded(.down)))
        var (nearest, second) = (Float.infinity, Float.infinity)
        var (own, next): (UInt32, UInt32) = (0, 0)
        for row in j - 1...j + 1 {
            for column in i - 1...i + 1 {
                let bits = noise.bits(column, row)
                let dx = Float(column) + 0.1 + 0.8 * Float(bits & 0xFFFF) / 65_536 - x
                let dy = Float(row) + 0.1 + 0.8 * Float(bits >> 16) / 65_536 - y
                let distance = (dx * dx + dy * dy).squareRoot()
                if distance < nearest {
                    (second, next) = (nearest, own)
                    (nearest, own) = (distance, bits)
                } else if distance < second {
                    (second, next) = (distance, bits)
                }
            }
        }
        return Field(
            crop: crop(own), bits: own, toBorder: (second - nearest) * spacing / 2,
            borderBits: (own ^ next) &* 0x9E37_79B9 >> 8)
    }

    private func crop(_ bits: UInt32) -> Crop {
        switch (bits >> 5) % 100 {
        case ..<14: .wheat
        case ..<24: .barley
        case ..<33: .beet
        case ..<41: .rape
        case ..<54: .plough
        case ..<70: .meadow
        case ..<86: .wood
        case ..<93: .orchard
        default: .fallow
        }
    }
}
