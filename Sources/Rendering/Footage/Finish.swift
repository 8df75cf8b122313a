internal import StreetMap

/// What can be seen of a surface from near.
enum Surface: UInt8 {
    /// Unknown ground of a town.
    case ground
    case wall, gable, flatRoof, tiledRoof, soffit
    /// A strip with markings, and asphalt without.
    case road, asphalt
    /// A strip beside a road, and squares.
    case sidewalk, paving
    case grass, scrub, bare, water, rail
    case masonry, fence, hedge
    case trunk, crown, woodEdge
    /// Sides of bridges.
    case concrete
    case metal
    /// Of what moves: paint, glass, rubber, cloth, skin, and the ends of cars with their lamps.
    case paint, glass, rubber, cloth, skin, front, rear
}

/// What an object is made of, for all its facets.
struct Finish {
    var surface: Surface
    /// Decides details.
    var seed: UInt32
    /// Red, green and blue as they reflect light, [0, 1]; the fourth is not used.
    var color: SIMD4<Float>
    var accent: SIMD4<Float>
    /// What they mean depends on the surface: see `Facade`, `RoadMarkings`.
    var numbers = SIMD8<Float>(repeating: 0)
    /// Along strips: meters from the last crossing to each piece, and from there to the next crossing.
    var pieces: [SIMD2<Float>] = []

    /// Makes the facets to come those of a piece of a strip.
    mutating func enterPiece(_ index: Int) {
        guard index < pieces.count else { return }
        numbers[RoadMarkings.along] = pieces[index].x
        numbers[RoadMarkings.rest] = pieces[index].y
    }
}

/// What a facet is made of, and the frame in which its details are placed.
struct FacetFinish: Sendable {
    var surface: Surface
    var seed: UInt32
    /// The first corner of the facet, and unit vectors in it: along the first edge, and across to the inside.
    var origin: SIMD3<Float>
    var along: SIMD3<Float>
    var across: SIMD3<Float>
    /// Meters along and across from the first corner to the third.
    var size: SIMD2<Float>
    var color: SIMD4<Float>
    var accent: SIMD4<Float>
    var numbers: SIMD8<Float>

    /// - Parameters:
    ///   - ring: at least three corners.
    ///   - plane: the facet's.
    init(_ finish: Finish, ring: [SIMD3<Float>], plane: SIMD4<Float>) {
        let normal = SIMD3(plane.x, plane.y, plane.z)
        origin = ring[0]
        let edge = ring.dropFirst().map { $0 - ring[0] }.first { ($0 * $0).sum() > 1e-6 } ?? SIMD3(1, 0, 0)
        let first = edge / (edge * edge).sum().squareRoot()
        along = first
        across = SIMD3(
            normal.y * first.z - normal.z * first.y, normal.z * first.x - normal.x * first.z,
            normal.x * first.y - normal.y * first.x)
        let far = ring[min(2, ring.count - 1)] - ring[0]
        size = SIMD2(abs((far * along).sum()), abs((far * across).sum()))
        surface = Self.surface(finish.surface, normal: normal, corners: ring.count)
        seed = finish.seed
        accent = finish.accent
        numbers = finish.numbers
        color =
            switch surface {
            case .tiledRoof: Palette.tiles[Int(seed) % Palette.tiles.count]
            case .flatRoof: Palette.flatRoofs[Int(seed) % Palette.flatRoofs.count]
            case .trunk: Palette.bark
            case .concrete: Palette.concrete
            default: finish.color
            }
    }

    /// What a facet of an object is, by the way it faces and by its shape.
    private static func surface(_ surface: Surface, normal: SIMD3<Float>, corners: Int) -> Surface {
        let isUpright = abs(normal.z) < 0.02
        switch surface {
        case .wall:
            if isUpright { return corners == 4 ? .wall : .gable }
            if normal.z < 0 { return .soffit }
            return normal.z > 0.98 ? .flatRoof : .tiledRoof
        case .crown: return isUpright && corners == 4 ? .trunk : .crown
        case .road, .sidewalk:
            // Decks have edges and undersides of concrete.
            if isUpright || normal.z < 0 && corners == 4 { return .concrete }
            if corners != 4 { return surface == .road ? .asphalt : .paving }
            return surface
        case .woodEdge: return isUpright && corners == 4 ? .woodEdge : .crown
        case .front, .rear: return corners == 4 && isUpright ? surface : .paint
        default: return surface
        }
    }
}
