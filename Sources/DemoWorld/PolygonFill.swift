/// Fills polygons of a square picture row by row.
struct PolygonFill {
    let side: Int
    private var pixels: [SIMD3<Float>]

    init(side: Int, ground: SIMD3<Float>) {
        self.side = side
        pixels = [SIMD3<Float>](repeating: ground, count: side * side)
    }

    /// What lies within an odd number of rings, in pixels.
    mutating func polygon(_ rings: [[SIMD2<Double>]], _ color: SIMD3<Float>) {
        let rows = rings.flatMap { $0.map(\.y) }
        guard let low = rows.min(), let high = rows.max() else { return }
        for row in max(0, Int(low))..<max(max(0, Int(low)), min(side, Int(high) + 1)) {
            let edges = Self.edges(of: rings, at: Double(row) + 0.5)
            for pair in stride(from: 0, to: edges.count - 1, by: 2) {
                let first = max(0, Int((edges[pair] - 0.5).rounded(.up)))
                let end = min(side, Int((edges[pair + 1] - 0.5).rounded(.up)))
                for column in first..<max(first, end) { pixels[row * side + column] = color }
            }
        }
    }

    /// Where rings cross a row, from left to right.
    private static func edges(of rings: [[SIMD2<Double>]], at y: Double) -> [Double] {
        rings.flatMap { ring in
            zip(ring, ring.dropFirst() + ring.prefix(1)).compactMap { from, to -> Double? in
                guard (from.y > y) != (to.y > y) else { return nil }
                return from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x)
            }
        }.sorted()
    }

    /// A line of some width with round ends, in pixels.
    mutating func stroke(_ line: [SIMD2<Double>], width: Double, _ color: SIMD3<Float>) {
        let round = (0..<12).map { step in
            let quarter = [0, 0.5, 0.866, 1, 0.866, 0.5, 0, -0.5, -0.866, -1, -0.866, -0.5]
            return SIMD2(quarter[(step + 3) % 12], quarter[step]) * (width / 2)
        }
        for point in line { polygon([round.map { $0 + point }], color) }
        for (from, to) in zip(line, line.dropFirst()) {
            let way = to - from
            let length = (way * way).sum().squareRoot()
            guard length > 0 else { continue }
            let aside = SIMD2(-way.y, way.x) * (width / 2 / length)
            polygon([[from + aside, to + aside, to - aside, from - aside]], color)
        }
    }

    /// The picture made smaller: each pixel the mean of a square of so many.
    func means(_ factor: Int) -> [SIMD3<Float>] {
        let small = side / factor
        return (0..<small * small).map { index in
            let (row, column) = (index / small * factor, index % small * factor)
            var sum = SIMD3<Float>.zero
            for pixel in 0..<factor * factor {
                sum += pixels[(row + pixel / factor) * side + column + pixel % factor]
            }
            return sum / Float(factor * factor)
        }
    }
}
