internal import Geodesy

/// Tells which buildings are described by their parts.
///
/// By the rules of Simple 3D Buildings (OpenStreetMap wiki) the outline of a building is not shown where it has parts. Mappers
/// also draw a single tower as a part of a large block; so an outline is left out only where its parts cover half of it.
struct BuildingParts {
    private static let coveredShare = 0.5
    /// No building has more parts; without an end, many buildings over many parts would take for ever.
    private static let mostParts = 4_096

    /// All buildings but those that are described by their parts.
    let visible: [Building]

    init(_ buildings: [Building]) {
        let parts = buildings.filter(\.isPart)
        guard !parts.isEmpty else {
            visible = buildings
            return
        }
        var cells = PointCells(cellMeters: 100)
        for part in parts { cells.insert(Self.inside(part.outline)) }
        visible = buildings.filter { building in
            guard !building.isPart else { return true }
            let box = FlatBox(flatPoints(building.outline.ring))
            let covered = cells.near(box).prefix(Self.mostParts).reduce(0.0) { sum, part in
                building.outline.contains(cells.points[part]) ? sum + parts[part].outline.squareMeters : sum
            }
            return covered < Self.coveredShare * building.outline.squareMeters
        }
    }

    /// A point of a part that lies in the building it is part of: the middle of its corners is good enough.
    private static func inside(_ outline: Outline) -> Coordinate {
        guard let first = outline.ring.first else { return Coordinate(latitude: 0, longitude: 0) }
        let plane = LocalPlane(origin: first)
        let meters = outline.ring.map(plane.meters)
        let count = Double(meters.count)
        return plane.coordinate(
            east: meters.reduce(0) { $0 + $1.east } / count, north: meters.reduce(0) { $0 + $1.north } / count
        )
    }
}
