/// The rectangle that a ground plan nearly is.
struct GroundRectangle {
    private init() {}

    /// The share of the rectangle that a ground plan fills at least.
    private static let leastShare: Float = 0.85
    /// A ground plan of more corners is no rectangle; each one is a direction to try, which takes all of them.
    private static let mostCorners = 64

    /// The smallest rectangle around a ground plan that is parallel to one of its sides, counterclockwise; nil where the plan fills too
    /// little of it.
    ///
    /// - Parameter ring: counterclockwise.
    static func around(_ ring: [SIMD2<Float>]) -> [SIMD2<Float>]? {
        guard (4...mostCorners).contains(ring.count) else { return nil }
        var best: (area: Float, corners: [SIMD2<Float>])?
        for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
            let side = to - from
            let length = (side * side).sum().squareRoot()
            guard length > 0.1 else { continue }
            let box = box(around: ring, along: side / length)
            if box.area < best?.area ?? .infinity { best = box }
        }
        guard let best, signedArea(ring) / 2 > leastShare * best.area else { return nil }
        return best.corners
    }

    private static func box(
        around ring: [SIMD2<Float>], along: SIMD2<Float>
    ) -> (area: Float, corners: [SIMD2<Float>]) {
        let left = SIMD2(-along.y, along.x)
        // Seen from a corner, so that the products of far coordinates do not count.
        let origin = ring[0]
        var low = SIMD2<Float>(repeating: 0)
        var high = low
        for point in ring {
            let offset = point - origin
            let place = SIMD2((offset * along).sum(), (offset * left).sum())
            (low, high) = (pointwiseMin(low, place), pointwiseMax(high, place))
        }
        let size = high - low
        let plan = [low, SIMD2(high.x, low.y), high, SIMD2(low.x, high.y)]
        return (size.x * size.y, plan.map { origin + $0.x * along + $0.y * left })
    }
}
