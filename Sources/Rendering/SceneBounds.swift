/// The square around the origin that a scene is made for: what lies beyond it is left out, or cut off where it is cut easily.
struct SceneBounds {
    /// From the origin to each side, in meters; infinite where all is wanted.
    let reachMeters: Float

    /// Whether the box around some points comes into the square.
    func touches(_ points: some Sequence<SIMD2<Float>>) -> Bool {
        guard reachMeters < .infinity else { return true }
        var low = SIMD2<Float>(repeating: .infinity)
        var high = SIMD2<Float>(repeating: -.infinity)
        for point in points { (low, high) = (pointwiseMin(low, point), pointwiseMax(high, point)) }
        return all(low .<= reachMeters) && all(high .>= -reachMeters)
    }

    /// The part of a ring in the square (Sutherland and Hodgman, 1974): where it falls into parts, they are joined along the square's
    /// sides, which adds no area by the even-odd rule.
    func clipped(_ ring: [SIMD2<Float>]) -> [SIMD2<Float>] {
        guard ring.contains(where: { any(pointwiseMax($0, -$0) .> reachMeters) }) else { return ring }
        return [(0, 1), (0, -1), (1, 1), (1, -1)].reduce(ring) { ring, side in
            clipped(ring, axis: side.0, sign: Float(side.1))
        }
    }

    private func clipped(_ ring: [SIMD2<Float>], axis: Int, sign: Float) -> [SIMD2<Float>] {
        guard var before = ring.last else { return ring }
        var kept: [SIMD2<Float>] = []
        for point in ring {
            let (depth, depthBefore) = (reachMeters - sign * point[axis], reachMeters - sign * before[axis])
            if (depth >= 0) != (depthBefore >= 0) {
                kept.append(before + (point - before) * (depthBefore / (depthBefore - depth)))
            }
            if depth >= 0 { kept.append(point) }
            before = point
        }
        return kept
    }
}
