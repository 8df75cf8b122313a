internal import Foundation
internal import Geodesy

/// Draws a scene from straight above, without perspective: at the middle of every pixel what is highest.
struct TilePainter {
    /// Walls are seen edge on; what is steeper than this has no area from above.
    private static let leastSlope: Float = 0.01
    private static let leastDepth: Float = 0.1

    private let scene: Scene
    private let width: Int
    private let height: Int
    private let metersPerPixel: Float
    private let eye: SIMD3<Float>
    /// Unit vectors along the ground.
    private let right: SIMD2<Float>
    private let ahead: SIMD2<Float>
    /// Column by column: what is highest, and how high in meters.
    private var classes: [ViewClass]
    private var heights: [Float]
    /// Where the edges of a polygon cross the middle of each column.
    private var crossings: [[Float]]

    /// What a camera sees.
    static func view(of scene: Scene, _ camera: Camera, metersPerPixel: Double) -> View {
        var painter = TilePainter(scene, camera, metersPerPixel)
        let eye = SIMD2(painter.eye.x, painter.eye.y)
        let all = Frustum(everywhereAround: eye)
        let radius = Float(camera.tileReachMeters)
        for index in scene.ground.visible(from: eye, radius: radius, frustum: all) {
            for facet in scene.ground.groups[index].facets { painter.paintGround(scene.facets[facet]) }
        }
        for index in scene.solids.visible(from: eye, radius: radius, frustum: all) {
            for facet in scene.solids.groups[index].facets { painter.paintSolid(scene.facets[facet]) }
        }
        return painter.view
    }

    private init(_ scene: Scene, _ camera: Camera, _ metersPerPixel: Double) {
        self.scene = scene
        width = camera.width
        height = camera.height
        self.metersPerPixel = Float(metersPerPixel)
        let (east, north) = scene.plane.meters(camera.coordinate)
        eye = SIMD3(Float(east), Float(north), Float(camera.heightMeters))
        let heading = camera.headingDegrees * .pi / 180
        right = SIMD2(Float(cos(heading)), Float(-sin(heading)))
        ahead = SIMD2(Float(sin(heading)), Float(cos(heading)))
        classes = [ViewClass](repeating: .ground, count: width * height)
        heights = [Float](repeating: 0, count: width * height)
        crossings = [[Float]](repeating: [], count: width)
    }

    private var view: View {
        var view = View(width: width, height: height)
        for index in classes.indices {
            let inverse = 1 / max(Self.leastDepth, eye.z - heights[index])
            view.keys[index] = inverse.bitPattern & ~View.classBits | UInt32(classes[index].rawValue)
        }
        return view
    }

    private mutating func paintGround(_ facet: Facet) {
        fill(facet) { painter, pixels in
            for pixel in pixels { painter.classes[pixel] = facet.viewClass }
        }
    }

    private mutating func paintSolid(_ facet: Facet) {
        let normal = facet.plane
        guard abs(normal.z) > Self.leastSlope, normal.z > 0 || !facet.isSolid else { return }
        let flat = SIMD2(normal.x, normal.y)
        let perColumn = -(flat * right).sum() * metersPerPixel / normal.z
        let perRow = (flat * ahead).sum() * metersPerPixel / normal.z
        let atCenter = (normal.w - normal.x * eye.x - normal.y * eye.y) / normal.z
        let corner = atCenter - perColumn * Float(width) / 2 - perRow * Float(height) / 2
        fill(facet) { painter, pixels in
            let column = pixels.lowerBound / painter.height
            let start = corner + perColumn * (Float(column) + 0.5)
            for pixel in pixels {
                let meters = start + perRow * (Float(pixel - column * painter.height) + 0.5)
                guard meters > painter.heights[pixel] else { continue }
                painter.heights[pixel] = meters
                painter.classes[pixel] = facet.viewClass
            }
        }
    }

    /// Hands over the runs of pixels whose middles lie in a facet, by the even-odd rule.
    private mutating func fill(_ facet: Facet, _ body: (inout TilePainter, Range<Int>) -> Void) {
        var (first, end) = (width, 0)
        for ring in facet.rings {
            guard var before = scene.rings[ring].last.map({ pixel(of: scene.corners[$0]) }) else { continue }
            for corner in scene.rings[ring] {
                let point = pixel(of: scene.corners[corner])
                let columns = cross(before, point)
                if !columns.isEmpty {
                    (first, end) = (min(first, columns.lowerBound), max(end, columns.upperBound))
                }
                before = point
            }
        }
        for column in first..<max(first, end) {
            let sorted = crossings[column].sorted()
            crossings[column].removeAll(keepingCapacity: true)
            for pair in stride(from: 0, to: sorted.count - 1, by: 2) {
                let (low, high) = (Self.pixel(sorted[pair], height), Self.pixel(sorted[pair + 1], height))
                if low < high { body(&self, column * height + low..<column * height + high) }
            }
        }
    }

    /// Notes where an edge crosses the middles of columns, and answers which.
    private mutating func cross(_ one: SIMD2<Float>, _ other: SIMD2<Float>) -> Range<Int> {
        let (from, to) = one.x < other.x ? (one, other) : (other, one)
        let (low, high) = (Self.pixel(from.x, width), Self.pixel(to.x, width))
        guard low < high else { return 0..<0 }
        let slope = (to.y - from.y) / (to.x - from.x)
        for column in low..<high { crossings[column].append(from.y + slope * (Float(column) + 0.5 - from.x)) }
        return low..<high
    }

    private func pixel(of corner: SIMD3<Float>) -> SIMD2<Float> {
        let offset = SIMD2(corner.x - eye.x, corner.y - eye.y)
        return SIMD2(
            Float(width) / 2 + (offset * right).sum() / metersPerPixel,
            Float(height) / 2 - (offset * ahead).sum() / metersPerPixel)
    }

    /// The first pixel whose middle does not lie before a position, from 0 to a limit.
    private static func pixel(_ position: Float, _ limit: Int) -> Int {
        Int(max(0, min(Float(limit), (position - 0.5).rounded(.up))))
    }
}

extension Camera {
    /// From the middle of a tile to its corners; 0 for pictures that are no tiles.
    package var tileReachMeters: Double {
        guard case .above(let metersPerPixel) = lens else { return 0 }
        return hypot(Double(width), Double(height)) / 2 * metersPerPixel
    }
}
