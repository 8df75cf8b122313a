/// Numbers that look random and depend on nothing but a seed and a place: the whole landscape is made of them.
struct Noise: Sendable {
    private let seed: UInt32

    /// Noise of its own for every seed and purpose.
    init(seed: UInt32, purpose: UInt32) {
        self.seed = Noise.mix(seed &* 0x9E37_79B9 ^ purpose &* 0x85EB_CA6B)
    }

    /// A number in [0, 1) for a point of the integer lattice.
    func value(_ x: Int32, _ y: Int32) -> Float { Float(bits(x, y) >> 8) * 0x1p-24 }

    /// 32 bits for a point of the integer lattice.
    func bits(_ x: Int32, _ y: Int32) -> UInt32 {
        Noise.mix(
            UInt32(bitPattern: x) &* 0x27D4_EB2F ^ Noise.mix(UInt32(bitPattern: y) &* 0x1656_67B1 &+ seed))
    }

    /// A smooth surface through the lattice's values, [0, 1), with hills one unit wide.
    func smooth(_ x: Float, _ y: Float) -> Float {
        let (column, row) = (x.rounded(.down), y.rounded(.down))
        let (i, j) = (Int32(column), Int32(row))
        let (u, v) = (Noise.ease(x - column), Noise.ease(y - row))
        let upper = value(i, j) + u * (value(i + 1, j) - value(i, j))
        let lower = value(i, j + 1) + u * (value(i + 1, j + 1) - value(i, j + 1))
        return upper + v * (lower - upper)
    }

    /// Smooth surfaces of ever smaller hills on top of each other, [0, 1).
    ///
    /// - Parameter widths: the width of the hills in meters, largest first; each counts 0.6 times the one before.
    func rough(_ east: Float, _ north: Float, widths: [Float]) -> Float {
        var (sum, total, weight): (Float, Float, Float) = (0, 0, 1)
        for (octave, width) in widths.enumerated() {
            let shift = Float(octave) * 17.3
            sum += weight * smooth(east / width + shift, north / width - shift)
            total += weight
            weight *= 0.6
        }
        return sum / total
    }

    private static func ease(_ t: Float) -> Float { t * t * (3 - 2 * t) }

    /// A permutation of 32 bits in which every bit of the input stirs all of the output.
    private static func mix(_ bits: UInt32) -> UInt32 {
        var x = bits
        x = (x ^ (x >> 16)) &* 0x7FEB_352D
        x = (x ^ (x >> 15)) &* 0x846C_A68B
        return x ^ (x >> 16)
    }
}
