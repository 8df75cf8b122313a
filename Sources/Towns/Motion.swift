internal import Foundation

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
