/// A line, measured from its beginning.
struct Path: Sendable {
    let points: [Point]
    /// How far every point is along the line, in meters.
    let stations: [Double]

    /// A line of at least two points.
    init(_ points: [Point]) {
        self.points = points
        var stations = [0.0]
        for (from, to) in zip(points, points.dropFirst()) {
            stations.append(stations[stations.count - 1] + (to - from).length)
        }
        self.stations = stations
    }

    /// In meters.
    var length: Double { stations[stations.count - 1] }

    /// The point at some distance from the beginning; beyond the ends, the end.
    func point(at station: Double) -> Point {
        let piece = self.piece(at: station)
        let (from, to) = (points[piece], points[piece + 1])
        let length = stations[piece + 1] - stations[piece]
        guard length > 0 else { return from }
        return from + (to - from) * min(1, max(0, (station - stations[piece]) / length))
    }

    /// The way ahead at some distance from the beginning.
    func direction(at station: Double) -> Point {
        let piece = self.piece(at: station)
        return (points[piece + 1] - points[piece]).direction
    }

    private func piece(at station: Double) -> Int {
        let after = stations.firstIndex { $0 > station } ?? stations.count - 1
        return min(max(after - 1, 0), points.count - 2)
    }

    /// Where another line crosses: how far along, and the sine of the angle between them.
    func crossings(with line: [Point]) -> [(station: Double, sine: Double)] {
        let others = Segment.pieces(of: line)
        var found: [(station: Double, sine: Double)] = []
        for (index, piece) in Segment.pieces(of: points).enumerated() {
            let way = piece.to - piece.from
            for other in others {
                guard let share = piece.crossing(with: other) else { continue }
                let sine = abs(way.direction.cross((other.to - other.from).direction))
                found.append((stations[index] + share * way.length, sine))
            }
        }
        return found.sorted { $0.station < $1.station }
    }

    /// The line with further points on it.
    func inserting(_ others: [Double]) -> [Point] {
        let all =
            zip(stations, points).map { ($0, $1) } + others.map { ($0, point(at: $0)) }
        return all.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The line between two distances.
    func part(from first: Double, to last: Double) -> [Point] {
        let middle = zip(stations, points).filter { $0.0 > first + 0.01 && $0.0 < last - 0.01 }.map(\.1)
        return [point(at: first)] + middle + [point(at: last)]
    }

    /// The line moved to its left, in meters; good for bends that are wide compared with that.
    func moved(left meters: Double) -> [Point] {
        points.indices.map { index in
            let before = points[max(0, index - 1)]
            let after = points[min(points.count - 1, index + 1)]
            return points[index] + (after - before).direction.left * meters
        }
    }
}
