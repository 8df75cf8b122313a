/// What an upright or slightly tilted camera can see at all, from above.
struct Frustum {
    private let eye: SIMD2<Float>
    /// Normals of the left and right bounds, pointing inwards; nil where the camera may see all around.
    private let bounds: (left: SIMD2<Float>, right: SIMD2<Float>)?

    init(_ projection: Projection, width: Int, height: Int) {
        eye = SIMD2(projection.eye.x, projection.eye.y)
        let (w, h) = (Float(width) / 2 / projection.focal, Float(height) / 2 / projection.focal)
        // The corners of the picture, seen from above; a camera that looks steeply sees points behind itself.
        let corners = [SIMD2<Float>(-w, -h), SIMD2(w, -h), SIMD2(-w, h), SIMD2(w, h)].map { corner in
            let ray = projection.forward + corner.x * projection.right + corner.y * projection.down
            return SIMD2(ray.x, ray.y)
        }
        let axis = SIMD2(projection.forward.x, projection.forward.y)
        let side = SIMD2(axis.y, -axis.x)
        let slopes = corners.map { corner in
            (along: (corner * axis).sum(), across: (corner * side).sum())
        }
        guard slopes.allSatisfy({ $0.along > 1e-3 }) else {
            bounds = nil
            return
        }
        let most = slopes.map { $0.across / $0.along }.max() ?? 0
        let least = slopes.map { $0.across / $0.along }.min() ?? 0
        func unit(_ vector: SIMD2<Float>) -> SIMD2<Float> { vector / (vector * vector).sum().squareRoot() }
        bounds = (left: unit(side - least * axis), right: unit(most * axis - side))
    }

    /// All around a point.
    init(everywhereAround eye: SIMD2<Float>) {
        self.eye = eye
        bounds = nil
    }

    /// Whether a circle may be seen.
    func mayShow(_ center: SIMD2<Float>, radius: Float) -> Bool {
        guard let bounds else { return true }
        let offset = center - eye
        return (offset * bounds.left).sum() >= -radius && (offset * bounds.right).sum() >= -radius
    }
}
