internal import Foundation
internal import Geodesy

/// Whether a building is near.
///
/// Outlines are taken for points a quarter of the distance apart, one in every sixteenth of it: right within a tenth of the
/// distance, and a place costs the same however dense a town is.
struct BuiltUp {
    private static let mostPointsPerEdge = 64

    private let meters: Double
    private var cells: PointCells

    init(_ buildings: [Building], meters: Double) {
        self.meters = max(1, meters)
        // All of a cell is near to every point in it.
        cells = PointCells(cellMeters: self.meters / 2)
        var taken = PointCells(cellMeters: self.meters / 16)
        for building in buildings {
            guard var from = building.outline.ring.last else { continue }
            for to in building.outline.ring {
                for point in points(from, to) where taken.insertFirst(point) { cells.insert(point) }
                from = to
            }
        }
    }

    func contains(_ point: Coordinate) -> Bool {
        if cells.hasPoint(besides: point) { return true }
        let middle = FlatPoint(point.longitude, point.latitude)
        let plane = LocalPlane(origin: point)
        return cells.near(FlatBox(middle, middle).widened(byMeters: meters)).contains { index in
            let corner = plane.meters(cells.points[index])
            return hypot(corner.east, corner.north) <= meters
        }
    }

    /// The end of an edge, and points before it.
    private func points(_ from: Coordinate, _ to: Coordinate) -> [Coordinate] {
        let plane = LocalPlane(origin: to)
        let start = plane.meters(from)
        let steps = hypot(start.east, start.north) / (meters / 4)
        let count = Int(min(Double(Self.mostPointsPerEdge), max(1, steps.rounded(.up))))
        return (0..<count).map { step in
            let share = Double(step) / Double(count)
            return plane.coordinate(east: start.east * share, north: start.north * share)
        }
    }
}
