internal import StreetMap

/// A roof that is not flat, on a ground plan without holes.
struct RoofFacets {
    /// Counterclockwise.
    let ring: [SIMD2<Float>]
    let eaves: Float
    let top: Float
    let shape: Roof.Shape
    let isAcross: Bool

    /// The ground plan that a roof of some shape is put on, where there is one; nil where there is none, or the roof is flat.
    ///
    /// Ridges and slopes need four corners: of a ground plan that is nearly a rectangle, those of the rectangle. A point can be put on any
    /// ground plan; whether its middle lies inside is not asked.
    ///
    /// - Parameter ring: without holes, counterclockwise.
    static func plan(for shape: Roof.Shape, on ring: [SIMD2<Float>]) -> [SIMD2<Float>]? {
        switch shape {
        case .flat: nil
        case .pyramidal, .dome: ring
        case .gabled, .hipped, .skillion: ring.count == 4 ? ring : GroundRectangle.around(ring)
        }
    }

    /// Adds slopes and gables.
    func add(to parts: inout SceneParts) {
        switch shape {
        case .flat: break
        case .pyramidal, .dome: addPoint(to: &parts)
        case .gabled: addRidge(inset: 0, to: &parts)
        case .hipped: addRidge(inset: 0.3, to: &parts)
        case .skillion: addSlope(to: &parts)
        }
    }

    private func low(_ index: Int) -> SIMD3<Float> { SIMD3(ring[index % ring.count], eaves) }

    private func addPoint(to parts: inout SceneParts) {
        let middle = ring.reduce(SIMD2<Float>(repeating: 0), +) / Float(ring.count)
        let peak = SIMD3(middle, top)
        for index in ring.indices { parts.add([low(index), low(index + 1), peak], .building, isSolid: true) }
    }

    /// The corner from which the ridge's gables are counted: the shorter sides are the gables, unless the ridge runs across.
    private var firstGable: Int {
        func length(_ index: Int) -> Float {
            let side = ring[(index + 1) % 4] - ring[index % 4]
            return (side * side).sum()
        }
        let shorter = length(0) + length(2) < length(1) + length(3) ? 0 : 1
        return isAcross ? 1 - shorter : shorter
    }

    /// - Parameter inset: how far the ridge's ends are from the gables, as a share of its length; 0 makes gables, more hips.
    private func addRidge(inset: Float, to parts: inout SceneParts) {
        let first = firstGable
        let middles = [0, 2].map { (ring[(first + $0) % 4] + ring[(first + $0 + 1) % 4]) / 2 }
        let along = (middles[1] - middles[0]) * inset
        let near = SIMD3(middles[0] + along, top)
        let far = SIMD3(middles[1] - along, top)
        parts.add([low(first), low(first + 1), near], .building, isSolid: true)
        parts.add([low(first + 1), low(first + 2), far, near], .building, isSolid: true)
        parts.add([low(first + 2), low(first + 3), far], .building, isSolid: true)
        parts.add([low(first + 3), low(first), near, far], .building, isSolid: true)
    }

    /// From the first side, which is the lower one, up to the opposite one.
    private func addSlope(to parts: inout SceneParts) {
        let (high2, high3) = (SIMD3(ring[2], top), SIMD3(ring[3], top))
        parts.add([low(0), low(1), high2, high3], .building, isSolid: true)
        parts.add([low(1), low(2), high2], .building, isSolid: true)
        parts.add([low(2), low(3), high3, high2], .building, isSolid: true)
        parts.add([low(3), low(0), high3], .building, isSolid: true)
    }
}
