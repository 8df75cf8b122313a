/// What runs along lines: strips on the ground, and decks above it.
struct GroundFacets {
    /// From a deck's upper side to its lower one.
    private static let deckMeters: Float = 0.6

    private let bounds: SceneBounds

    init(bounds: SceneBounds) { self.bounds = bounds }

    /// A piece of a line, with vectors to its right edge.
    private struct Piece {
        /// Counts the pieces of the line, those left out for having no length included.
        let number: Int
        let from: SIMD2<Float>
        let to: SIMD2<Float>
        let side: SIMD2<Float>
        /// That of the piece before, where there is one; of a closed line's first piece, that of the last one.
        var sideBefore: SIMD2<Float>?

        /// Counterclockwise.
        var plan: [SIMD2<Float>] { [from + side, to + side, to - side, from - side] }

        /// What fills the gap outside the bend at the beginning: the one on the outer side runs counterclockwise, while the other one runs
        /// clockwise and lies under the rectangles.
        var wedges: [[SIMD2<Float>]] {
            guard let sideBefore else { return [] }
            return [[from, from + sideBefore, from + side], [from, from - side, from - sideBefore]]
        }

        /// Along its sides and wedges, and across where the line begins or ends; what is solid lies to the left.
        func rims(isFirst: Bool, isLast: Bool) -> [(SIMD2<Float>, SIMD2<Float>)] {
            var rims = [(from + side, to + side), (to - side, from - side)]
            rims += wedges.map { ($0[1], $0[2]) }
            if isFirst { rims.append((from - side, from + side)) }
            if isLast { rims.append((to + side, to - side)) }
            return rims
        }
    }

    private static func pieces(_ line: [SIMD2<Float>], width: Float) -> [Piece] {
        var pieces: [Piece] = []
        for (number, (from, to)) in zip(line, line.dropFirst()).enumerated() {
            let along = to - from
            let length = (along * along).sum().squareRoot()
            guard length > 0.01 else { continue }
            let side = SIMD2(along.y, -along.x) / length * (width / 2)
            pieces.append(
                Piece(number: number, from: from, to: to, side: side, sideBefore: pieces.last?.side))
        }
        if pieces.count > 2, line.first == line.last { pieces[0].sideBefore = pieces.last?.side }
        return pieces
    }

    /// A strip along a line on the ground: a rectangle for each piece, and at every bend a wedge that fills the gap outside.
    func addStrip(
        along line: [SIMD2<Float>], width: Float, _ viewClass: ViewClass, to parts: inout SceneParts
    ) {
        for piece in Self.pieces(line, width: width) where bounds.touches(piece.plan) {
            parts.finish?.enterPiece(piece.number)
            parts.group(isGround: true) { parts in
                for plan in [piece.plan] + piece.wedges {
                    parts.add(plan.map { SIMD3($0, 0) }, viewClass, isSolid: false)
                }
            }
        }
    }

    /// A deck along a line: a strip above the ground that can be seen from below, too.
    func addDeck(
        along line: [SIMD2<Float>], width: Float, top: Float, _ viewClass: ViewClass,
        to parts: inout SceneParts
    ) {
        let pieces = Self.pieces(line, width: width)
        let bottom = top - Self.deckMeters
        let surface = parts.finish
        for (index, piece) in pieces.enumerated() where bounds.touches(piece.plan) {
            parts.group(isGround: false) { parts in
                parts.finish = surface
                parts.finish?.enterPiece(piece.number)
                let plans = [piece.plan] + piece.wedges
                for plan in plans { parts.add(plan.map { SIMD3($0, top) }, viewClass, isSolid: true) }
                parts.finish?.surface = .masonry
                for plan in plans {
                    parts.add(plan.reversed().map { SIMD3($0, bottom) }, .building, isSolid: true)
                }
                for (from, to) in piece.rims(isFirst: index == 0, isLast: index == pieces.count - 1) {
                    let wall = [SIMD3(from, bottom), SIMD3(to, bottom), SIMD3(to, top), SIMD3(from, top)]
                    parts.add(wall, .building, isSolid: true)
                }
            }
        }
    }
}
