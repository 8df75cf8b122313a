/// Paints polygons, column by column, where they are nearer than what is there.
///
/// Thousands of polygons make a view in a fraction of a millisecond, so that all that is needed on the way is made once.
final class Painter {
    /// Nearer than this nothing is drawn, in meters.
    private static let near: Float = 0.1
    /// The inverse depth of what is as good as infinitely far.
    private static let farthest: Float = 1e-7

    private var scene: Scene
    private var projection: Projection
    private let keys: UnsafeMutablePointer<UInt32>
    /// Beside the keys, which facet each pixel shows; nil where nobody asks.
    private let numbers: UnsafeMutablePointer<UInt32>?
    /// The number of the first facet of the scene; 0 stands for none.
    private var firstNumber: UInt32 = 1
    private let width: Int
    private let height: Int
    /// The pixels of a ring before the camera.
    private let pixels: UnsafeMutablePointer<SIMD2<Float>>
    private var pixelCount = 0
    /// Where a convex polygon begins and ends in each column.
    private let bounds: UnsafeMutablePointer<SIMD2<Float>>
    /// Where the edges of any polygon cross the middle of each column.
    private var crossings: [[Float]]

    /// - Parameters:
    ///   - keys: of a view, column by column, all 0.
    ///   - numbers: as many, all 0, that are to become the numbers of facets, counted from 1; nil where nobody asks.
    init(
        _ scene: Scene, _ projection: Projection, _ keys: UnsafeMutablePointer<UInt32>,
        numbers: UnsafeMutablePointer<UInt32>? = nil, width: Int, height: Int
    ) {
        self.scene = scene
        self.projection = projection
        self.keys = keys
        self.numbers = numbers
        self.width = width
        self.height = height
        // Cutting off what is behind the camera adds at most a corner for every one.
        pixels = .allocate(capacity: 2 * max(scene.longestRing, Self.modelRing))
        bounds = .allocate(capacity: width)
        crossings = [[Float]](repeating: [], count: width)
    }

    deinit {
        pixels.deallocate()
        bounds.deallocate()
    }

    /// Paints all of a small scene, such as a car, that has a frame of its own.
    ///
    /// - Parameters:
    ///   - model: of rings of at most 8 corners.
    ///   - itsProjection: the painter's projection for points in the model's frame.
    ///   - itsNumber: that of its first facet.
    func paint(model: Scene, _ itsProjection: Projection, firstNumber itsNumber: UInt32) {
        let (outerScene, outerProjection, outerNumber) = (scene, projection, firstNumber)
        (scene, projection, firstNumber) = (model, itsProjection, itsNumber)
        for index in model.facets.indices { paint(index, isOnGround: false) }
        (scene, projection, firstNumber) = (outerScene, outerProjection, outerNumber)
    }

    /// The most corners of a ring of a model.
    private static let modelRing = 8

    /// Paints bare ground up to the horizon; the rest stays sky.
    func paintGround() {
        guard let depth = projection.inverseDepth(of: SIMD4(0, 0, 1, 0)) else { return }
        for column in 0..<width {
            let pixels = keys + column * height
            var inverse = depth.inColumn(column)
            for row in 0..<height {
                if inverse > 0 { pixels[row] = Self.key(inverse, .ground) }
                inverse += depth.perRow
            }
        }
    }

    /// Whether what the camera sees in the place of a group is all nearer; false where that would take long to say.
    func isHidden(_ group: FacetGroup) -> Bool {
        // The middle of the cylinder that the group lies in, and how far it reaches from there along the camera's axes.
        let half = group.top / 2
        let middle = projection.toCamera(SIMD3(group.center, half))
        func reach(_ axis: SIMD3<Float>) -> Float {
            group.radius * (axis.x * axis.x + axis.y * axis.y).squareRoot() + half * abs(axis.z)
        }
        let deep = reach(projection.forward)
        let (least, most) = (middle.z - deep, middle.z + deep)
        guard least > 1 else { return false }
        let (wide, high) = (reach(projection.right), reach(projection.down))
        // The box of pixels around it: each bound where it is widest.
        func bound(_ offset: Float, isUpper: Bool) -> Float {
            projection.focal * offset / ((offset > 0) == isUpper ? least : most)
        }
        let center = projection.center
        let first = pixel(center.x + bound(middle.x - wide, isUpper: false), width)
        let end = pixel(center.x + bound(middle.x + wide, isUpper: true) + 1, width)
        let top = pixel(center.y + bound(middle.y - high, isUpper: false), height)
        let bottom = pixel(center.y + bound(middle.y + high, isUpper: true) + 1, height)
        let limit = (1 / least).bitPattern | View.classBits
        for column in first..<max(first, end) {
            let pixels = keys + column * height
            for row in top..<max(top, bottom) where pixels[row] <= limit { return false }
        }
        return true
    }

    /// Paints a facet.
    ///
    /// - Parameter isOnGround: whether it lies flat on the ground, and takes the place of what the ground shows there.
    func paint(_ index: Int, isOnGround: Bool) {
        let facet = scene.facets[index]
        if facet.isSolid {
            let normal = SIMD3(facet.plane.x, facet.plane.y, facet.plane.z)
            guard (normal * projection.eye).sum() > facet.plane.w else { return }
        }
        guard let depth = projection.inverseDepth(of: facet.plane) else { return }
        let style = Style(
            depth: depth, viewClass: facet.viewClass, isOnGround: isOnGround,
            number: firstNumber + UInt32(truncatingIfNeeded: index))
        if facet.isConvex {
            project(scene.rings[facet.rings.lowerBound])
            paintConvex(style)
        } else {
            paintAny(facet, style)
        }
    }

