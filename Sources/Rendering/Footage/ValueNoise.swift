/// Smooth noise from hashes of lattice points: the same everywhere and always.
enum ValueNoise {
    /// Adding it to a whole number leaves that in the lower bits, whatever the number is: no conversion that could trap.
    static let toInteger: Float = 12_582_912

    /// The lower bits of a number rounded down.
    @inline(__always)
    static func lattice(_ floor: Float) -> UInt32 { (floor + toInteger).bitPattern }

    /// A hash of a cell: 32 bits that look random.
    @inline(__always)
    static func bits(_ x: UInt32, _ y: UInt32, _ seed: UInt32) -> UInt32 {
        var hash = x &* 0x9E37_79B1 ^ y &* 0x85EB_CA77 ^ seed
        hash = (hash ^ hash >> 15) &* 0x2C1B_3C6D
        hash = (hash ^ hash >> 12) &* 0x297A_2D39
        return hash ^ hash >> 15
    }

    /// The hash of a cell as a number in [0, 1).
    @inline(__always)
    static func share(_ x: UInt32, _ y: UInt32, _ seed: UInt32) -> Float { unit(bits(x, y, seed)) }

    /// The upper bits of a hash as a number in [0, 1).
    @inline(__always)
    static func unit(_ bits: UInt32) -> Float { Float(bitPattern: bits >> 9 | 0x3F80_0000) - 1 }

    /// Noise in [0, 1) over a plane with a lattice of spacing 1.
    @inline(__always)
    static func at(_ x: Float, _ y: Float, _ seed: UInt32) -> Float {
        let (left, low) = (x.rounded(.down), y.rounded(.down))
        let (i, j) = (lattice(left), lattice(low))
        let xs = SIMD4<UInt32>(i, i &+ 1, i, i &+ 1) &* 0x9E37_79B1
        let ys = SIMD4<UInt32>(j, j, j &+ 1, j &+ 1) &* 0x85EB_CA77
        var hash = xs ^ ys ^ SIMD4(repeating: seed)
        hash = (hash ^ hash &>> 15) &* 0x2C1B_3C6D
        hash = hash ^ hash &>> 12
        hash = hash &>> 9 | 0x3F80_0000
        let values = unsafeBitCast(hash, to: SIMD4<Float>.self)
        let (tx, ty) = (smooth(x - left), smooth(y - low))
        let sides = values.evenHalf + (values.oddHalf - values.evenHalf) * tx
        return sides.x + (sides.y - sides.x) * ty - 1
    }

    @inline(__always)
    private static func smooth(_ share: Float) -> Float { share * share * (3 - 2 * share) }
}
