internal import Foundation

/// How a camera maps points of the plane of a scene to pixels: x to the right and y down, in pixels from the upper left corner, so
/// that the middle of the first pixel is (0.5, 0.5).
struct Projection {
    /// Meters east, north and up.
    let eye: SIMD3<Float>
    /// Unit vectors: to the right of the picture, to its bottom, and along the axis.
    let right: SIMD3<Float>
    let down: SIMD3<Float>
    let forward: SIMD3<Float>
    /// Pixels for a tangent of 1.
    let focal: Float
    let center: SIMD2<Float>

    init(_ camera: Camera, east: Double, north: Double) {
        eye = SIMD3(Float(east), Float(north), Float(camera.heightMeters))
        func sinCos(_ degrees: Double) -> (Double, Double) {
            (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
        }
        let (sinHeading, cosHeading) = sinCos(camera.headingDegrees)
        let (sinPitch, cosPitch) = sinCos(camera.pitchDegrees)
        let (sinRoll, cosRoll) = sinCos(camera.rollDegrees)
        let axis = SIMD3(sinHeading * cosPitch, cosHeading * cosPitch, sinPitch)
        let level = SIMD3(cosHeading, -sinHeading, 0)
        let lower = SIMD3(sinHeading * sinPitch, cosHeading * sinPitch, -cosPitch)
        forward = SIMD3<Float>(axis)
        right = SIMD3<Float>(level * cosRoll + lower * sinRoll)
        down = SIMD3<Float>(lower * cosRoll - level * sinRoll)
        focal = Float(camera.focalPixels)
        center = SIMD2(Float(camera.width) / 2, Float(camera.height) / 2)
    }

    /// A point as the camera has it: to the right, down, and along the axis, in meters.
    @inline(__always)
    func toCamera(_ point: SIMD3<Float>) -> SIMD3<Float> {
        let offset = point - eye
        return SIMD3((offset * right).sum(), (offset * down).sum(), (offset * forward).sum())
    }

    /// The pixel of a point in front of the camera.
    @inline(__always)
    func toPixel(_ point: SIMD3<Float>) -> SIMD2<Float> {
        let scale = focal / point.z
        return SIMD2(center.x + scale * point.x, center.y + scale * point.y)
    }

    /// The inverse depth of a plane at every pixel, which is affine in x and y; nil where the eye lies in the plane.
    @inline(__always)
    func inverseDepth(of plane: SIMD4<Float>) -> InverseDepth? {
        let normal = SIMD3(plane.x, plane.y, plane.z)
        let distance = plane.w - (normal * eye).sum()
        guard abs(distance) > 1e-5 else { return nil }
        let scale = 1 / distance
        let perColumn = scale * (normal * right).sum() / focal
        let perRow = scale * (normal * down).sum() / focal
        let atCenter = scale * (normal * forward).sum()
        return InverseDepth(
            origin: atCenter - perColumn * center.x - perRow * center.y, perColumn: perColumn, perRow: perRow)
    }
}

/// 1 over meters along the axis, as a function of the pixel.
struct InverseDepth {
    let origin: Float
    let perColumn: Float
    let perRow: Float

    /// At the middle of the uppermost pixel of a column.
    @inline(__always)
    func inColumn(_ column: Int) -> Float { origin + perColumn * (Float(column) + 0.5) + perRow * 0.5 }
}
