internal import Foundation

/// A point or a way in the plane, in meters east and north; points are counted from the middle of the town.
typealias Point = SIMD2<Double>

extension SIMD2<Double> {
    /// Of a way: its length.
    var length: Double { (x * x + y * y).squareRoot() }

    /// Of a way: the same way, one meter long; east where it has no length.
    var direction: Point { length > 1e-9 ? self / length : Point(1, 0) }

    /// A quarter turn counterclockwise.
    var left: Point { Point(-y, x) }

    /// The scalar product.
    func dot(_ other: Point) -> Double { x * other.x + y * other.y }

    /// The area of the parallelogram of two ways: positive where the other one lies to the left.
    func cross(_ other: Point) -> Double { x * other.y - y * other.x }

    /// Turned counterclockwise.
    func rotated(by radians: Double) -> Point {
        Point(x * cos(radians) - y * sin(radians), x * sin(radians) + y * cos(radians))
    }

    /// One meter at an angle, counterclockwise from east.
    static func at(radians: Double) -> Point { Point(cos(radians), sin(radians)) }
}

/// A straight piece of a line.
struct Segment: Sendable {
    let from: Point
    let to: Point

    /// The pieces of a line.
    static func pieces(of line: [Point]) -> [Segment] {
        zip(line, line.dropFirst()).map { Segment(from: $0, to: $1) }
    }

    /// The pieces of a ring, whose first point is not repeated.
    static func sides(of ring: [Point]) -> [Segment] { pieces(of: ring + ring.prefix(1)) }

    /// The distance of a point.
    func distance(to point: Point) -> Double {
        let way = to - from
        let square = way.dot(way)
        let share = square > 0 ? min(1, max(0, (point - from).dot(way) / square)) : 0
        return (from + way * share - point).length
    }

    /// The distance of another segment; 0 where they cross.
    func distance(to other: Segment) -> Double {
        if crossing(with: other) != nil { return 0 }
        return min(
            distance(to: other.from), distance(to: other.to), other.distance(to: from),
            other.distance(to: to))
    }

    /// Where another segment crosses, as the share of this one; nil where none does.
    func crossing(with other: Segment) -> Double? {
        let (way, otherWay) = (to - from, other.to - other.from)
        let area = way.cross(otherWay)
        guard abs(area) > 1e-12 else { return nil }
        let share = (other.from - from).cross(otherWay) / area
        let otherShare = (other.from - from).cross(way) / area
        return (0...1).contains(share) && (0...1).contains(otherShare) ? share : nil
    }
}
