import Foundation

/// The flight whose video is to be located: along some of the survey's rows, but beside them, higher or lower, and
/// with turns of which the survey has no photo.
struct Flight: Sendable {
    /// Pictures per second.
    static let rate = 10
    /// Meters per second.
    private static let speed: Float = 30
    /// The survey's rows that it follows, in turn northwards and southwards.
    private static let rows = [2, 5, 6, 9]
    /// Meters beside the row.
    private static let offset: Float = 17
    /// Meters of a row that it flies, to each side of the middle.
    private static let reach: Float = 260

    /// Where every picture of the video is taken.
    static func poses(seed: UInt32) -> [Pose] {
        let sway = Noise(seed: seed, purpose: 11)
        let path = Flight.path()
        let count = Int(Float(path.count - 1) / speed * Float(rate))
        return (0..<count).map { number in
            let time = Float(number) / Float(rate)
            let point = path[Int(time * speed)]
            func drift(_ lane: Float, _ period: Float, _ most: Float) -> Float {
                most * (2 * sway.smooth(time / period, lane) - 1)
            }
            return Pose(
                east: point.x + drift(0.5, 8, 8), north: point.y + drift(10.5, 8, 4),
                height: 150 * (1 + drift(20.5, 10, 0.08)),
                heading: turned(point.z, by: 3 + drift(30.5, 5, 5)),
                pitch: drift(40.5, 2, 2), roll: drift(50.5, 2, 2))
        }
    }

    /// East, north and heading at every meter of the way.
    private static func path() -> [SIMD3<Float>] {
        var path: [SIMD3<Float>] = []
        for (leg, row) in rows.enumerated() {
            let east = Survey.rowEast(row) + offset
            let goesNorth = leg % 2 == 0
            for step in stride(from: -reach, to: reach, by: 1) {
                path.append(SIMD3(east, goesNorth ? step : -step, goesNorth ? 0 : 180))
            }
            guard leg + 1 < rows.count else { break }
            let radius = (Survey.rowEast(rows[leg + 1]) + offset - east) / 2
            for step in stride(from: Float(0), to: .pi * radius, by: 1) {
                let angle = step / radius
                let north = reach + radius * sin(angle)
                path.append(
                    SIMD3(
                        east + radius * (1 - cos(angle)), goesNorth ? north : -north,
                        goesNorth ? angle * 180 / .pi : 180 - angle * 180 / .pi))
            }
        }
        return path
    }
}
