/// A line of points that a camera moves along, and where on it the camera is at any time.
public struct Route: Sendable {
    /// A point of a route.
    public struct Point: Hashable, Sendable {
        /// Where it is.
        public var coordinate: Coordinate
        /// Where the camera looks there, degrees clockwise from true north; nil to look along the way.
        public var headingDegrees: Double?

        /// A point.
        public init(_ coordinate: Coordinate, headingDegrees: Double? = nil) {
            self.coordinate = coordinate
            self.headingDegrees = headingDegrees
        }
    }

    /// Where a camera is, and where it looks.
    public struct Pose: Hashable, Sendable {
        /// Seconds from the beginning.
        public var timeSeconds: Double
        /// Where it is.
        public var coordinate: Coordinate
        /// Degrees clockwise from true north, [0, 360).
        public var headingDegrees: Double
    }

    /// On the way round a corner the camera looks from so far behind it to so far ahead.
    private static let cornerMeters = 4.0

    private let points: [Point]
    /// From the beginning to each point; ascending.
    private let meters: [Double]
    /// When the camera is at each point; ascending.
    private let times: [Double]

    /// A route at a steady speed.
    ///
    /// - Returns: nil where all points are one.
    public init?(_ points: [Point], metersPerSecond: Double) {
        let kept = Self.withoutStops(points)
        guard kept.count >= 2 else { return nil }
        self.points = kept
        meters = Self.meters(along: kept)
        times = meters.map { $0 / metersPerSecond }
    }

    /// A route that passes its points at given times, which must ascend; as many as points.
    ///
    /// - Returns: nil where there are less than two points.
    public init?(_ points: [Point], timesSeconds: [Double]) {
        precondition(
            points.count == timesSeconds.count, "\(points.count) points, \(timesSeconds.count) times")
        guard points.count >= 2 else { return nil }
        self.points = points
        meters = Self.meters(along: points)
        times = timesSeconds.map { $0 - timesSeconds[0] }
    }

    /// From the first point to the last one.
    public var lengthMeters: Double { meters[meters.count - 1] }

    /// From the first point to the last one.
    public var durationSeconds: Double { times[times.count - 1] }

    /// How many poses there are at so many a second, the first one at the beginning.
    public func count(perSecond rate: Double) -> Int {
        // A whole number of seconds must not lose its last pose to rounding.
        Int((durationSeconds * rate * (1 + 1e-12)).rounded(.down)) + 1
    }

    /// Where the camera is at a time, seconds from the beginning; before and after, it stands at the ends.
    ///
    /// Between two points that both have a heading it turns evenly; elsewhere it looks along the way, round corners too.
    public func pose(at seconds: Double) -> Pose {
        let time = min(max(0, seconds), durationSeconds)
        let leg = Self.leg(of: time, in: times)
        let length = times[leg + 1] - times[leg]
        let share = length > 0 ? (time - times[leg]) / length : 0
        let traveled = meters[leg] + share * (meters[leg + 1] - meters[leg])
        return Pose(
            timeSeconds: seconds, coordinate: coordinate(leg, share),
            headingDegrees: heading(leg, share, traveled))
    }

    private func heading(_ leg: Int, _ share: Double, _ traveled: Double) -> Double {
        guard let from = points[leg].headingDegrees, let to = points[leg + 1].headingDegrees else {
            return wayHeading(traveled, leg)
        }
        let turn = normalizedHeading(to - from)
        return normalizedHeading(from + share * (turn > 180 ? turn - 360 : turn))
    }

    /// The direction from a bit behind to a bit ahead, which is that of the leg itself but near its ends.
    private func wayHeading(_ traveled: Double, _ leg: Int) -> Double {
        let behind = coordinate(atMeters: max(0, traveled - Self.cornerMeters))
        let ahead = coordinate(atMeters: min(lengthMeters, traveled + Self.cornerMeters))
        // Where the way turns back on itself the two may meet.
        if behind.distance(to: ahead) > 0.1 { return Self.direction(from: behind, to: ahead) }
        return Self.direction(from: points[leg].coordinate, to: points[leg + 1].coordinate)
    }

    private func coordinate(atMeters traveled: Double) -> Coordinate {
        let leg = Self.leg(of: traveled, in: meters)
        let length = meters[leg + 1] - meters[leg]
        return coordinate(leg, length > 0 ? (traveled - meters[leg]) / length : 0)
    }

    private func coordinate(_ leg: Int, _ share: Double) -> Coordinate {
        let plane = LocalPlane(origin: points[leg].coordinate)
        let (east, north) = plane.meters(points[leg + 1].coordinate)
        return plane.coordinate(east: east * share, north: north * share)
    }

    /// The stretch between two points that holds a value, of as many as there are points less one.
    private static func leg(of value: Double, in ascending: [Double]) -> Int {
        var (low, high) = (0, ascending.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if ascending[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }

    private static func direction(from: Coordinate, to: Coordinate) -> Double {
        let (east, north) = LocalPlane(origin: from).meters(to)
        return normalizedHeading(atan2(east, north) * 180 / .pi)
    }

    private static func meters(along points: [Point]) -> [Double] {
        var meters = [0.0]
        for (from, to) in zip(points, points.dropFirst()) {
            meters.append(meters[meters.count - 1] + from.coordinate.distance(to: to.coordinate))
        }
        return meters
    }

    /// The points that lie apart from the one before.
    private static func withoutStops(_ points: [Point]) -> [Point] {
        var kept: [Point] = []
        for point in points where kept.last?.coordinate != point.coordinate { kept.append(point) }
        return kept
    }
}
