/// Letters, digits and a few signs of 3 x 5 points, for captions of charts; small letters are drawn as capitals.
struct LetterFont {
    /// Columns of a sign and of the gap behind it.
    static let advance = 4
    /// Rows of a sign.
    static let rows = 5

    private init() {}

    /// Five rows of three points each, from the upper left, as the bits of a number.
    private static let glyphs: [Character: UInt16] = [
        "A": 0b010_101_111_101_101, "B": 0b110_101_110_101_110, "C": 0b011_100_100_100_011,
        "D": 0b110_101_101_101_110, "E": 0b111_100_110_100_111, "F": 0b111_100_110_100_100,
        "G": 0b011_100_101_101_011, "H": 0b101_101_111_101_101, "I": 0b111_010_010_010_111,
        "J": 0b001_001_001_101_010, "K": 0b101_101_110_101_101, "L": 0b100_100_100_100_111,
        "M": 0b101_111_111_101_101, "N": 0b110_101_101_101_101, "O": 0b010_101_101_101_010,
        "P": 0b110_101_110_100_100, "Q": 0b010_101_101_110_011, "R": 0b110_101_110_101_101,
        "S": 0b011_100_010_001_110, "T": 0b111_010_010_010_010, "U": 0b101_101_101_101_111,
        "V": 0b101_101_101_101_010, "W": 0b101_101_111_111_101, "X": 0b101_101_010_101_101,
        "Y": 0b101_101_010_010_010, "Z": 0b111_001_010_100_111, ".": 0b000_000_000_000_010,
        ",": 0b000_000_000_010_100, ":": 0b000_010_000_010_000, "@": 0b111_101_101_100_111,
        "%": 0b101_001_010_100_101, "/": 0b001_001_010_100_100, "(": 0b001_010_010_010_001,
        ")": 0b100_010_010_010_100,
    ]

    /// The points that a text covers, from the upper left of its first sign; signs it does not know are gaps.
    static func points(of text: String) -> [(column: Int, row: Int)] {
        text.uppercased().enumerated().flatMap { place, sign -> [(column: Int, row: Int)] in
            if let digit = sign.wholeNumberValue, sign.isASCII {
                return DigitFont.points(of: digit).map { (place * advance + $0.column, $0.row) }
            }
            if sign == "-" { return (0..<3).map { (place * advance + $0, 2) } }
            guard let glyph = glyphs[sign] else { return [] }
            return (0..<15).filter { glyph >> UInt16(14 - $0) & 1 == 1 }
                .map { (place * advance + $0 % 3, $0 / 3) }
        }
    }
}
