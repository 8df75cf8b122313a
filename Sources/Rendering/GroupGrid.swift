/// Groups by the cells of a grid that they touch.
struct GroupGrid: Sendable {
    let groups: [FacetGroup]
    private let cellMeters: Float
    /// The cell in the corner, and how many there are each way.
    private let origin: SIMD2<Int32>
    private let size: SIMD2<Int32>
    /// The groups of every cell side by side, and where those of each begin.
    private var members: [Int32]
    private var starts: [Int32]
    /// The groups that touch so many cells that they are asked for everywhere.
    private var wide: [Int32] = []

    /// Smaller cells would hold less than a house, and more of them than this would be mostly empty.
    private static let leastMeters: Float = 40
    private static let mostCells: Float = 1_000_000
    /// What touches more cells than this is wide: listed in all of them, a few lakes and forests would fill the memory.
    private static let mostCellsOfGroup: Int32 = 1_024
    /// So is what touches more than a few, once so many are listed for each group.
    private static let (fewCells, mostCellsEach): (Int32, Int) = (4, 16)

    init(_ groups: [FacetGroup]) {
        self.groups = groups
        let first = groups.first?.center ?? SIMD2(0, 0)
        let low = groups.reduce(first) { pointwiseMin($0, $1.center - $1.radius) }
        let high = groups.reduce(first) { pointwiseMax($0, $1.center + $1.radius) }
        let extent = high - low
        cellMeters = max(
            Self.leastMeters, (extent.x * extent.y / Self.mostCells).squareRoot(),
            max(extent.x, extent.y) / Self.mostCells)
        let (origin, last) = (Self.cell(low, cellMeters), Self.cell(high, cellMeters))
        self.origin = origin
        size = last &- origin &+ 1
        // Counted first and filled in then, so that every cell's groups lie side by side, ascending.
        starts = [Int32](repeating: 0, count: Int(size.x) * Int(size.y) + 1)
        members = []
        count()
        members = [Int32](repeating: 0, count: Int(starts[starts.count - 1]))
        fill()
    }

    private mutating func count() {
        var left = 100_000 + Self.mostCellsEach * groups.count
        for (index, group) in groups.enumerated() {
            let (from, to) = (cell(group.center - group.radius), cell(group.center + group.radius))
            let touched = (to.x - from.x + 1).multipliedReportingOverflow(by: to.y - from.y + 1)
            let isWide = touched.overflow || touched.partialValue > Self.mostCellsOfGroup
            if isWide || left <= 0 && touched.partialValue > Self.fewCells {
                wide.append(Int32(index))
            } else {
                left -= Int(touched.partialValue)
                for x in from.x...to.x { for y in from.y...to.y { starts[Int(x * size.y + y) + 1] += 1 } }
            }
        }
        for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    }

    private mutating func fill() {
        var next = starts
        var skipped = wide[...]
        for (index, group) in groups.enumerated() {
            if skipped.first == Int32(index) {
                skipped.removeFirst()
                continue
            }
            let (from, to) = (cell(group.center - group.radius), cell(group.center + group.radius))
            for x in from.x...to.x {
                for y in from.y...to.y {
                    let cell = Int(x * size.y + y)
                    members[Int(next[cell])] = Int32(index)
                    next[cell] += 1
                }
            }
        }
    }

    /// The cell that a point lies in, counted from the corner.
    private func cell(_ point: SIMD2<Float>) -> SIMD2<Int32> { Self.cell(point, cellMeters) &- origin }

    private static func cell(_ point: SIMD2<Float>, _ meters: Float) -> SIMD2<Int32> {
        // Beyond a billion cells there is nothing; points from far outside are brought to where they fit the numbers.
        let scaled = (point / meters).rounded(.down).clamped(
            lowerBound: SIMD2(repeating: -1e9), upperBound: SIMD2(repeating: 1e9))
        return SIMD2(Int32(scaled.x), Int32(scaled.y))
    }

    /// The groups that come within a distance of a point and lie at least partly before a camera there, ascending.
    func visible(from point: SIMD2<Float>, radius: Float, frustum: Frustum) -> [Int] {
        let from = pointwiseMax(cell(point - radius), SIMD2(0, 0))
        let to = pointwiseMin(cell(point + radius), size &- 1)
        guard from.x <= to.x, from.y <= to.y else { return [] }
        var found = [UInt64](repeating: 0, count: (groups.count + 63) / 64)
        func note(_ index: Int) {
            if found[index / 64] >> UInt64(index % 64) & 1 == 0, reaches(index, point, radius, frustum) {
                found[index / 64] |= 1 << UInt64(index % 64)
            }
        }
        for x in from.x...to.x {
            for y in from.y...to.y {
                let middle = (SIMD2<Float>(Float(x + origin.x), Float(y + origin.y)) + 0.5) * cellMeters
                guard frustum.mayShow(middle, radius: 0.75 * cellMeters) else { continue }
                let cell = Int(x * size.y + y)
                for member in Int(starts[cell])..<Int(starts[cell + 1]) { note(Int(members[member])) }
            }
        }
        for member in wide { note(Int(member)) }
        return Self.numbers(of: found)
    }

    private func reaches(_ index: Int, _ point: SIMD2<Float>, _ radius: Float, _ frustum: Frustum) -> Bool {
        let group = groups[index]
        let offset = group.center - point
        let reach = radius + group.radius
        return (offset * offset).sum() <= reach * reach && frustum.mayShow(group.center, radius: group.radius)
    }

    /// Which bits are set, ascending.
    private static func numbers(of bits: [UInt64]) -> [Int] {
        var numbers: [Int] = []
        for (index, word) in bits.enumerated() where word != 0 {
            var rest = word
            while rest != 0 {
                numbers.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return numbers
    }
}
