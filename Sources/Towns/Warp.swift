internal import Foundation
internal import Tensors

/// Bends the plane smoothly, and turns it where wanted, so that no street of a grid is straight.
struct Warp: Sendable {
    private let angle: Double
    private let waves: [(way: Point, phase: Double, shift: Point)]

    /// A warp that shifts points by at most some meters.
    init(meters: Double, isTurned: Bool, generator: inout SeededGenerator) {
        angle = isTurned ? generator.number(0, 2 * .pi) : 0
        var waves: [(way: Point, phase: Double, shift: Point)] = []
        for _ in 0..<3 {
            let length = generator.number(350, 800)
            let way = Point.at(radians: generator.number(0, 2 * .pi)) * (2 * .pi / length)
            let shift = Point.at(radians: generator.number(0, 2 * .pi)) * (meters / 3)
            waves.append((way, generator.number(0, 2 * .pi), shift))
        }
        self.waves = waves
    }

    /// Where a point comes to lie.
    func callAsFunction(_ point: Point) -> Point {
        let bent = waves.reduce(point) { $0 + $1.shift * sin(point.dot($1.way) + $1.phase) }
        return bent.rotated(by: angle)
    }

    /// Where a line comes to lie, bent between its points as well, and a little more in the middle.
    func line(from start: Point, to end: Point, bulge: Double) -> [Point] {
        let way = end - start
        let count = max(2, Int((way.length / 22).rounded()))
        return (0...count).map { step in
            let share = Double(step) / Double(count)
            return self(start + way * share + way.direction.left * (bulge * sin(.pi * share)))
        }
    }
}
