internal import StreetMap

/// What the numbers of a road's finish mean.
enum RoadMarkings {
    /// Meters from the last crossing to the beginning of the piece, and from there to the next one.
    static let along = 0
    static let rest = 1
    /// From edge to edge, in meters.
    static let width = 2
    /// Lanes side by side; 0 for a road without markings.
    static let lanes = 3
    /// 1 where traffic goes both ways.
    static let isTwoWay = 4
    /// 1 where a line runs along each edge.
    static let hasEdges = 5
    /// 1 where a zebra crossing lies before crossings.
    static let hasZebra = 6

    /// So far away that it does not matter, in meters.
    static let far: Float = 10_000

    /// The markings of a road for cars.
    static func numbers(of road: Road, dice: inout Dice) -> SIMD8<Float> {
        var numbers = SIMD8<Float>(repeating: 0)
        numbers[along] = far
        numbers[rest] = far
        numbers[width] = Float(road.widthMeters)
        let isMarked = road.kind != .service && road.kind != .livingStreet && road.widthMeters >= 5
        numbers[lanes] = isMarked ? max(1, min(8, (Float(road.widthMeters) / 3.2).rounded())) : 0
        numbers[isTwoWay] = road.direction == .both ? 1 : 0
        let isMain = [RoadKind.motorway, .trunk, .primary, .secondary].contains(road.kind)
        numbers[hasEdges] = isMain ? 1 : 0
        numbers[hasZebra] = isMarked && road.kind != .motorway && dice.chance(0.6) ? 1 : 0
        return numbers
    }
}
