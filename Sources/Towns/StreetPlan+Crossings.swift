internal import Tensors

extension StreetPlan {
    /// Leaves free what a river or railway needs: no junction, and no street that runs along it, within some meters.
    mutating func clear(_ line: [Point], meters: Double) {
        let pieces = Segment.pieces(of: line)
        func isNear(_ point: Point) -> Bool { pieces.contains { $0.distance(to: point) < meters } }
        let isTaken = junctions.map(isNear)
        edges.removeAll { edge in
            if isTaken[edge.start] || isTaken[edge.end] { return true }
            return Path(edge.line).crossings(with: line).isEmpty && edge.line.contains(where: isNear)
        }
    }

    /// Leads streets over a river where they cross it once; the rest ends there.
    mutating func bridge(_ line: [Point], widthMeters: Double, probability: Double, seed: UInt64) {
        var generator = SeededGenerator(seed: seed, .streets, 1)
        lead(over: line, probability: probability, &generator) { edge, crossing in
            let reach = (widthMeters / 2 + 3) / max(0.5, crossing.sine)
            return Self.bridged(edge, from: crossing.station - reach, to: crossing.station + reach)
        }
    }

    /// Leads streets over a railway on the level, where they cross it once; answers where.
    mutating func crossRailway(_ line: [Point], probability: Double, seed: UInt64) -> [Point] {
        var generator = SeededGenerator(seed: seed, .streets, 2)
        var places: [Point] = []
        lead(over: line, probability: probability, &generator) { edge, crossing in
            let path = Path(edge.line)
            var led = edge
            led.line = path.inserting([crossing.station])
            places.append(path.point(at: crossing.station))
            return led
        }
        return places
    }

    /// Changes the edges that are led over a line, and drops the others that cross it.
    ///
    /// Main streets always go on, others with a probability, and at least two in all where there are two that can.
    private mutating func lead(
        over line: [Point], probability: Double, _ generator: inout SeededGenerator,
        _ change: (Edge, (station: Double, sine: Double)) -> Edge?
    ) {
        var fates = edges.map { edge -> (isLed: Bool, crossings: [(station: Double, sine: Double)]) in
            let isLed = generator.chance(probability) || streets[edge.street].rank == .main
            return (isLed, Path(edge.line).crossings(with: line))
        }
        let nearestFirst = edges.indices.filter { fates[$0].crossings.count == 1 }
            .sorted { edges[$0].line[0].length < edges[$1].line[0].length }
        for index in nearestFirst.prefix(2) { fates[index].isLed = true }
        edges = zip(edges, fates).compactMap { edge, fate in
            guard let crossing = fate.crossings.first else { return edge }
            return fate.isLed && fate.crossings.count == 1 ? change(edge, crossing) : nil
        }
    }

    /// An edge with a straight bridge between two stations; nil where there is no room for it.
    private static func bridged(_ edge: Edge, from first: Double, to last: Double) -> Edge? {
        let path = Path(edge.line)
        guard first > 4, last < path.length - 4 else { return nil }
        let before = path.part(from: 0, to: first)
        var bridged = edge
        bridged.line = before + path.part(from: last, to: path.length)
        bridged.bridge = before.count - 1...before.count
        return bridged
    }

    /// Makes some of the smaller streets one-way, at least one where that goes, as long as every place can still be reached from
    /// every other one.
    mutating func makeOneWays(share: Double, seed: UInt64) {
        var generator = SeededGenerator(seed: seed, .streets, 3)
        var count = 0
        for index in generator.sample(streets.count, of: streets.count) {
            let direction: Direction = generator.chance(0.7) ? .forward : .backward
            let isWanted = generator.chance(share) || count == 0
            let isOpen = streets[index].rank != .main && !streets[index].isRoundabout
            guard isWanted, isOpen, edges.contains(where: { $0.street == index }) else { continue }
            streets[index].direction = direction
            if isConnected { count += 1 } else { streets[index].direction = .both }
        }
    }
}
