/// A ring of points, counterclockwise; the first one is not repeated.
struct Ring: Sendable {
    let points: [Point]

    init(_ points: [Point]) { self.points = points }

    /// Square meters; negative where it runs clockwise.
    var area: Double { Segment.sides(of: points).reduce(0) { $0 + $1.from.cross($1.to) / 2 } }

    /// The middle of the area.
    var middle: Point {
        let sum = Segment.sides(of: points).reduce(Point.zero) { sum, side in
            sum + (side.from + side.to) * side.from.cross(side.to)
        }
        return sum / (6 * area)
    }

    /// Whether a point lies within.
    func contains(_ point: Point) -> Bool {
        Segment.sides(of: points).reduce(false) { isInside, side in
            guard (side.from.y > point.y) != (side.to.y > point.y) else { return isInside }
            let share = (point.y - side.from.y) / (side.to.y - side.from.y)
            return point.x < side.from.x + share * (side.to.x - side.from.x) ? !isInside : isInside
        }
    }

    /// How far a point is from the ring, in meters.
    func distance(to point: Point) -> Double {
        Segment.sides(of: points).reduce(.infinity) { min($0, $1.distance(to: point)) }
    }

    /// Whether a rectangle lies within, at least some meters from the ring.
    func contains(_ rectangle: Rectangle, meters: Double) -> Bool {
        rectangle.corners.allSatisfy(contains)
            && !Segment.sides(of: points).contains { rectangle.isNear($0, meters: meters) }
    }

    /// The ring some meters within; nil where little is left of it.
    func inset(by meters: Double) -> Ring? {
        let count = points.count
        let moved = points.indices.compactMap { index -> Point? in
            let before = (points[index] - points[(index + count - 1) % count]).direction.left
            let after = (points[(index + 1) % count] - points[index]).direction.left
            let point = points[index] + (before + after) / max(0.3, 1 + before.dot(after)) * meters
            // What turned up on the far side of a narrow place is left out.
            return contains(point) && distance(to: point) > 0.9 * meters ? point : nil
        }
        let ring = Ring(moved)
        guard moved.count >= 3, ring.area > 100, ring.isSimple else { return nil }
        let isClear = Segment.sides(of: moved).allSatisfy { side in
            Segment.sides(of: points).allSatisfy { $0.distance(to: side) > 0.7 * meters }
        }
        return isClear ? ring : nil
    }

    /// Whether no side crosses another.
    private var isSimple: Bool {
        let sides = Segment.sides(of: points)
        for one in sides.indices {
            for other in sides.indices.dropFirst(one + 2) where (other + 1) % sides.count != one {
                if sides[one].crossing(with: sides[other]) != nil { return false }
            }
        }
        return true
    }
}
