internal import Foundation
public import Geodesy
internal import Tensors

/// A drive through a town: where a camera on a car is at the time of every frame.
public struct Drive: Sendable {
    /// Where the camera is, and which way it looks.
    public struct Pose: Hashable, Sendable {
        /// Seconds from the beginning.
        public var timeSeconds: Double
        /// On the right side of the street.
        public var coordinate: Coordinate
        /// The way ahead: degrees clockwise from true north, [0, 360).
        public var headingDegrees: Double
        /// Meters per second.
        public var speed: Double
    }

    /// Frame by frame.
    public let poses: [Pose]
}

extension Town {
    /// A drive that keeps to the right and to one-way rules, slows down for corners, and prefers streets that it has not seen.
    ///
    /// - Parameters:
    ///   - seed: which way it takes.
    ///   - seconds: from the first frame to the last; at least one frame.
    ///   - framesPerSecond: above 0.
    public func drive(seed driveSeed: UInt64, seconds: Double, framesPerSecond: Double) -> Drive {
        var generator = SeededGenerator(seed: seed ^ driveSeed &* 0xD134_2543_DE82_EF95, .drive)
        let route = Route(streets, meters: seconds * Motion.usualSpeed + 100, generator: &generator)
        let motion = Motion(along: route.line)
        let plane = LocalPlane(origin: origin)
        let count = max(1, Int(seconds * framesPerSecond))
        return Drive(
            poses: (0..<count).map { number in
                let time = Double(number) / framesPerSecond
                let state = motion.state(at: time)
                let heading = atan2(state.direction.x, state.direction.y) * 180 / .pi
                return Drive.Pose(
                    timeSeconds: time,
                    coordinate: plane.coordinate(east: state.point.x, north: state.point.y),
                    headingDegrees: normalizedHeading(heading), speed: state.speed)
            })
    }
}

/// A way through the streets, in the middle of them.
struct Route {
    private(set) var line: [Point] = []

    /// A way of at least some length: at every junction the street that was seen least, and back only from dead ends.
    init(_ plan: StreetPlan, meters: Double, generator: inout SeededGenerator) {
        let departures = plan.departures
        let meetings = plan.meetings
        var visits = [Int](repeating: 0, count: plan.edges.count)
        var junction = Self.start(plan)
        var last: Int?
        var length = 0.0
        while length < meters {
            let choices = departures[junction].filter { $0.edge != last }
            func cost(_ choice: (edge: Int, isForward: Bool)) -> Double {
                let edge = plan.edges[choice.edge]
                let isDeadEnd = meetings[choice.isForward ? edge.end : edge.start].count < 2
                return Double(visits[choice.edge]) + (isDeadEnd ? 3 : 0)
            }
            let weighed = (choices.isEmpty ? departures[junction] : choices).map {
                ($0, cost($0) + 0.9 * generator.uniform())
            }
            guard let next = weighed.min(by: { $0.1 < $1.1 })?.0 else { return }
            let edge = plan.edges[next.edge]
            visits[next.edge] += 1
            line += (next.isForward ? edge.line : edge.line.reversed()).dropFirst(line.isEmpty ? 0 : 1)
            length += Path(edge.line).length
            junction = next.isForward ? edge.end : edge.start
            last = next.edge
        }
    }

    /// The junction nearest to halfway between the middle and the edge, to the east: any would do.
    private static func start(_ plan: StreetPlan) -> Int {
        let reach = (plan.junctions.map(\.length).max() ?? 0) / 2
        let wanted = Point(reach, 0)
        return plan.junctions.indices.min {
            (plan.junctions[$0] - wanted).length < (plan.junctions[$1] - wanted).length
        } ?? 0
    }
}

/// How a car moves along a line.
struct Motion {
    /// Meters per second on a straight street.
    static let usualSpeed = 9.5
    /// In the sharpest corner, at a U-turn.
    private static let slowest = 2.5
    /// Sideways, and along the way; meters per second squared.
    private static let (sidewaysPull, longPull) = (2.2, 1.6)
    /// To the right of the middle of the street.
    private static let lane = 1.5
    /// From step to step of the way.
    private static let step = 0.5
    /// Corners are rounded over so many steps to each side.
    private static let rounding = 10

    private let points: [Point]
    private let speeds: [Double]
    private let times: [Double]

    init(along line: [Point]) {
        let path = Path(line)
        let stations = Array(stride(from: 0, to: path.length, by: Self.step))
        let lane = stations.map { path.point(at: $0) - path.direction(at: $0).left * Self.lane }
        points = Self.smooth(Self.smooth(lane))
        speeds = Self.speeds(points)
        var times = [0.0]
        for index in points.indices.dropFirst() {
            let length = (points[index] - points[index - 1]).length
            times.append(times[index - 1] + 2 * length / (speeds[index] + speeds[index - 1]))
        }
        self.times = times
    }

    /// Where the car is at some time, which way it goes, and how fast.
    func state(at time: Double) -> (point: Point, direction: Point, speed: Double) {
        let after = min(max(times.firstIndex { $0 > time } ?? points.count - 1, 1), points.count - 1)
        let span = times[after] - times[after - 1]
        let share = span > 0 ? min(1, max(0, (time - times[after - 1]) / span)) : 0
        let point = points[after - 1] + (points[after] - points[after - 1]) * share
        let (before, beyond) = (points[max(0, after - 4)], points[min(points.count - 1, after + 3)])
        return (point, (beyond - before).direction, speeds[after])
    }

    /// Every point moved to the middle of its neighbors.
    private static func smooth(_ points: [Point]) -> [Point] {
        points.indices.map { index in
            let reach = min(rounding, index, points.count - 1 - index)
            let near = points[index - reach...index + reach]
            return near.reduce(.zero, +) / Double(near.count)
        }
    }

    /// As fast as corners allow, and as brakes and engine do.
    private static func speeds(_ points: [Point]) -> [Double] {
        var speeds = points.indices.map { index -> Double in
            let reach = min(4, index, points.count - 1 - index)
            guard reach > 0 else { return usualSpeed }
            let (back, ahead) = (points[index] - points[index - reach], points[index + reach] - points[index])
            let turn = abs(atan2(back.cross(ahead), back.dot(ahead)))
            let length = (back.length + ahead.length) / 2
            guard turn > 1e-6 else { return usualSpeed }
            return min(usualSpeed, max(slowest, (sidewaysPull * length / turn).squareRoot()))
        }
        let gain = 2 * longPull * step
        for index in speeds.indices.dropFirst() {
            speeds[index] = min(speeds[index], (speeds[index - 1] * speeds[index - 1] + gain).squareRoot())
        }
        for index in speeds.indices.dropLast().reversed() {
            speeds[index] = min(speeds[index], (speeds[index + 1] * speeds[index + 1] + gain).squareRoot())
        }
        return speeds
    }
}
