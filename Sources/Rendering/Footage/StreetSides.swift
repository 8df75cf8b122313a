internal import Geodesy
internal import StreetMap

/// A street as a line in meters, with what is beside it.
struct StreetSides {
    /// No street is so long that it needs more points beside it.
    private static let mostPoints = 2_000.0

    /// Of each side.
    let sidewalkMeters: Double
    /// Meters east and north.
    private let line: [SIMD2<Double>]
    /// Meters along the line to each of its points.
    private let starts: [Double]
    /// The plane that the line lies in.
    let plane: LocalPlane

    /// Where something stands beside a street, or moves.
    struct Position {
        /// Meters east and north.
        let point: SIMD2<Double>
        /// Unit vector along the street, east and north.
        let along: SIMD2<Double>
    }

    /// - Parameter plane: the one that the line is to lie in; nil for that around its first point.
    init(_ road: Road, seed: UInt64, in plane: LocalPlane? = nil) {
        var dice = Dice(seed, .sidewalk, road.object)
        sidewalkMeters = dice.draw(FootageRanges.sidewalkMeters)
        let plane = plane ?? LocalPlane(origin: road.line.first ?? Coordinate(latitude: 0, longitude: 0))
        self.plane = plane
        var points: [SIMD2<Double>] = []
        var meters = [0.0]
        for coordinate in road.line {
            let (east, north) = plane.meters(coordinate)
            let point = SIMD2(east, north)
            if let last = points.last {
                let step = point - last
                let length = (step * step).sum().squareRoot()
                guard length > 0.01 else { continue }
                meters.append(meters[meters.count - 1] + length)
            }
            points.append(point)
        }
        line = points
        starts = meters
    }

    /// Its points, meters east and north.
    var corners: [SIMD2<Float>] { line.map { SIMD2<Float>($0) } }

    /// In meters; 0 for a street of one point.
    var length: Double { line.count < 2 ? 0 : starts[starts.count - 1] }

    /// Where one is after some meters, that far to the left of the line's direction; nil beyond the ends.
    func position(at meters: Double, offset: Double) -> Position? {
        guard line.count >= 2, meters >= 0, meters <= length else { return nil }
        var (low, high) = (0, line.count - 2)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= meters { low = middle } else { high = middle - 1 }
        }
        let step = line[low + 1] - line[low]
        let along = step / (starts[low + 1] - starts[low])
        let point = line[low] + along * (meters - starts[low]) + SIMD2(-along.y, along.x) * offset
        return Position(point: point, along: along)
    }

    /// Points at a distance from the line, the ends left out by a margin; on streets longer than any they are farther apart.
    func points(every spacing: Double, offset: Double, margin: Double) -> [Position] {
        let step = max(spacing, length / Self.mostPoints)
        return stride(from: margin, to: length - margin, by: step).compactMap {
            position(at: $0, offset: offset)
        }
    }
}
