/// Digits of 3 x 5 points, for numbers under pictures.
struct DigitFont {
    /// Columns of a digit and of the gap behind it.
    static let advance = 4
    /// Rows of a digit.
    static let rows = 5

    private init() {}

    /// Five rows of three points each, from the upper left, as the bits of a number; for `0` to `9`, then `-`.
    private static let glyphs: [UInt16] = [
        0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
        0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_001_001_001,
        0b111_101_111_101_111, 0b111_101_111_001_111, 0b000_000_111_000_000,
    ]

    /// The points that a number covers, from the upper left of its first digit, so many pixels each as `scale` says a side.
    static func points(of number: Int) -> [(column: Int, row: Int)] {
        var points: [(column: Int, row: Int)] = []
        for (place, byte) in String(number).utf8.enumerated() {
            let glyph = glyphs[byte == UInt8(ascii: "-") ? 10 : Int(byte - UInt8(ascii: "0"))]
            for bit in 0..<15 where glyph >> UInt16(14 - bit) & 1 == 1 {
                points.append((place * advance + bit % 3, bit / 3))
            }
        }
        return points
    }
}
