internal import StreetMap
internal import Tensors

/// Woods and scrubs: their edges as walls with gaps where roads pass, and within woods some trees.
struct ThicketFacets {
    private static let woodMeters: Float = 12
    private static let scrubMeters: Float = 1.5
    /// From tree to tree where they are dense: beside roads, from where woods are seen from inside.
    private static let denseMeters: Float = 9
    private static let crownMeters: Float = 8
    /// How many trees a wood has about, away from roads; there larger woods have them farther apart.
    private static let treesAwayFromRoads: Float = 200
    /// Places for trees in a wood, rows of them, and edges that they cross: where there would be more, trees stand farther apart.
    private static let mostPlaces: Float = 1_000_000
    /// Edges are looked at for roads this often; longer ones than that many pieces have no gaps.
    private static let pieceMeters: Float = 3
    private static let mostPieces: Float = 400

    private let rings: [[SIMD2<Float>]]
    private let isWood: Bool
    private let number: Int64
    private let bounds: SceneBounds

    /// - Parameter rings: the ground plan's, the outer one first.
    init(_ area: GroundArea, rings: [[SIMD2<Float>]], bounds: SceneBounds) {
        // Walls face away from what grows: outwards on the outer ring, and into the holes.
        self.rings = rings.enumerated().map { oriented($0.element, isCounterclockwise: $0.offset == 0) }
        isWood = area.surface == .wood
        number = area.object.number
        self.bounds = bounds
    }

    /// What the trees of all woods of a scene may cost together.
    struct Budget {
        /// Trees that are drawn.
        var trees = 150_000
        /// Places that are looked at.
        var places = 30_000_000
    }

    /// Adds all of it.
    func add(besides roads: RoadRaster, _ budget: inout Budget, to parts: inout SceneParts) {
        let height = isWood ? Self.woodMeters : Self.scrubMeters
        for ring in rings {
            for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) where bounds.touches([from, to]) {
                addEdge(from, to, height, besides: roads, to: &parts)
            }
        }
        if isWood { addTrees(besides: roads, &budget, to: &parts) }
    }

    private func addEdge(
        _ from: SIMD2<Float>, _ to: SIMD2<Float>, _ height: Float, besides roads: RoadRaster,
        to parts: inout SceneParts
    ) {
        let along = to - from
        let count = ((along * along).sum().squareRoot() / Self.pieceMeters).rounded(.up)
        guard count > 0 else { return }
        guard count <= Self.mostPieces else { return addWall(from, to, height, to: &parts) }
        var begin: Float?
        for piece in 0..<Int(count) {
            let isOpen = roads.contains(from + along * ((Float(piece) + 0.5) / count))
            if !isOpen, begin == nil { begin = Float(piece) }
            if isOpen, let first = begin {
                addWall(
                    from + along * (first / count), from + along * (Float(piece) / count), height, to: &parts)
                begin = nil
            }
        }
        if let begin { addWall(from + along * (begin / count), to, height, to: &parts) }
    }

    private func addWall(
        _ from: SIMD2<Float>, _ to: SIMD2<Float>, _ height: Float, to parts: inout SceneParts
    ) {
        parts.group(isGround: false) { parts in
            parts.add(
                [SIMD3(from, 0), SIMD3(to, 0), SIMD3(to, height), SIMD3(from, height)], .vegetation,
                isSolid: true)
        }
    }

    /// Trees in rows from west to east, every other row between those of the one before; what grows where is decided by the object's
    /// number, whatever part of the wood is wanted.
    private func addTrees(besides roads: RoadRaster, _ budget: inout Budget, to parts: inout SceneParts) {
        let squareMeters = max(0, rings.reduce(0) { $0 + signedArea($1) } / 2)
        let rise = zip(rings[0], rings[0].dropFirst()).reduce(0) { $0 + abs($1.0.y - $1.1.y) }
        let spacing = max(
            Self.denseMeters, (squareMeters / Self.mostPlaces).squareRoot(), rise / Self.mostPlaces)
        let share = Self.treesAwayFromRoads * spacing * spacing / max(1, squareMeters)
        let (south, north) = (rings[0].map(\.y).min() ?? 0, rings[0].map(\.y).max() ?? 0)
        var generator = SeededGenerator(seed: UInt64(bitPattern: number))
        for (row, crossings) in crossings(from: south, to: north, spacing: spacing).enumerated() {
            let y = south + (Float(row) + 0.5) * spacing
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                var x = crossings[pair] + (row % 2 == 0 ? 0.25 : 0.75) * spacing
                while x < crossings[pair + 1], budget.places > 0 {
                    let place = SIMD2(x + Float(generator.uniform() - 0.5) * spacing * 0.4, y)
                    let height = Float(8 + 4 * generator.uniform())
                    let isWanted = Float(generator.uniform()) < share || roads.isBeside(place)
                    if isWanted, !roads.contains(place), bounds.touches([place]), budget.trees > 0 {
                        budget.trees -= 1
                        addTree(at: place, height: height, to: &parts)
                    }
                    x += spacing
                    budget.places -= 1
                }
            }
        }
    }

    private func addTree(at place: SIMD2<Float>, height: Float, to parts: inout SceneParts) {
        parts.group(isGround: false) { parts in
            StandingFacets.addWoodTree(at: place, height: height, width: Self.crownMeters, to: &parts)
        }
    }

    /// Where the edges cross each row of trees, from west to east.
    private func crossings(from south: Float, to north: Float, spacing: Float) -> [[Float]] {
        var crossings = [[Float]](repeating: [], count: Int((north - south) / spacing) + 1)
        for ring in rings {
            for (one, other) in zip(ring, ring.dropFirst() + ring.prefix(1)) where one.y != other.y {
                let (low, high) = one.y < other.y ? (one, other) : (other, one)
                let first = Int(((low.y - south) / spacing - 0.5).rounded(.up))
                let end = Int(((high.y - south) / spacing - 0.5).rounded(.up))
                for row in max(0, first)..<max(0, first, min(end, crossings.count)) {
                    let y = south + (Float(row) + 0.5) * spacing
                    crossings[row].append(low.x + (high.x - low.x) * (y - low.y) / (high.y - low.y))
                }
            }
        }
        return crossings.map { $0.sorted() }
    }
}
