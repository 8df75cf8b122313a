internal import StreetMap
internal import Tensors

/// Woods and scrubs: their edges as walls with gaps where roads pass, and within woods some trees.
struct ThicketFacets {
    private static let woodMeters: Float = 12
    private static let scrubMeters: Float = 1.5
    /// The least distance from tree to tree, and how many a wood has at most; larger woods have them farther apart.
    private static let treeMeters: Float = 12
    private static let mostTrees: Float = 200
    private static let crownMeters: Float = 8
    /// Rows of trees; a wood that is long and narrow has fewer of them.
    private static let mostRows: Float = 256
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

    /// Adds all of it.
    func add(besides roads: RoadRaster, to parts: inout SceneParts) {
        let height = isWood ? Self.woodMeters : Self.scrubMeters
        for ring in rings {
            for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) where bounds.touches([from, to]) {
                addEdge(from, to, height, besides: roads, to: &parts)
            }
        }
        if isWood { addTrees(besides: roads, to: &parts) }
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
    private func addTrees(besides roads: RoadRaster, to parts: inout SceneParts) {
        let outer = rings[0]
        let south = outer.map(\.y).min() ?? 0
        let north = outer.map(\.y).max() ?? 0
        let squareMeters = rings.reduce(0) { $0 + signedArea($1) } / 2
        let spacing = max(
            Self.treeMeters, (max(0, squareMeters) / Self.mostTrees).squareRoot(),
            (north - south) / Self.mostRows)
        var generator = SeededGenerator(seed: UInt64(bitPattern: number))
        var left = Int(2 * Self.mostTrees)
        for (row, crossings) in crossings(from: south, to: north, spacing: spacing).enumerated() {
            let y = south + (Float(row) + 0.5) * spacing
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                var x = crossings[pair] + (row % 2 == 0 ? 0.25 : 0.75) * spacing
                while x < crossings[pair + 1], left > 0 {
                    let place = SIMD2(x + Float(generator.uniform() - 0.5) * spacing * 0.4, y)
                    let height = Float(8 + 4 * generator.uniform())
                    if !roads.contains(place), bounds.touches([place]) {
                        parts.group(isGround: false) { parts in
                            StandingFacets.addWoodTree(at: place, height: height, width: Self.crownMeters, to: &parts)
                        }
                    }
                    x += spacing
                    left -= 1
                }
            }
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
