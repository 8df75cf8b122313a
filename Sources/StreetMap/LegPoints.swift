internal import Foundation
internal import Geodesy

/// Points at even distances along a line, half a distance from its ends.
struct LegPoints: Sequence, IteratorProtocol {
    struct Point {
        var coordinate: Coordinate
        /// The way ahead at this point, in degrees.
        var heading: Double
        /// From the beginning of the line.
        var meters: Double
    }

    /// The length of the line.
    let meters: Double
    /// How many points there are in all.
    let total: Int
    private let line: [Coordinate]
    private let lengths: [Double]
    private var number = 0
    private var segment = 0
    private var before = 0.0

    init(along line: [Coordinate], every spacing: Double) {
        self.line = line
        lengths = zip(line, line.dropFirst()).map { from, to in
            let way = LocalPlane(origin: from).meters(to)
            return hypot(way.east, way.north)
        }
        meters = lengths.reduce(0, +)
        total = Int((meters / spacing).rounded())
    }

    mutating func next() -> Point? {
        guard number < total else { return nil }
        let position = (Double(number) + 0.5) * meters / Double(total)
        number += 1
        while segment < lengths.count - 1, before + lengths[segment] < position || lengths[segment] <= 0 {
            before += lengths[segment]
            segment += 1
        }
        let plane = LocalPlane(origin: line[segment])
        let way = plane.meters(line[segment + 1])
        let share = lengths[segment] > 0 ? Swift.min(1, (position - before) / lengths[segment]) : 0
        return Point(
            coordinate: plane.coordinate(east: way.east * share, north: way.north * share),
            heading: normalizedHeading(atan2(way.east, way.north) * 180 / .pi), meters: position)
    }
}
