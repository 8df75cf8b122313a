internal import Foundation
internal import StreetMap

/// Upright things that are no buildings.
struct StandingFacets {
    private init() {}

    /// An upright prism of a regular polygon, with a lid.
    static func addPrism(
        at point: SIMD2<Float>, radius: Float, bottom: Float, top: Float, sides: Int, _ viewClass: ViewClass,
        to parts: inout SceneParts
    ) {
        addFrustum(
            at: point, (bottom, radius), (top, radius), sides: sides, viewClass, to: &parts)
        parts.add(circle(point, radius, top, sides), viewClass, isSolid: true)
    }

    /// A tree: a trunk, and a crown that is widest in the middle.
    static func addTree(at point: SIMD2<Float>, height: Float, width: Float, to parts: inout SceneParts) {
        let radius = width / 2
        addPrism(
            at: point, radius: min(0.25, radius), bottom: 0, top: 0.35 * height, sides: 4, .vegetation,
            to: &parts)
        let levels = [(0.3 * height, 0.55 * radius), (0.6 * height, radius), (height, 0.35 * radius)]
        parts.add(circle(point, levels[0].1, levels[0].0, 6).reversed(), .vegetation, isSolid: true)
        for (low, high) in zip(levels, levels.dropFirst()) {
            addFrustum(at: point, low, high, sides: 6, .vegetation, to: &parts)
        }
        parts.add(circle(point, levels[2].1, levels[2].0, 6), .vegetation, isSolid: true)
    }

    /// A tree among many: a trunk of three sides, and a crown of eight triangles.
    static func addWoodTree(at point: SIMD2<Float>, height: Float, width: Float, to parts: inout SceneParts) {
        addFrustum(at: point, (0, 0.2), (0.45 * height, 0.2), sides: 3, .vegetation, to: &parts)
        let rim = circle(point, width / 2, 0.55 * height, 4)
        let (foot, peak) = (SIMD3(point, 0.25 * height), SIMD3(point, height))
        for side in rim.indices {
            let (one, other) = (rim[side], rim[(side + 1) % rim.count])
            parts.add([one, other, peak], .vegetation, isSolid: true)
            parts.add([other, one, foot], .vegetation, isSolid: true)
        }
    }

    private static func addFrustum(
        at point: SIMD2<Float>, _ low: (height: Float, radius: Float), _ high: (height: Float, radius: Float),
        sides: Int, _ viewClass: ViewClass, to parts: inout SceneParts
    ) {
        let bottom = circle(point, low.radius, low.height, sides)
        let top = circle(point, high.radius, high.height, sides)
        for side in 0..<sides {
            let next = (side + 1) % sides
            parts.add([bottom[side], bottom[next], top[next], top[side]], viewClass, isSolid: true)
        }
    }

    /// Counterclockwise, as seen from above.
    private static func circle(
        _ point: SIMD2<Float>, _ radius: Float, _ height: Float, _ sides: Int
    ) -> [SIMD3<Float>] {
        (0..<sides).map { side in
            let angle = 2 * Float.pi * (Float(side) + 0.5) / Float(sides)
            return SIMD3(point + radius * SIMD2(cos(angle), sin(angle)), height)
        }
    }

    /// A wall from point to point, of some thickness; one without can be seen from both sides.
    static func addWall(
        from: SIMD2<Float>, to: SIMD2<Float>, height: Float, width: Float, _ viewClass: ViewClass,
        to parts: inout SceneParts
    ) {
        let along = to - from
        let length = (along * along).sum().squareRoot()
        guard length > 0.01 else { return }
        let side = SIMD2(along.y, -along.x) / length * (width / 2)
        let plan = width > 0.15 ? [from + side, to + side, to - side, from - side] : [from, to]
        if plan.count == 2 {
            parts.add(
                [SIMD3(from, 0), SIMD3(to, 0), SIMD3(to, height), SIMD3(from, height)], viewClass,
                isSolid: false)
            return
        }
        for index in plan.indices {
            let (one, other) = (plan[index], plan[(index + 1) % 4])
            parts.add(
                [SIMD3(one, 0), SIMD3(other, 0), SIMD3(other, height), SIMD3(one, height)], viewClass,
                isSolid: true)
        }
        parts.add(plan.map { SIMD3($0, height) }, viewClass, isSolid: true)
    }
}
