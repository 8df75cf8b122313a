internal import Tensors

/// Towns whose streets run along the rows and columns of a bent lattice.
struct LatticeLayout {
    private let layout: TownLayout
    private let radius: Double
    private let seed: UInt64
    private var generator: SeededGenerator
    private let warp: Warp
    private var columns: [Double] = []
    private var rows: [Double] = []
    private var plan: TownPlan

    init(_ layout: TownLayout, radiusMeters: Double, seed: UInt64) {
        self.layout = layout
        self.seed = seed
        radius = radiusMeters
        generator = SeededGenerator(seed: seed, .layout)
        warp = Warp(meters: layout == .village ? 45 : 28, isTurned: true, generator: &generator)
        plan = TownPlan(radiusMeters: radiusMeters)
    }

    /// The streets, with river and railway led through.
    mutating func town() -> TownPlan {
        let isVillage = layout == .village
        columns = positions(reach: radius, isVillage ? 60...125 : 62...112)
        rows = positions(reach: isVillage ? min(radius * 0.6, 230) : radius, isVillage ? 75...115 : 58...104)
        let side = generator.chance(0.5) ? 1.0 : -1.0
        let river = layout == .riverside || isVillage && generator.chance(0.4) ? side * radius * 0.18 : nil
        let railway = generator.chance(0.6) ? -side * radius * generator.number(0.3, 0.5) : nil
        plan.riverWidth = generator.number(layout == .riverside ? 16 : 6, layout == .riverside ? 30 : 9)
        if let river { makeRoom(at: river, meters: plan.riverWidth / 2 + 26) }
        if let railway { makeRoom(at: railway, meters: 30) }
        addStreets()
        plan.river = river.map { through(at: $0, sway: 5) }
        plan.railway = railway.map { through(at: $0, sway: 0) }
        // Over a brook there are more bridges than over a river.
        plan.leadStreets(
            bridgeProbability: isVillage ? 0.7 : 0.25, crossingProbability: isVillage ? 0.7 : 0.35, seed: seed
        )
        return plan
    }

    /// Where rows or columns lie: at uneven distances, one of them through the middle.
    private mutating func positions(reach: Double, _ spacing: ClosedRange<Double>) -> [Double] {
        var positions = [0.0]
        for sign in [1.0, -1] {
            var last = generator.number(spacing.lowerBound, spacing.upperBound)
            while last < reach {
                positions.append(sign * last)
                last += generator.number(spacing.lowerBound, spacing.upperBound)
            }
        }
        return positions.sorted()
    }

    /// Moves the rows apart around something that runs between them.
    private mutating func makeRoom(at position: Double, meters: Double) {
        let above = rows.first { $0 > position } ?? position + meters
        let below = rows.last { $0 <= position } ?? position - meters
        let (up, down) = (max(0, position + meters - above), max(0, below - position + meters))
        rows = rows.map { $0 > position ? $0 + up : $0 - down }
    }

    /// What runs through the whole town along its rows, and a little beyond.
    private mutating func through(at position: Double, sway: Double) -> [Point] {
        let reach = radius * 1.25
        var line: [Point] = []
        var east = -reach
        while east <= reach {
            line.append(warp(Point(east, position + generator.number(-sway, sway))))
            east += 30
        }
        return line
    }

    private mutating func addStreets() {
        let (count, width) = (rows.count, columns.count)
        let points = rows.map { row in
            columns.map { Point($0 + generator.number(-6, 6), row + generator.number(-6, 6)) }
        }
        plan.streets.junctions = points.flatMap { $0.map { warp($0) } }
        for row in 0..<count {
            let street = addStreet(isMain: rows[row] == rows.min { abs($0) < abs($1) }, number: row)
            for column in 0..<width - 1 {
                let (start, end) = (row * width + column, row * width + column + 1)
                addEdge(street, start, end, points[row][column], points[row][column + 1])
            }
        }
        for column in 0..<width {
            let isMain = columns[column] == 0 && layout != .village
            let street = addStreet(isMain: isMain, number: column + 1)
            for row in 0..<count - 1 {
                let (start, end) = (row * width + column, (row + 1) * width + column)
                addEdge(street, start, end, points[row][column], points[row + 1][column])
            }
        }
    }

    private mutating func addStreet(isMain: Bool, number: Int) -> Int {
        let isCollector = number % 3 == 0 && layout != .village
        let rank: StreetPlan.Rank = isMain ? .main : isCollector ? .collector : .residential
        plan.streets.streets.append(StreetPlan.Street(rank: rank))
        return plan.streets.streets.count - 1
    }

    /// A piece of a street, unless this is where the town ends or a block is larger than others.
    private mutating func addEdge(_ street: Int, _ start: Int, _ end: Int, _ from: Point, _ to: Point) {
        let isBent = generator.chance(0.55)
        let bulge = isBent ? (to - from).length * generator.number(-0.09, 0.09) : 0
        let rank = plan.streets.streets[street].rank
        let probability =
            switch rank {
            case .main: 1.0
            case .collector: 0.94
            case .residential: layout == .village ? 0.74 : 0.82
            }
        let isKept = generator.chance(probability)
        let junctions = plan.streets.junctions
        let isInside = [start, end].allSatisfy { junctions[$0].length < radius }
        guard isKept, isInside else { return }
        let line = warp.line(from: from, to: to, bulge: bulge)
        plan.streets.edges.append(StreetPlan.Edge(street: street, start: start, end: end, line: line))
    }
}

extension TownPlan {
    /// Leads the streets over the railway and the river, makes some one-way, and drops what became unreachable.
    mutating func leadStreets(bridgeProbability: Double, crossingProbability: Double, seed: UInt64) {
        if let railway {
            streets.clear(railway, meters: 12)
            levelCrossings = streets.crossRailway(railway, probability: crossingProbability, seed: seed)
        }
        if let river {
            streets.clear(river, meters: riverWidth / 2 + 9)
            streets.bridge(river, widthMeters: riverWidth, probability: bridgeProbability, seed: seed)
        }
        streets.keepLargestPart()
        // A crossing whose street was dropped afterwards is none.
        let lines = Set(streets.edges.flatMap(\.line))
        levelCrossings = levelCrossings.filter(lines.contains)
        streets.makeOneWays(share: 0.35, seed: seed)
        streets.dress(seed: seed)
    }
}
