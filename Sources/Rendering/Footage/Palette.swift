/// Colors as paint and materials have them.
enum Palette {
    /// A color as displays have it, 0 to 255, as the share of light it reflects: displays' gamma is taken to be 2.
    static func color(_ red: Float, _ green: Float, _ blue: Float) -> SIMD4<Float> {
        let share = SIMD4(red, green, blue, 0) / 255
        return share * share
    }

    /// Renders, bricks, stones.
    static let walls = [
        color(226, 214, 190), color(214, 196, 160), color(232, 226, 214), color(206, 178, 140),
        color(196, 164, 128), color(222, 190, 150), color(186, 176, 160), color(170, 168, 164),
        color(236, 220, 176), color(214, 160, 128), color(198, 138, 112), color(154, 96, 76),
        color(132, 80, 62), color(166, 120, 96), color(210, 204, 196), color(240, 236, 228),
        color(182, 190, 186), color(196, 206, 212), color(224, 200, 190), color(120, 112, 106),
    ]
    /// Frames, sills, cornices.
    static let trims = [
        color(236, 232, 224), color(216, 208, 196), color(110, 100, 92), color(70, 66, 62),
        color(240, 238, 234), color(150, 110, 80),
    ]
    /// Signs, awnings and doors.
    static let signs = [
        color(160, 40, 36), color(30, 70, 130), color(36, 100, 60), color(210, 160, 40), color(60, 56, 54),
        color(130, 60, 100), color(220, 214, 204), color(90, 60, 40),
    ]
    static let tiles = [
        color(170, 92, 64), color(150, 78, 56), color(186, 112, 80), color(96, 92, 92), color(76, 74, 78),
        color(128, 88, 70),
    ]
    /// Gravel, bitumen, sheet metal, terraces.
    static let flatRoofs = [
        color(150, 146, 140), color(92, 90, 90), color(186, 184, 180), color(164, 128, 104),
        color(128, 126, 118),
    ]
    static let concrete = color(150, 146, 140)
    static let bark = color(86, 72, 58)
    static let cars = [
        color(236, 236, 236), color(26, 26, 28), color(120, 122, 126), color(180, 182, 186),
        color(62, 66, 72), color(30, 50, 110), color(150, 22, 26), color(200, 196, 186),
        color(50, 80, 70), color(120, 84, 50),
    ]
    static let cloths = [
        color(60, 64, 84), color(50, 50, 54), color(150, 40, 44), color(60, 90, 140), color(200, 196, 188),
        color(120, 110, 90), color(70, 100, 70), color(190, 150, 60), color(130, 130, 136),
    ]
    static let skins = [color(224, 180, 150), color(190, 140, 110), color(140, 96, 70), color(90, 62, 48)]
    static let leaves = [
        color(70, 96, 44), color(86, 108, 52), color(58, 84, 44), color(100, 112, 56), color(76, 92, 60),
    ]
    static let asphalt = color(104, 103, 102)
    static let paving = [color(160, 154, 146), color(140, 136, 132), color(172, 158, 140)]
    static let grass = color(96, 118, 58)
    static let bare = color(168, 150, 122)
    static let water = color(52, 84, 96)
    static let ballast = color(116, 106, 98)
    static let masonry = [color(176, 164, 146), color(150, 142, 132), color(200, 190, 174)]
    static let metal = color(84, 88, 88)
}
