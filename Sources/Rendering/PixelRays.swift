internal import Foundation

/// Where the pixels of a camera look.
struct PixelRays {
    private let camera: Camera
    private let projection: Projection
    /// Along the ground for tiles, to the right and ahead; for strips, every column's direction.
    private let directions: [SIMD2<Float>]
    private let center: SIMD2<Float>

    init(_ camera: Camera) {
        self.camera = camera
        projection = Projection(camera, east: 0, north: 0)
        center = SIMD2(Float(camera.width), Float(camera.height)) / 2
        let heading = camera.headingDegrees * .pi / 180
        func direction(_ angle: Double) -> SIMD2<Float> { SIMD2(Float(sin(angle)), Float(cos(angle))) }
        switch camera.lens {
        case .perspective: directions = []
        case .panorama:
            let step = 2 * Double.pi / Double(camera.width)
            directions = (0..<camera.width).map { column in
                direction(heading + (Double(column) + 0.5 - Double(camera.width) / 2) * step)
            }
        case .above: directions = [direction(heading + .pi / 2), direction(heading)]
        }
    }

    /// What a pixel shows at some depth, in meters east, north and up of the camera.
    func point(column: Int, row: Int, depthMeters: Float) -> SIMD3<Float> {
        let offset = SIMD2(Float(column) + 0.5, Float(row) + 0.5) - center
        switch camera.lens {
        case .perspective, .panorama: return ray(column: column, row: row) * depthMeters
        case .above(let metersPerPixel):
            let flat = (directions[0] * offset.x - directions[1] * offset.y) * Float(metersPerPixel)
            return SIMD3(flat, -depthMeters)
        }
    }

    /// The way from the camera to where a pixel looks, for a depth of 1.
    func ray(column: Int, row: Int) -> SIMD3<Float> {
        let offset = SIMD2(Float(column) + 0.5, Float(row) + 0.5) - center
        switch camera.lens {
        case .perspective:
            return projection.forward
                + (offset.x * projection.right + offset.y * projection.down) / projection.focal
        case .panorama: return SIMD3(directions[column], -offset.y / projection.focal)
        case .above: return SIMD3(0, 0, -1)
        }
    }
}
