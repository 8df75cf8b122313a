internal import Foundation

/// One side of a piece of street, traveled so that the block lies to the left.
struct StreetSide: Hashable, Sendable {
    /// The edge of the plan.
    var edge: Int
    /// Whether it is traveled along its line.
    var isForward: Bool
}

/// What streets enclose.
struct Block: Sendable {
    /// All around, counterclockwise.
    var sides: [StreetSide]
    /// Along the middles of the streets.
    var ring: Ring
    /// Whether no street runs into it from its edge, so that both sides of it belong to the block.
    var isPlain: Bool
    /// Whether it is what lies around the whole town.
    var isOutside: Bool { ring.area <= 0 }
}

extension StreetPlan {
    /// The line along one side of a street.
    func line(_ side: StreetSide) -> [Point] {
        side.isForward ? edges[side.edge].line : edges[side.edge].line.reversed()
    }

    /// All blocks: the faces of the plane that the streets cut out.
    var blocks: [Block] {
        let turns = self.turns
        var isKnown: Set<StreetSide> = []
        var blocks: [Block] = []
        for edge in edges.indices {
            for isForward in [true, false] {
                var side = StreetSide(edge: edge, isForward: isForward)
                var sides: [StreetSide] = []
                while isKnown.insert(side).inserted {
                    sides.append(side)
                    side = turns[side] ?? side
                }
                if !sides.isEmpty { blocks.append(block(sides)) }
            }
        }
        return blocks
    }

    private func block(_ sides: [StreetSide]) -> Block {
        let ring = sides.flatMap { line($0).dropLast() }
        let isPlain = Set(sides.map(\.edge)).count == sides.count
        return Block(sides: sides, ring: Ring(ring), isPlain: isPlain)
    }

    /// For every side the one that follows: at the junction the sharpest turn to the left.
    private var turns: [StreetSide: StreetSide] {
        var leaving = [[(angle: Double, side: StreetSide)]](repeating: [], count: junctions.count)
        for (index, edge) in edges.enumerated() {
            for isForward in [true, false] {
                let side = StreetSide(edge: index, isForward: isForward)
                let line = line(side)
                let way = line[1] - line[0]
                leaving[isForward ? edge.start : edge.end].append((atan2(way.y, way.x), side))
            }
        }
        var turns: [StreetSide: StreetSide] = [:]
        for sides in leaving {
            let sorted = sides.sorted { $0.angle < $1.angle }
            for (index, (_, side)) in sorted.enumerated() {
                // Who arrives where this side leaves came along its back.
                let arriving = StreetSide(edge: side.edge, isForward: !side.isForward)
                turns[arriving] = sorted[(index + sorted.count - 1) % sorted.count].side
            }
        }
        return turns
    }
}
