/// Groups by the cells of a grid that they touch.
struct GroupGrid: Sendable {
    let groups: [FacetGroup]
    private let cellMeters: Float
    /// The cell in the corner, and how many there are each way.
    private let origin: SIMD2<Int32>
    private let size: SIMD2<Int32>
    /// The groups of every cell side by side, and where those of each begin.
    private var members: [Int32] = []
    private var starts: [Int32]

    /// Smaller cells would hold less than a house, and more of them than this would be mostly empty.
    private static let leastMeters: Float = 40
    private static let mostCells: Float = 1_000_000

    init(_ groups: [FacetGroup]) {
        self.groups = groups
        let first = groups.first?.center ?? SIMD2(0, 0)
        let low = groups.reduce(first) { pointwiseMin($0, $1.center - $1.radius) }
        let high = groups.reduce(first) { pointwiseMax($0, $1.center + $1.radius) }
        let extent = high - low
        cellMeters = max(Self.leastMeters, (extent.x * extent.y / Self.mostCells).squareRoot())
        let (origin, last) = (Self.cell(low, cellMeters), Self.cell(high, cellMeters))
        self.origin = origin
        size = last &- origin &+ 1
        var lists = [[Int32]](repeating: [], count: Int(size.x) * Int(size.y))
        for (index, group) in groups.enumerated() {
            let from = Self.cell(group.center - group.radius, cellMeters) &- origin
            let to = Self.cell(group.center + group.radius, cellMeters) &- origin
            for x in from.x...to.x {
                for y in from.y...to.y { lists[Int(x * size.y + y)].append(Int32(index)) }
            }
        }
        starts = [0]
        for list in lists {
            members += list
            starts.append(Int32(members.count))
        }
    }

    private static func cell(_ point: SIMD2<Float>, _ meters: Float) -> SIMD2<Int32> {
        let scaled = (point / meters).rounded(.down)
        return SIMD2(Int32(scaled.x), Int32(scaled.y))
    }

    /// The groups that come within a distance of a point and lie at least partly before a camera there, ascending.
    func visible(from point: SIMD2<Float>, radius: Float, frustum: Frustum) -> [Int] {
        let from = pointwiseMax(Self.cell(point - radius, cellMeters) &- origin, SIMD2(0, 0))
        let to = pointwiseMin(Self.cell(point + radius, cellMeters) &- origin, size &- 1)
        guard from.x <= to.x, from.y <= to.y else { return [] }
        var found = [UInt64](repeating: 0, count: (groups.count + 63) / 64)
        for x in from.x...to.x {
            for y in from.y...to.y {
                let middle = (SIMD2<Float>(Float(x + origin.x), Float(y + origin.y)) + 0.5) * cellMeters
                guard frustum.mayShow(middle, radius: 0.75 * cellMeters) else { continue }
                let cell = Int(x * size.y + y)
                for member in Int(starts[cell])..<Int(starts[cell + 1]) {
                    let index = Int(members[member])
                    if found[index / 64] >> UInt64(index % 64) & 1 == 0,
                        reaches(index, point, radius, frustum)
                    {
                        found[index / 64] |= 1 << UInt64(index % 64)
                    }
                }
            }
        }
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
