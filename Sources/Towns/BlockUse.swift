internal import Tensors

/// What a block is used for.
enum BlockUse: Sendable {
    /// Houses wall to wall around it, as in old middles of towns.
    case closed
    /// Rows of small houses with gardens.
    case rows
    /// Houses by themselves.
    case detached
    /// Apartment buildings on lawns.
    case slabs
    /// Halls and yards.
    case industry
    /// Lawn, trees and paths.
    case park
    /// A paved square with a church.
    case square
    /// A school with a sports ground.
    case school

    /// Whether buildings stand along the streets around it.
    var hasFrontage: Bool {
        switch self {
        case .park, .square, .school: false
        default: true
        }
    }

    /// What the blocks of a town are used for.
    static func uses(of blocks: [Block], _ plan: TownPlan, seed: UInt64) -> [BlockUse] {
        var generator = SeededGenerator(seed: seed, .blocks)
        var uses = blocks.map { block -> BlockUse in
            let share = block.isOutside ? 1 : block.ring.middle.length / plan.radiusMeters
            return usual(share + generator.number(-0.16, 0.16), &generator)
        }
        let whole = blocks.indices.filter {
            !blocks[$0].isOutside && blocks[$0].isPlain && isWhole(blocks[$0], plan)
        }
        let byDistance = whole.sorted { blocks[$0].ring.middle.length < blocks[$1].ring.middle.length }
        let order = generator.sample(whole.count, of: whole.count).map { whole[$0] }
        // What there is one of comes first.
        for (use, area, count, order) in [
            (BlockUse.square, 2_600.0...9_000, 1, byDistance),
            (.park, 3_500...40_000, max(1, whole.count / 11), order),
            (.school, 4_500...20_000, 1, Array(byDistance.dropFirst(byDistance.count / 4))),
            (.industry, 6_000...60_000, max(1, whole.count / 14), byDistance.reversed()),
        ] {
            let fitting = order.filter { uses[$0].hasFrontage && area.contains(blocks[$0].ring.area) }
            for block in fitting.prefix(count) { uses[block] = use }
        }
        return uses
    }

    /// Whether neither river nor railway runs through a block.
    private static func isWhole(_ block: Block, _ plan: TownPlan) -> Bool {
        let strips = (plan.river ?? []) + (plan.railway ?? [])
        return !strips.contains { block.ring.contains($0) || block.ring.distance(to: $0) < 20 }
    }

    /// What is usual at some distance from the middle: 0 there, 1 at the edge of the town.
    private static func usual(_ share: Double, _ generator: inout SeededGenerator) -> BlockUse {
        switch share {
        case ..<0.34: generator.chance(0.85) ? .closed : .rows
        case ..<0.62: generator.pick([.closed, .rows, .rows, .slabs, .detached])
        default: generator.pick([.detached, .detached, .detached, .rows, .slabs])
        }
    }
}

/// What is alike along one side of a street, and makes it unlike others.
struct StreetStyle: Sendable {
    /// From the sidewalk to the houses.
    var setback: Double
    /// Along the street, and away from it.
    var house: Point
    /// Between houses.
    var gap: Double
    /// How many levels houses have.
    var levels: Int
    /// Whether mappers have counted the levels.
    var isCounted: Bool
    /// Nil where nobody has tagged it.
    var roof: String?
    /// What parts gardens from the street; nil for nothing.
    var barrier: Tags?
    /// From tree to tree; nil for none.
    var treeMeters: Double?
    /// Whether the trees are drawn as a row.
    var hasTreeRow: Bool

    /// The style of a street that is used in some way.
    init(_ use: BlockUse, generator: inout SeededGenerator) {
        (setback, house, levels) = Self.sizes(use, &generator)
        // Most old houses stand at the sidewalk itself.
        setback = max(0.3, setback)
        gap = use == .closed ? generator.number(0.8, 3) : generator.number(3.5, 10)
        isCounted = generator.chance(0.3)
        roof = generator.chance(0.4) ? generator.pick(["gabled", "gabled", "hipped", "flat"]) : nil
        barrier =
            use == .closed
            ? nil
            : generator.pick([
                ["barrier": "hedge"], ["barrier": "fence"], ["barrier": "wall", "height": "1.2"], nil,
            ])
        treeMeters = generator.chance(use == .closed ? 0.3 : 0.5) ? generator.number(7, 15) : nil
        hasTreeRow = generator.chance(0.3)
    }

    /// From the sidewalk to the houses; along the street and away from it; and levels.
    private static func sizes(
        _ use: BlockUse, _ generator: inout SeededGenerator
    ) -> (setback: Double, house: Point, levels: Int) {
        func number(_ lower: Double, _ upper: Double) -> Double { generator.number(lower, upper) }
        let level = generator.index(below: 5)
        switch use {
        case .closed:
            return (number(-2, 3), Point(number(8, 16), number(9, 13)), 3 + level % 3)
        case .rows: return (number(1.5, 5), Point(number(5.2, 7.5), number(8, 11)), 2 + level % 2)
        case .slabs: return (number(5, 10), Point(number(16, 42), number(10, 13)), 4 + level)
        case .industry: return (number(5, 12), Point(number(22, 48), number(18, 30)), 1 + level % 2)
        default: return (number(2.5, 8), Point(number(8, 14), number(8, 12)), 1 + level % 2)
        }
    }
}
