internal import Geodesy
internal import StreetMap

/// Walls and roofs.
struct BuildingFacets {
    private let outer: [SIMD2<Float>]
    private let holes: [[SIMD2<Float>]]
    private let bottom: Float
    private let eaves: Float
    private let top: Float
    private let roof: Roof

    /// - Parameter plane: the scene's.
    init(_ building: Building, _ plane: LocalPlane) {
        func flat(_ ring: [Coordinate], isCounterclockwise: Bool) -> [SIMD2<Float>] {
            let points = ring.map { point in
                let meters = plane.meters(point)
                return SIMD2(Float(meters.east), Float(meters.north))
            }
            return (signedArea(points) > 0) == isCounterclockwise ? points : points.reversed()
        }
        outer = flat(building.outline.ring, isCounterclockwise: true)
        holes = building.outline.holes.map { flat($0, isCounterclockwise: false) }
        roof = building.roof
        bottom = Float(building.bottomMeters)
        top = Float(building.topMeters)
        // A shape that cannot be put on this ground plan becomes a flat roof at half its height.
        let isShaped = RoofFacets.canHold(building.roof.shape, corners: outer.count, hasHoles: !holes.isEmpty)
        eaves = top - Float(building.roof.meters) * (isShaped ? 1 : 0.5)
        shape = isShaped ? building.roof.shape : .flat
    }

    private let shape: Roof.Shape

    /// Adds all of it.
    func add(to parts: inout SceneParts) {
        for ring in [outer] + holes { addWalls(ring, to: &parts) }
        if bottom > 0 {
            let under = ([outer] + holes).map { ring in ring.reversed().map { SIMD3($0, bottom) } }
            parts.add(under, .building, isConvex: false, isSolid: true)
        }
        if shape == .flat {
            let over = ([outer] + holes).map { ring in ring.map { SIMD3($0, eaves) } }
            parts.add(over, .building, isConvex: false, isSolid: true)
        } else {
            RoofFacets(ring: outer, eaves: eaves, top: top, shape: shape, isAcross: roof.isAcross).add(
                to: &parts)
        }
    }

    private func addWalls(_ ring: [SIMD2<Float>], to parts: inout SceneParts) {
        guard eaves > bottom, var from = ring.last else { return }
        for to in ring {
            parts.add(
                [SIMD3(from, bottom), SIMD3(to, bottom), SIMD3(to, eaves), SIMD3(from, eaves)], .building,
                isSolid: true)
            from = to
        }
    }
}

/// Twice the area within a ring, positive where it runs counterclockwise.
func signedArea(_ ring: [SIMD2<Float>]) -> Float {
    guard let origin = ring.first, var before = ring.last else { return 0 }
    return ring.reduce(0) { sum, point in
        defer { before = point }
        let (one, other) = (before - origin, point - origin)
        return sum + one.x * other.y - one.y * other.x
    }
}
