/// Where roads are, in cells of a few meters, so that no wood grows on them, and trees stand beside them.
struct RoadRaster {
    private static let leastCellMeters: Float = 3
    private static let mostCells: Float = 64_000_000
    /// Beside the road's edge nothing grows either.
    private static let vergeMeters: Float = 1.5
    /// How far from a road something may be to be beside it, in cells.
    private static let besideCells: [Float] = [2, 4]
    /// Longer pieces of roads are looked at in so many steps.
    private static let mostSteps: Float = 2_000

    private let low: SIMD2<Float>
    private let cellMeters: Float
    private let columns: Int
    private let rows: Int
    private var bits: [UInt64]

    /// No roads in a box.
    init(low: SIMD2<Float>, high: SIMD2<Float>) {
        self.low = low
        let size = pointwiseMax(high - low, SIMD2(repeating: 1))
        let longer = max(size.x, size.y)
        cellMeters = max(
            Self.leastCellMeters, (size.x * size.y / Self.mostCells).squareRoot(), longer / Self.mostCells)
        columns = Int(size.x / cellMeters) + 1
        rows = Int(size.y / cellMeters) + 1
        bits = [UInt64](repeating: 0, count: columns * rows / 64 + 1)
    }

    private func cell(_ point: SIMD2<Float>) -> Int? {
        let place = (point - low) / cellMeters
        guard place.x >= 0, place.y >= 0, place.x < Float(columns), place.y < Float(rows) else { return nil }
        return Int(place.x) * rows + Int(place.y)
    }

    /// Whether there is a road.
    func contains(_ point: SIMD2<Float>) -> Bool {
        guard let cell = cell(point) else { return false }
        return bits[cell / 64] >> UInt64(cell % 64) & 1 == 1
    }

    /// Whether there is a road within a dozen meters to the east, north, west or south.
    func isBeside(_ point: SIMD2<Float>) -> Bool {
        Self.besideCells.contains { cells in
            let reach = cells * cellMeters
            return [SIMD2(reach, 0), SIMD2(-reach, 0), SIMD2(0, reach), SIMD2(0, -reach)].contains {
                contains(point + $0)
            }
        }
    }

    /// Adds a road.
    mutating func add(_ line: [SIMD2<Float>], width: Float) {
        let half = width / 2 + Self.vergeMeters
        let across = Int((half / cellMeters).rounded(.up))
        for (from, to) in zip(line, line.dropFirst()) {
            let along = to - from
            let length = (along * along).sum().squareRoot()
            guard length > 0.01 else { continue }
            let side = SIMD2(along.y, -along.x) / length * half
            let steps = Int(min(Self.mostSteps, (length / cellMeters).rounded(.up)))
            for step in 0...steps {
                let middle = from + along * (Float(step) / Float(steps))
                for offset in -across...across { mark(middle + side * (Float(offset) / Float(across))) }
            }
        }
    }

    private mutating func mark(_ point: SIMD2<Float>) {
        guard let cell = cell(point) else { return }
        bits[cell / 64] |= 1 << UInt64(cell % 64)
    }
}
