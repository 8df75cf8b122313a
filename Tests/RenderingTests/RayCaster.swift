import Foundation
import Geodesy
import Rendering

/// The slow way to draw a scene: every pixel's ray against every polygon, in double precision.
struct RayCaster {
    private let polygons: [Polygon]
    private let plane: LocalPlane

    private struct Polygon {
        var rings: [[SIMD3<Double>]]
        var normal: SIMD3<Double>
        var offset: Double
        var viewClass: ViewClass
        var isSolid: Bool
        var isOnGround: Bool
    }

    init(_ scene: Scene, origin: Coordinate, near: Coordinate, radius: Double) {
        plane = LocalPlane(origin: origin)
        let middle = plane.meters(near)
        polygons = scene.polygons.compactMap { polygon in
            let rings = polygon.rings.map { $0.map { SIMD3<Double>($0) } }
            let reaches = rings[0].contains { hypot($0.x - middle.east, $0.y - middle.north) < radius + 500 }
            guard reaches else { return nil }
            let normal = Self.normal(rings[0])
            return Polygon(
                rings: rings, normal: normal, offset: (normal * rings[0][0]).sum(),
                viewClass: polygon.viewClass,
                isSolid: polygon.isSolid, isOnGround: polygon.isOnGround)
        }
    }

    private static func normal(_ ring: [SIMD3<Double>]) -> SIMD3<Double> {
        var sum = SIMD3<Double>(repeating: 0)
        for (one, other) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
            let (a, b) = (one - ring[0], other - ring[0])
            sum += SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        }
        return sum / (sum * sum).sum().squareRoot()
    }

    /// What the middle of a pixel shows.
    func look(_ camera: Camera, column: Int, row: Int) -> (viewClass: ViewClass, depth: Double) {
        let (eye, ray) = ray(camera, column: column, row: row)
        var best = (viewClass: ViewClass.sky, depth: Double.infinity)
        if ray.z < 0 { best = (.ground, -eye.z / ray.z) }
        for polygon in polygons where polygon.isOnGround && ray.z < 0 {
            let depth = -eye.z / ray.z
            if contains(polygon, eye + depth * ray) { best = (polygon.viewClass, depth) }
        }
        for polygon in polygons where !polygon.isOnGround {
            let toward = (polygon.normal * ray).sum()
            guard polygon.isSolid ? toward < 0 : toward != 0 else { continue }
            let depth = (polygon.offset - (polygon.normal * eye).sum()) / toward
            if depth > 0.1, depth < best.depth, contains(polygon, eye + depth * ray) {
                best = (polygon.viewClass, depth)
            }
        }
        return best
    }

    /// Where a pixel's ray begins, and its direction, of such a length that it is 1 for a depth of 1.
    private func ray(_ camera: Camera, column: Int, row: Int) -> (eye: SIMD3<Double>, ray: SIMD3<Double>) {
        let at = plane.meters(camera.coordinate)
        let eye = SIMD3(at.east, at.north, camera.heightMeters)
        let x = Double(column) + 0.5 - Double(camera.width) / 2
        let y = Double(row) + 0.5 - Double(camera.height) / 2
        let heading = camera.headingDegrees * .pi / 180
        switch camera.lens {
        case .perspective:
            // East, north and up of an upright camera that looks north; then rolled, pitched, and turned.
            let (roll, pitch) = (camera.rollDegrees * .pi / 180, camera.pitchDegrees * .pi / 180)
            let (across, down) = (x / camera.focalPixels, y / camera.focalPixels)
            let right = across * cos(roll) - down * sin(roll)
            let up = -(across * sin(roll) + down * cos(roll))
            let north = cos(pitch) - up * sin(pitch)
            let height = sin(pitch) + up * cos(pitch)
            return (
                eye,
                SIMD3(
                    right * cos(heading) + north * sin(heading), north * cos(heading) - right * sin(heading),
                    height)
            )
        case .panorama:
            let angle = heading + x * 2 * .pi / Double(camera.width)
            return (eye, SIMD3(sin(angle), cos(angle), -y * 2 * .pi / Double(camera.width)))
        case .above(let meters):
            let (right, ahead) = (x * meters, -y * meters)
            let flat = SIMD3(
                right * cos(heading) + ahead * sin(heading), ahead * cos(heading) - right * sin(heading), 0)
            return (eye + flat, SIMD3(0, 0, -1))
        }
    }

    /// By the even-odd rule in the plane of the two coordinates in which the polygon is largest.
    private func contains(_ polygon: Polygon, _ point: SIMD3<Double>) -> Bool {
        let size = SIMD3(abs(polygon.normal.x), abs(polygon.normal.y), abs(polygon.normal.z))
        let axes = size.z >= size.x && size.z >= size.y ? (0, 1) : size.x >= size.y ? (1, 2) : (0, 2)
        var isInside = false
        for ring in polygon.rings {
            for (one, other) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
                let (a, b) = (SIMD2(one[axes.0], one[axes.1]), SIMD2(other[axes.0], other[axes.1]))
                let p = SIMD2(point[axes.0], point[axes.1])
                if (a.y > p.y) != (b.y > p.y), p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
                    isInside.toggle()
                }
            }
        }
        return isInside
    }
}
