internal import StreetMap

/// Walls and roofs, and the posts of what has no walls.
struct BuildingFacets {
    private static let postRadius: Float = 0.12
    private static let mostMetersBetweenPosts: Float = 8
    private static let mostPosts = 32

    private let outer: [SIMD2<Float>]
    private let holes: [[SIMD2<Float>]]
    private let bottom: Float
    private let eaves: Float
    private let roof: RoofFacets?
    private let isCanopy: Bool

    /// - Parameters:
    ///   - outer: the ground plan in the scene's plane.
    ///   - holes: those of the ground plan.
    init(_ building: Building, outer: [SIMD2<Float>], holes: [[SIMD2<Float>]]) {
        self.outer = oriented(outer, isCounterclockwise: true)
        self.holes = holes.map { oriented($0, isCounterclockwise: false) }
        bottom = Float(building.bottomMeters)
        let top = Float(building.topMeters)
        isCanopy = bottom > 0 && building.isCanopy
        let shape = building.roof.shape
        let plan = holes.isEmpty ? RoofFacets.plan(for: shape, on: self.outer) : nil
        // A shape that cannot be put on this ground plan becomes a flat roof at half its height.
        let eaves = top - Float(building.roof.meters) * (plan == nil ? 0.5 : 1)
        self.eaves = eaves
        roof = plan.map {
            RoofFacets(ring: $0, eaves: eaves, top: top, shape: shape, isAcross: building.roof.isAcross)
        }
    }

    /// Adds all of it.
    func add(to parts: inout SceneParts) {
        let rings = [outer] + holes
        for ring in rings { addWalls(ring, to: &parts) }
        if bottom > 0 { addUnderside(rings, at: bottom, to: &parts) }
        if let roof {
            // A roof that is wider than the walls is closed from below.
            if roof.ring != outer { addUnderside([roof.ring], at: eaves, to: &parts) }
            roof.add(to: &parts)
        } else {
            let over = rings.map { ring in ring.map { SIMD3($0, eaves) } }
            parts.add(over, .building, isConvex: false, isSolid: true)
        }
        if isCanopy { addPosts(to: &parts) }
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

    private func addUnderside(_ rings: [[SIMD2<Float>]], at height: Float, to parts: inout SceneParts) {
        let under = rings.map { ring in ring.reversed().map { SIMD3($0, height) } }
        parts.add(under, .building, isConvex: false, isSolid: true)
    }

    /// At the corners, and along sides that are too long for two.
    private func addPosts(to parts: inout SceneParts) {
        let middle = outer.reduce(SIMD2<Float>(repeating: 0), +) / Float(outer.count)
        var places: [SIMD2<Float>] = []
        for (from, to) in zip(outer, outer.dropFirst() + outer.prefix(1)) where places.count < Self.mostPosts
        {
            let side = to - from
            let length = (side * side).sum().squareRoot()
            let count = min(Self.mostPosts, max(1, Int((length / Self.mostMetersBetweenPosts).rounded(.up))))
            places += (0..<count).map { from + side * (Float($0) / Float(count)) }
        }
        for place in places.prefix(Self.mostPosts) {
            let inwards = middle - place
            let distance = (inwards * inwards).sum().squareRoot()
            let foot = distance > 1 ? place + inwards / distance * 0.3 : place
            StandingFacets.addPrism(
                at: foot, radius: Self.postRadius, bottom: 0, top: bottom, sides: 4, .building, to: &parts)
        }
    }
}

/// A ring that runs the way that is wanted.
func oriented(_ ring: [SIMD2<Float>], isCounterclockwise: Bool) -> [SIMD2<Float>] {
    (signedArea(ring) > 0) == isCounterclockwise ? ring : ring.reversed()
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
