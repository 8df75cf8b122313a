internal import Foundation
internal import Geodesy

/// Points by square cells of about the same size all over the globe, the poles and the antimeridian included.
///
/// The rows of cells are as high as a cell is wide; each holds as many cells as fit around the globe there.
struct PointCells {
    private static let metersPerDegree = 111_195.0
    /// A box over more cells than this is taken for empty, so that one feature cannot hold up all others.
    private static let mostCells = 10_000

    private let cellMeters: Double
    private(set) var points: [Coordinate] = []
    private var cells: [Cell: [Int]] = [:]

    private struct Cell: Hashable {
        var row: Int
        var column: Int
    }

    init(cellMeters: Double) { self.cellMeters = cellMeters }

    /// Adds a point; its index is the number of points before.
    mutating func insert(_ point: Coordinate) {
        cells[cell(point), default: []].append(points.count)
        points.append(point)
    }

    /// Adds a point unless there is another in its cell.
    mutating func insertFirst(_ point: Coordinate) -> Bool {
        guard cells[cell(point)] == nil else { return false }
        insert(point)
        return true
    }

    /// Whether there is a point in the same cell.
    func hasPoint(besides point: Coordinate) -> Bool { cells[cell(point)] != nil }

    /// The points in the cells that a box touches, as indices.
    func near(_ box: FlatBox) -> some Sequence<Int> { touched(box).lazy.compactMap { cells[$0] }.joined() }

    private func touched(_ box: FlatBox) -> [Cell] {
        guard box.south <= box.north else { return [] }
        let (first, last) = (row(max(-90, box.south)), row(min(90, box.north)))
        var touched: [Cell] = []
        for row in first...last {
            let count = columns(row)
            let from = Int(((box.west + 180) / 360 * Double(count)).rounded(.down))
            let to = Int(((box.east + 180) / 360 * Double(count)).rounded(.down))
            guard touched.count + min(count, to - from + 1) <= Self.mostCells else { return [] }
            for column in from...min(to, from + count - 1) {
                touched.append(Cell(row: row, column: (column % count + count) % count))
            }
        }
        return touched
    }

    private func cell(_ point: Coordinate) -> Cell {
        let row = row(point.latitude)
        let count = columns(row)
        return Cell(row: row, column: Int((point.longitude + 180) / 360 * Double(count)) % count)
    }

    private func row(_ latitude: Double) -> Int { Int((latitude + 90) * Self.metersPerDegree / cellMeters) }

    private func columns(_ row: Int) -> Int {
        let latitude = (Double(row) + 0.5) * cellMeters / Self.metersPerDegree - 90
        return max(1, Int(360 * Self.metersPerDegree * cos(latitude * .pi / 180) / cellMeters))
    }
}
