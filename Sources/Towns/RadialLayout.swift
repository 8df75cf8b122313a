internal import Foundation
internal import Tensors

/// Towns around a roundabout: streets that lead to it, and rings.
struct RadialLayout {
    private let radius: Double
    private let seed: UInt64
    private var generator: SeededGenerator
    private let warp: Warp
    private var plan: TownPlan
    /// The angle of every spoke that begins at the roundabout.
    private var angles: [Double] = []
    /// The junctions of every ring, counterclockwise, and their angles; the roundabout first.
    private var rings: [[(junction: Int, angle: Double)]] = []

    private static let roundaboutMeters = 19.0

    init(radiusMeters: Double, seed: UInt64) {
        radius = radiusMeters
        self.seed = seed
        generator = SeededGenerator(seed: seed, .layout)
        warp = Warp(meters: 24, isTurned: false, generator: &generator)
        plan = TownPlan(radiusMeters: radiusMeters)
    }

    /// The streets, with river and railway led through.
    mutating func town() -> TownPlan {
        let count = 5 + generator.index(below: 3)
        let shift = generator.number(0, 1)
        angles = (0..<count).map {
            (Double($0) + shift + generator.number(-0.16, 0.16)) / Double(count) * 2 * .pi
        }
        addRing(meters: Self.roundaboutMeters, between: 1)
        var meters = generator.number(85, 105)
        while meters < radius {
            addRing(meters: meters, between: max(1, Int((2 * .pi * meters / Double(count) / 115).rounded())))
            meters += generator.number(72, 105)
        }
        addRingStreets()
        addSpokes()
        let turn = generator.number(0, 2 * .pi)
        if generator.chance(0.6) {
            plan.railway = through(at: radius * generator.number(0.45, 0.6), turn: turn, sway: 0)
        }
        if generator.chance(0.4) {
            plan.river = through(at: -radius * generator.number(0.4, 0.55), turn: turn, sway: 6)
            plan.riverWidth = generator.number(7, 14)
        }
        plan.leadStreets(bridgeProbability: 0.5, crossingProbability: 0.5, seed: seed)
        return plan
    }

    /// Junctions on a ring: at every spoke, and so many from each to the next in all.
    private mutating func addRing(meters: Double, between count: Int) {
        var ring: [(junction: Int, angle: Double)] = []
        for (index, angle) in angles.enumerated() {
            let next = index + 1 < angles.count ? angles[index + 1] : angles[0] + 2 * .pi
            for part in 0..<count {
                let share = Double(part) / Double(count)
                let isRoundabout = rings.isEmpty
                let jitter = isRoundabout ? 0 : generator.number(-6, 6)
                let angle = angle + (next - angle) * share
                plan.streets.junctions.append(place(Point.at(radians: angle) * (meters + jitter)))
                ring.append((plan.streets.junctions.count - 1, angle))
            }
        }
        rings.append(ring)
    }

    /// Only what lies beyond the roundabout is bent.
    private func place(_ point: Point) -> Point {
        point.length < Self.roundaboutMeters + 1 ? point : warp(point) - warp(.zero)
    }

    private mutating func addRingStreets() {
        for (number, ring) in rings.enumerated() {
            let street = addStreet(number == 0 ? .main : number == 2 ? .collector : .residential)
            plan.streets.streets[street].isRoundabout = number == 0
            for (index, start) in ring.enumerated() {
                let end = ring[(index + 1) % ring.count]
                guard number == 0 || generator.chance(number == 2 ? 0.95 : 0.84) else { continue }
                let span = (end.angle - start.angle + 4 * .pi).truncatingRemainder(dividingBy: 2 * .pi)
                addArc(street, start, end.junction, span: span)
            }
        }
    }

    private mutating func addArc(
        _ street: Int, _ start: (junction: Int, angle: Double), _ end: Int, span: Double
    ) {
        let (from, to) = (plan.streets.junctions[start.junction], plan.streets.junctions[end])
        let count = max(2, Int((to - from).length / 20))
        let isRoundabout = plan.streets.streets[street].isRoundabout
        let height = isRoundabout ? Self.roundaboutMeters : (to - from).length * 0.5 * tan(span / 4)
        let line = (0...count).map { step -> Point in
            let share = Double(step) / Double(count)
            if isRoundabout, step > 0, step < count {
                return Point.at(radians: start.angle + span * share) * height
            }
            return from + (to - from) * share - (to - from).direction.left * (height * sin(.pi * share))
        }
        append(street, start.junction, end, isRoundabout ? [from] + line[1..<count] + [to] : line)
    }

    /// Every junction leads to the nearest one of the ring without, where it lies in much the same direction.
    private mutating func addSpokes() {
        for (number, ring) in rings.enumerated().dropFirst() {
            let inner = rings[number - 1]
            for start in ring {
                let nearest = inner.min { gap($0.angle, start.angle) < gap($1.angle, start.angle) }
                guard let nearest, gap(nearest.angle, start.angle) < 0.12 else { continue }
                let isMain = angles.contains { gap($0, start.angle) < 1e-9 }
                guard isMain || generator.chance(0.8) else { continue }
                addSpoke(from: nearest.junction, to: start.junction, angle: start.angle, isMain: isMain)
            }
        }
    }

    private var spokeStreets: [Int: Int] = [:]

    /// Spokes that go on in a line are one street.
    private mutating func addSpoke(from start: Int, to end: Int, angle: Double, isMain: Bool) {
        let index = angles.firstIndex { gap($0, angle) < 1e-9 } ?? 0
        let street =
            spokeStreets[start] ?? addStreet(!isMain ? .residential : index % 2 == 0 ? .main : .collector)
        spokeStreets[end] = street
        let (from, to) = (plan.streets.junctions[start], plan.streets.junctions[end])
        let bulge = (to - from).length * generator.number(-0.06, 0.06)
        let count = max(2, Int((to - from).length / 22))
        let line = (0...count).map { step -> Point in
            let share = Double(step) / Double(count)
            return from + (to - from) * share + (to - from).direction.left * (bulge * sin(.pi * share))
        }
        append(street, start, end, line)
    }

    private mutating func append(_ street: Int, _ start: Int, _ end: Int, _ line: [Point]) {
        let isInside = [start, end].allSatisfy { plan.streets.junctions[$0].length < radius }
        guard isInside else { return }
        plan.streets.edges.append(StreetPlan.Edge(street: street, start: start, end: end, line: line))
    }

    private mutating func addStreet(_ rank: StreetPlan.Rank) -> Int {
        plan.streets.streets.append(StreetPlan.Street(rank: rank))
        return plan.streets.streets.count - 1
    }

    private func gap(_ one: Double, _ other: Double) -> Double {
        let turn = abs(one - other).truncatingRemainder(dividingBy: 2 * .pi)
        return min(turn, 2 * .pi - turn)
    }

    /// What runs past the middle at some distance.
    private mutating func through(at position: Double, turn: Double, sway: Double) -> [Point] {
        stride(from: -radius * 1.25, through: radius * 1.25, by: 30).map { east in
            warp(Point(east, position + generator.number(-sway, sway)).rotated(by: turn)) - warp(.zero)
        }
    }
}
