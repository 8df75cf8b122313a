internal import Geodesy

/// What can be seen of a map, as flat polygons in the plane around an origin.
public final class Scene: Sendable {
    /// The plane.
    let plane: LocalPlane
    /// Meters east, north and up.
    let corners: [SIMD3<Float>]
    /// The corners of every ring, the first one not repeated.
    let rings: [Range<Int>]
    let facets: [Facet]
    /// The most corners of a ring.
    let longestRing: Int
    /// What lies flat on the ground, in the order in which it covers what was before.
    let ground: GroupGrid
    /// What stands on the ground or above it.
    let solids: GroupGrid
    /// What footage shows besides; nil where nobody asks.
    let footage: FootageLayer?

    init(
        plane: LocalPlane, corners: [SIMD3<Float>], rings: [Range<Int>], facets: [Facet],
        ground: [FacetGroup],
        solids: [FacetGroup], footage: FootageLayer? = nil
    ) {
        self.plane = plane
        self.corners = corners
        self.rings = rings
        self.facets = facets
        longestRing = rings.map(\.count).max() ?? 0
        self.ground = GroupGrid(ground)
        self.solids = GroupGrid(solids)
        self.footage = footage
    }

    /// How many flat polygons there are.
    public var count: Int { facets.count }

    /// A polygon as it is, for whoever checks the drawing.
    package struct Polygon {
        /// In meters east, north and up of the origin.
        package var rings: [[SIMD3<Float>]]
        package var viewClass: ViewClass
        /// Whether it is seen only from where it runs counterclockwise.
        package var isSolid: Bool
        /// Whether it lies on the ground, over the ones before it.
        package var isOnGround: Bool
    }

    /// All polygons: those on the ground first, in their order.
    package var polygons: [Polygon] {
        func polygons(_ groups: [FacetGroup], isOnGround: Bool) -> [Polygon] {
            groups.flatMap(\.facets).map { index in
                let facet = facets[index]
                return Polygon(
                    rings: facet.rings.map { Array(corners[rings[$0]]) }, viewClass: facet.viewClass,
                    isSolid: facet.isSolid, isOnGround: isOnGround)
            }
        }
        return polygons(ground.groups, isOnGround: true) + polygons(solids.groups, isOnGround: false)
    }
}
