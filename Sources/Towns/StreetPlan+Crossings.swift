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

    /// Leads streets over a river where they cross it once: main streets always, others with a probability; the rest ends there.
    mutating func bridge(_ line: [Point], widthMeters: Double, probability: Double, seed: UInt64) {
        var generator = SeededGenerator(seed: seed, .streets, 1)
        edges = edges.compactMap { edge in
            let crossings = Path(edge.line).crossings(with: line)
            if crossings.isEmpty { return edge }
            let isBridged = generator.chance(probability) || streets[edge.street].rank == .main
            guard let crossing = crossings.first, crossings.count == 1, isBridged else { return nil }
            let reach = (widthMeters / 2 + 3) / max(0.5, crossing.sine)
            return Self.bridged(edge, from: crossing.station - reach, to: crossing.station + reach)
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

    /// Leads streets over a railway on the level, as with bridges; answers where.
    mutating func crossRailway(_ line: [Point], probability: Double, seed: UInt64) -> [Point] {
        var generator = SeededGenerator(seed: seed, .streets, 2)
        var places: [Point] = []
        edges = edges.compactMap { edge in
            let path = Path(edge.line)
            let crossings = path.crossings(with: line)
            if crossings.isEmpty { return edge }
            let isLed = generator.chance(probability) || streets[edge.street].rank == .main
            guard let crossing = crossings.first, crossings.count == 1, isLed else { return nil }
            var led = edge
            led.line = path.inserting([crossing.station])
            places.append(path.point(at: crossing.station))
            return led
        }
        return places
    }

    /// Makes some of the smaller streets one-way, as long as every place can still be reached from every other one.
    mutating func makeOneWays(share: Double, seed: UInt64) {
        var generator = SeededGenerator(seed: seed, .streets, 3)
        for index in generator.sample(streets.count, of: streets.count) {
            let direction: Direction = generator.chance(0.7) ? .forward : .backward
            let isOpen = streets[index].rank != .main && !streets[index].isRoundabout
            guard generator.chance(share), isOpen, edges.contains(where: { $0.street == index }) else {
                continue
            }
            streets[index].direction = direction
            if !isConnected { streets[index].direction = .both }
        }
    }
}
