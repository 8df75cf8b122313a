/// What runs along lines: strips on the ground, and decks above it.
struct GroundFacets {
    /// From a deck's upper side to its lower one.
    private static let deckMeters: Float = 0.6

    private let bounds: SceneBounds

    init(bounds: SceneBounds) { self.bounds = bounds }

    /// A piece of a line, with vectors to its right edge.
    private struct Piece {
        let from: SIMD2<Float>
        let to: SIMD2<Float>
        let side: SIMD2<Float>
        /// That of the piece before, where there is one; of a closed line's first piece, that of the last one.
        var sideBefore: SIMD2<Float>?
        /// Which piece of the line it is, those counted that are too short to be seen.
        let index: Int

        /// Counterclockwise.
        var plan: [SIMD2<Float>] { [from + side, to + side, to - side, from - side] }

        /// What fills the gap outside the bend at the beginning: the one on the outer side runs counterclockwise, while the other one runs
        /// clockwise and lies under the rectangles.
        var wedges: [[SIMD2<Float>]] {
            guard let sideBefore else { return [] }
            return [[from, from + sideBefore, from + side], [from, from - side, from - sideBefore]]
        }
    }

    private static func pieces(_ line: [SIMD2<Float>], width: Float) -> [Piece] {
        var pieces: [Piece] = []
        for (index, (from, to)) in zip(line, line.dropFirst()).enumerated() {
            let along = to - from
            let length = (along * along).sum().squareRoot()
            guard length > 0.01 else { continue }
            let side = SIMD2(along.y, -along.x) / length * (width / 2)
            pieces.append(Piece(from: from, to: to, side: side, sideBefore: pieces.last?.side, index: index))
        }
        if pieces.count > 2, line.first == line.last { pieces[0].sideBefore = pieces.last?.side }
        return pieces
    }

    /// A strip along a line on the ground: a rectangle for each piece, and at every bend a wedge that fills the gap outside.
    func addStrip(
        along line: [SIMD2<Float>], width: Float, _ viewClass: ViewClass, to parts: inout SceneParts
    ) {
        for piece in Self.pieces(line, width: width) where bounds.touches(piece.plan) {
            parts.finish?.enterPiece(piece.index)
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
        let finish = parts.finish
        for (index, piece) in pieces.enumerated() where bounds.touches(piece.plan) {
            parts.finish = finish
            parts.finish?.enterPiece(piece.index)
            parts.group(isGround: false) { parts in
                let plans = [piece.plan] + piece.wedges
                for plan in plans { parts.add(plan.map { SIMD3($0, top) }, viewClass, isSolid: true) }
                // Roads have markings on the upper side alone.
                parts.finish?.surface = .masonry
                for plan in plans {
                    parts.add(plan.reversed().map { SIMD3($0, bottom) }, .building, isSolid: true)
                }
                var edges = [(piece.from + piece.side, piece.to + piece.side)]
                edges.append((piece.to - piece.side, piece.from - piece.side))
                edges += piece.wedges.map { ($0[1], $0[2]) }
                if index == 0 { edges.append((piece.from - piece.side, piece.from + piece.side)) }
                if index == pieces.count - 1 { edges.append((piece.to + piece.side, piece.to - piece.side)) }
                for (from, to) in edges {
                    let wall = [SIMD3(from, bottom), SIMD3(to, bottom), SIMD3(to, top), SIMD3(from, top)]
                    parts.add(wall, .building, isSolid: true)
                }
            }
        }
    }
}
