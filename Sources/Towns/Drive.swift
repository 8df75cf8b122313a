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
