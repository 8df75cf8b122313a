/// What lies flat: strips along lines.
struct GroundFacets {
    private init() {}

    /// A strip along a line, at some height: a rectangle for each piece, and at every bend a fan that fills the gap outside.
    static func addStrip(
        along line: [SIMD2<Float>], width: Float, height: Float, _ viewClass: ViewClass, isGround: Bool,
        to parts: inout SceneParts
    ) {
        var before: SIMD2<Float>?
        var piece = 0
        for (from, to) in zip(line, line.dropFirst()) {
            let along = to - from
            let length = (along * along).sum().squareRoot()
            parts.finish?.enterPiece(piece)
            piece += 1
            guard length > 0.01 else { continue }
            let side = SIMD2(along.y, -along.x) / length * (width / 2)
            parts.group(isGround: isGround) { parts in
                let plan = [from + side, to + side, to - side, from - side]
                parts.add(plan.map { SIMD3($0, height) }, viewClass, isSolid: false)
                if let before {
                    // On the inner side the wedge lies under the rectangles, and changes nothing.
                    for (one, other) in [(before, side), (-side, -before)] {
                        parts.add(
                            [from, from + one, from + other].map { SIMD3($0, height) }, viewClass,
                            isSolid: false)
                    }
                }
            }
            before = side
        }
    }
}
