/// Some poses by square cells, so that those around one are found without looking at all.
struct PoseGrid: Sendable {
    private struct Cell: Hashable {
        var column: Int
        var row: Int
    }

    private let cellMeters: Double
    private var cells: [Cell: [Int]] = [:]

    /// - Parameters:
    ///   - numbers: which of the poses are in the grid.
    ///   - cellMeters: the side of a cell; less than a meter is taken for one.
    init(_ poses: [SamplePose], of numbers: [Int], cellMeters: Double) {
        self.cellMeters = max(1, cellMeters)
        for number in numbers { cells[cell(poses[number]), default: []].append(number) }
    }

    /// The poses in the cell of a pose and in those around it: all that are no farther than the side of a cell, and some more. The
    /// same order every time.
    func around(_ pose: SamplePose) -> [Int] {
        let middle = cell(pose)
        return (-1...1).flatMap { row in
            (-1...1).flatMap { column in
                cells[Cell(column: middle.column + column, row: middle.row + row)] ?? []
            }
        }
    }

    private func cell(_ pose: SamplePose) -> Cell {
        Cell(
            column: Int((pose.east / cellMeters).rounded(.down)),
            row: Int((pose.north / cellMeters).rounded(.down)))
    }
}