    private struct Style {
        let depth: InverseDepth
        let viewClass: ViewClass
        let isOnGround: Bool
        let number: UInt32
    }

    /// The part of a ring before the camera (Sutherland and Hodgman, 1974), as pixels.
    private func project(_ ring: Range<Int>) {
        pixelCount = 0
        let all = scene.corners
        let corners = all.span
        var before = projection.toCamera(corners[ring.upperBound - 1])
        for corner in ring {
            let point = projection.toCamera(corners[unchecked: corner])
            if (before.z >= Self.near) != (point.z >= Self.near) {
                let share = (Self.near - before.z) / (point.z - before.z)
                append(before + share * (point - before))
            }
            if point.z >= Self.near { append(point) }
            before = point
        }
    }

    @inline(__always)
    private func append(_ point: SIMD3<Float>) {
        pixels[pixelCount] = projection.toPixel(point)
        pixelCount += 1
    }

    private func paintConvex(_ style: Style) {
        guard pixelCount >= 3 else { return }
        var (first, end) = (width, 0)
        var before = pixels[pixelCount - 1]
        for index in 0..<pixelCount {
            let point = pixels[index]
            // Edges to the right are one side of the polygon, those to the left the other.
            let side = point.x > before.x ? 0 : 1
            let columns = edge(before, point) { column, y in bounds[column][side] = y }
            first = min(first, columns.first)
            end = max(end, columns.end)
            before = point
        }
        for column in first..<max(first, end) {
            let (one, other) = (bounds[column].x, bounds[column].y)
            fill(column, min(one, other), max(one, other), style)
        }
    }

    /// By the even-odd rule, so that holes need no care.
    private func paintAny(_ facet: Facet, _ style: Style) {
        var (first, end) = (width, 0)
        for ring in facet.rings {
            project(scene.rings[ring])
            guard pixelCount > 0 else { continue }
            var before = pixels[pixelCount - 1]
            for index in 0..<pixelCount {
                let columns = edge(before, pixels[index]) { column, y in crossings[column].append(y) }
                first = min(first, columns.first)
                end = max(end, columns.end)
                before = pixels[index]
            }
        }
        for column in first..<max(first, end) {
            crossings[column].sort()
            for pair in stride(from: 0, to: crossings[column].count - 1, by: 2) {
                fill(column, crossings[column][pair], crossings[column][pair + 1], style)
            }
            crossings[column].removeAll(keepingCapacity: true)
        }
    }

    /// Hands over where an edge crosses the middles of columns; answers which, and where there are none a range that widens no other.
    @inline(__always)
    private func edge(
        _ one: SIMD2<Float>, _ other: SIMD2<Float>, _ body: (_ column: Int, _ y: Float) -> Void
    ) -> (first: Int, end: Int) {
        let (from, to) = one.x < other.x ? (one, other) : (other, one)
        let (low, high) = (pixel(from.x, width), pixel(to.x, width))
        guard low < high else { return (width, 0) }
        let slope = (to.y - from.y) / (to.x - from.x)
        for column in low..<high { body(column, from.y + slope * (Float(column) + 0.5 - from.x)) }
        return (low, high)
    }

    /// The first pixel whose middle does not lie before a position, from 0 to a limit.
    @inline(__always)
    private func pixel(_ position: Float, _ limit: Int) -> Int {
        Int(max(0, min(Float(limit), (position - 0.5).rounded(.up))))
    }

    /// Fills the pixels of a column whose middle lies between two heights.
    @inline(__always)
    private func fill(_ column: Int, _ from: Float, _ to: Float, _ style: Style) {
        let (low, high) = (pixel(from, height), pixel(to, height))
        guard low < high else { return }
        let pixels = keys + column * height
        if style.isOnGround {
            let code = UInt32(style.viewClass.rawValue)
            for row in low..<high where pixels[row] != 0 {
                pixels[row] = pixels[row] & ~View.classBits | code
                numbers?[column * height + row] = style.number
            }
            return
        }
        if let numbers {
            fill(column, low..<high, numbers + column * height, style)
            return
        }
        let start = style.depth.inColumn(column)
        for row in low..<high {
            let inverse = start + style.depth.perRow * Float(row)
            pixels[row] = max(pixels[row], Self.key(max(Self.farthest, inverse), style.viewClass))
        }
    }

    /// The same, and writes down which facet it is.
    @inline(__always)
    private func fill(
        _ column: Int, _ rows: Range<Int>, _ numbers: UnsafeMutablePointer<UInt32>, _ style: Style
    ) {
        let pixels = keys + column * height
        let start = style.depth.inColumn(column)
        for row in rows {
            let inverse = start + style.depth.perRow * Float(row)
            let key = Self.key(max(Self.farthest, inverse), style.viewClass)
            let isNearer = key > pixels[row]
            pixels[row] = isNearer ? key : pixels[row]
            numbers[row] = isNearer ? style.number : numbers[row]
        }
    }

    @inline(__always)
    private static func key(_ inverse: Float, _ viewClass: ViewClass) -> UInt32 {
        inverse.bitPattern & ~View.classBits | UInt32(viewClass.rawValue)
    }
}
