internal import Geodesy

/// Shapes of what stands or moves in streets, in a frame of their own: x to the right, y ahead, z up, in meters.
enum PropModel: Int, CaseIterable, Sendable {
    case sedan, hatchback, van, truck, person

    /// All shapes as scenes, by raw value.
    static let scenes = allCases.map { scene($0.parts) }
    /// What their facets are made of, by raw value.
    static let finishes = allCases.map(\.parts.finishes)

    /// From the middle to the farthest corner, seen from above, and the height; in meters.
    var bounds: (radius: Float, height: Float) {
        switch self {
        case .sedan: (2.5, 1.46)
        case .hatchback: (2.15, 1.52)
        case .van: (2.75, 2.1)
        case .truck: (4.2, 3.2)
        case .person: (0.4, 1.78)
        }
    }

    private static func scene(_ parts: SceneParts) -> Scene {
        Scene(
            plane: LocalPlane(origin: Coordinate(latitude: 0, longitude: 0)), corners: parts.corners,
            rings: parts.rings, facets: parts.facets, ground: [], solids: [])
    }

    private var parts: SceneParts {
        var parts = SceneParts()
        switch self {
        case .sedan:
            Self.addCar(4.6, 1.8, hood: 0.88, roof: 1.46, cabin: (-1.9, 1.0), top: (-1.1, 0.1), to: &parts)
        case .hatchback:
            Self.addCar(3.9, 1.7, hood: 0.9, roof: 1.52, cabin: (-1.92, 0.95), top: (-1.6, 0.1), to: &parts)
        case .van:
            Self.addCar(5, 1.95, hood: 1.15, roof: 2.1, cabin: (-2.45, 1.7), top: (-2.35, 1), to: &parts)
        case .truck: Self.addTruck(to: &parts)
        case .person: Self.addPerson(to: &parts)
        }
        return parts
    }

    private static func addCar(
        _ length: Float, _ width: Float, hood: Float, roof: Float, cabin: (rear: Float, front: Float),
        top: (rear: Float, front: Float), to parts: inout SceneParts
    ) {
        let (x, y) = (width / 2, length / 2)
        let body = Slab(left: -x, right: x, rear: -y, front: y)
        let wheels = Slab(left: -x + 0.06, right: x - 0.06, rear: -y + 0.5, front: y - 0.5)
        hull(wheels, 0.02, wheels, 0.34, sides: [.rubber, .rubber, .rubber, .rubber], lid: nil, &parts)
        hull(body, 0.3, body, hood, sides: [.rear, .paint, .front, .paint], lid: .paint, &parts)
        let low = Slab(left: -x + 0.06, right: x - 0.06, rear: cabin.rear, front: cabin.front)
        let high = Slab(left: -x + 0.24, right: x - 0.24, rear: top.rear, front: top.front)
        hull(low, hood, high, roof, sides: [.glass, .glass, .glass, .glass], lid: .paint, &parts)
    }

    private static func addTruck(to parts: inout SceneParts) {
        let load = Slab(left: -1.2, right: 1.2, rear: -4, front: 2)
        let cab = Slab(left: -1.15, right: 1.15, rear: 2.1, front: 4)
        let wheels = Slab(left: -1.05, right: 1.05, rear: -3.4, front: 3.6)
        hull(wheels, 0.02, wheels, 0.75, sides: [.rubber, .rubber, .rubber, .rubber], lid: nil, &parts)
        hull(load, 0.7, load, 3.2, sides: [.rear, .paint, .paint, .paint], lid: .paint, &parts)
        hull(cab, 0.5, cab, 1.5, sides: [.paint, .paint, .front, .paint], lid: nil, &parts)
        hull(cab, 1.5, cab, 2.6, sides: [.glass, .glass, .glass, .glass], lid: .paint, &parts)
    }

    private static func addPerson(to parts: inout SceneParts) {
        let legs = Slab(left: -0.16, right: 0.16, rear: -0.14, front: 0.14)
        let waist = Slab(left: -0.2, right: 0.2, rear: -0.13, front: 0.13)
        let shoulders = Slab(left: -0.25, right: 0.25, rear: -0.13, front: 0.13)
        let head = Slab(left: -0.09, right: 0.09, rear: -0.1, front: 0.1)
        let cloth = [Surface](repeating: .cloth, count: 4)
        hull(legs, 0, waist, 0.85, sides: cloth, lid: nil, &parts)
        hull(waist, 0.85, shoulders, 1.5, sides: [.paint, .paint, .paint, .paint], lid: .paint, &parts)
        hull(head, 1.5, head, 1.78, sides: [.skin, .skin, .skin, .skin], lid: .rubber, &parts)
    }

    private struct Slab {
        var left: Float
        var right: Float
        var rear: Float
        var front: Float

        /// Counterclockwise from the rear left.
        func corners(_ height: Float) -> [SIMD3<Float>] {
            [
                SIMD3(left, rear, height), SIMD3(right, rear, height), SIMD3(right, front, height),
                SIMD3(left, front, height),
            ]
        }
    }

    /// - Parameter sides: of the rear, right, front and left.
    private static func hull(
        _ low: Slab, _ bottom: Float, _ high: Slab, _ top: Float, sides: [Surface], lid: Surface?,
        _ parts: inout SceneParts
    ) {
        let (lower, upper) = (low.corners(bottom), high.corners(top))
        for side in 0..<4 {
            let next = (side + 1) % 4
            parts.finish = finish(sides[side])
            parts.add([lower[side], lower[next], upper[next], upper[side]], .furniture, isSolid: true)
        }
        guard let lid else { return }
        parts.finish = finish(lid)
        parts.add(upper, .furniture, isSolid: true)
    }

    private static func finish(_ surface: Surface) -> Finish {
        Finish(
            surface: surface, seed: 1, color: SIMD4(repeating: 0.5), accent: SIMD4(repeating: 0.5))
    }
}

/// One thing in a street.
struct Prop: Sendable {
    var model: PropModel
    /// Meters east and north.
    var place: SIMD2<Float>
    /// Unit vector ahead, east and north.
    var ahead: SIMD2<Float>
    var color: SIMD4<Float>
    var accent: SIMD4<Float>

    /// The upright cylinder it stands in.
    var group: FacetGroup {
        let bounds = model.bounds
        return FacetGroup(facets: 0..<0, center: place, radius: bounds.radius, top: bounds.height)
    }
}

extension Projection {
    /// The same projection for points in the frame of a prop.
    func seen(from prop: Prop) -> Projection { Projection(self, prop) }

    private init(_ other: Projection, _ prop: Prop) {
        func turned(_ vector: SIMD3<Float>) -> SIMD3<Float> {
            SIMD3(
                vector.x * prop.ahead.y - vector.y * prop.ahead.x,
                vector.x * prop.ahead.x + vector.y * prop.ahead.y, vector.z)
        }
        eye = turned(other.eye - SIMD3(prop.place, 0))
        right = turned(other.right)
        down = turned(other.down)
        forward = turned(other.forward)
        focal = other.focal
        center = other.center
    }
}
