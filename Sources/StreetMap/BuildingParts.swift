internal import Geodesy

/// Tells which buildings are described by their parts.
///
/// By the rules of Simple 3D Buildings (OpenStreetMap wiki) the outline of a building is not shown where it has parts. Mappers
/// also draw a single tower as a part of a large block; so an outline is left out only where its parts cover half of it.
struct BuildingParts {
    private static let coveredShare = 0.5

    /// All buildings but those that are described by their parts.
    let visible: [Building]

    init(_ buildings: [Building]) {
        let parts = buildings.filter(\.isPart)
        guard !parts.isEmpty else {
            visible = buildings
            return
        }
        let cells = PointCells(parts.map { Self.inside($0.outline) })
        visible = buildings.filter { building in
            guard !building.isPart else { return true }
            let covered = cells.near(building.outline.ring).reduce(0.0) { sum, part in
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

/// Points by cells of a thousandth of a degree.
struct PointCells {
    let points: [Coordinate]
    private var cells: [Cell: [Int]] = [:]

    private struct Cell: Hashable {
        var x: Int
        var y: Int

        init(_ point: Coordinate) {
            x = Int((point.longitude * 1_000).rounded(.down))
            y = Int((point.latitude * 1_000).rounded(.down))
        }

        init(x: Int, y: Int) { (self.x, self.y) = (x, y) }
    }

    init(_ points: [Coordinate]) {
        self.points = points
        for (index, point) in points.enumerated() { cells[Cell(point), default: []].append(index) }
    }

    /// The points in the cells that the box around a ring touches; a ring across the antimeridian finds none.
    func near(_ ring: [Coordinate]) -> [Int] {
        let all = ring.map { Cell($0) }
        guard let west = all.map(\.x).min(), let east = all.map(\.x).max(), let south = all.map(\.y).min(),
            let north = all.map(\.y).max(), east - west < 1_000, north - south < 1_000
        else { return [] }
        return (south...north).flatMap { y in (west...east).flatMap { x in cells[Cell(x: x, y: y)] ?? [] } }
    }
}
