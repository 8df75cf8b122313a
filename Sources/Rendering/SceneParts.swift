internal import Geodesy

/// Collects the polygons of a scene.
struct SceneParts {
    private(set) var corners: [SIMD3<Float>] = []
    private(set) var rings: [Range<Int>] = []
    private(set) var facets: [Facet] = []
    private(set) var ground: [FacetGroup] = []
    private(set) var solids: [FacetGroup] = []
    /// What the facets to come are made of; nil where nobody asks.
    var finish: Finish?
    /// Beside the facets, what they are made of; empty where nobody asks.
    private(set) var finishes: [FacetFinish] = []

    /// Adds a polygon; nothing comes of one without an area.
    mutating func add(
        _ polygon: [[SIMD3<Float>]], _ viewClass: ViewClass, isConvex: Bool, isSolid: Bool
    ) {
        guard let outer = polygon.first, let plane = Self.plane(of: outer) else { return }
        let first = rings.count
        for ring in polygon {
            rings.append(corners.count..<corners.count + ring.count)
            corners += ring
        }
        facets.append(
            Facet(
                rings: first..<rings.count, isConvex: isConvex, isSolid: isSolid, viewClass: viewClass,
                plane: plane))
        if let finish { finishes.append(FacetFinish(finish, ring: outer, plane: plane)) }
    }

    /// Adds a convex polygon of one ring.
    mutating func add(_ ring: [SIMD3<Float>], _ viewClass: ViewClass, isSolid: Bool) {
        add([ring], viewClass, isConvex: true, isSolid: isSolid)
    }

    /// Makes a group of the facets that are added by `body`.
    mutating func group(isGround: Bool, _ body: (inout SceneParts) -> Void) {
        let (firstFacet, firstCorner) = (facets.count, corners.count)
        body(&self)
        guard facets.count > firstFacet else { return }
        let points = corners[firstCorner...].map { SIMD2($0.x, $0.y) }
        let low = points.reduce(points[0]) { SIMD2(min($0.x, $1.x), min($0.y, $1.y)) }
        let high = points.reduce(points[0]) { SIMD2(max($0.x, $1.x), max($0.y, $1.y)) }
        let half = (high - low) / 2
        let group = FacetGroup(
            facets: firstFacet..<facets.count, center: low + half, radius: (half * half).sum().squareRoot(),
            top: corners[firstCorner...].reduce(0) { max($0, $1.z) })
        if isGround { ground.append(group) } else { solids.append(group) }
    }

    /// By Newell's method: the side from which the ring runs counterclockwise is the front.
    private static func plane(of ring: [SIMD3<Float>]) -> SIMD4<Float>? {
        guard ring.count >= 3, var before = ring.last else { return nil }
        // Near the origin of the scene floats are exact enough, but products of far coordinates are not.
        let origin = ring[0]
        var normal = SIMD3<Float>(repeating: 0)
        for point in ring {
            let (one, other) = (before - origin, point - origin)
            normal += SIMD3(
                one.y * other.z - one.z * other.y, one.z * other.x - one.x * other.z,
                one.x * other.y - one.y * other.x)
            before = point
        }
        let length = (normal * normal).sum().squareRoot()
        guard length > 1e-4 else { return nil }
        let unit = normal / length
        return SIMD4(unit, (unit * origin).sum())
    }
}
