/// A rectangle that may be turned; its corners counterclockwise.
struct Rectangle: Sendable {
    let corners: [Point]
    private let lower: Point
    private let upper: Point

    init(corners: [Point]) {
        self.corners = corners
        lower = corners.dropFirst().reduce(corners[0]) { pointwiseMin($0, $1) }
        upper = corners.dropFirst().reduce(corners[0]) { pointwiseMax($0, $1) }
    }

    /// Whether another one is nearer than some meters.
    func isNear(_ other: Rectangle, meters: Double) -> Bool {
        guard both(lower .< other.upper + meters), both(other.lower .< upper + meters) else { return false }
        return !isSeparated(from: other, meters) && !other.isSeparated(from: self, meters)
    }

    /// Whether one of the sides parts the two, with some meters between.
    private func isSeparated(from other: Rectangle, _ meters: Double) -> Bool {
        Segment.sides(of: corners).contains { side in
            let outward = -(side.to - side.from).direction.left
            return other.corners.allSatisfy { ($0 - side.from).dot(outward) >= meters }
        }
    }

    /// Whether a segment is nearer than some meters.
    func isNear(_ segment: Segment, meters: Double) -> Bool {
        let (low, high) = (pointwiseMin(segment.from, segment.to), pointwiseMax(segment.from, segment.to))
        guard both(lower .< high + meters), both(low .< upper + meters) else { return false }
        return contains(segment.from)
            || Segment.sides(of: corners).contains { $0.distance(to: segment) < meters }
    }

    /// Whether a point is nearer than some meters.
    func isNear(_ point: Point, meters: Double) -> Bool {
        isNear(Segment(from: point, to: point), meters: meters)
    }

    /// Whether a point lies in it.
    func contains(_ point: Point) -> Bool {
        Segment.sides(of: corners).allSatisfy { ($0.to - $0.from).cross(point - $0.from) >= 0 }
    }

    private func both(_ mask: SIMDMask<SIMD2<Int64>>) -> Bool { mask[0] && mask[1] }
}
