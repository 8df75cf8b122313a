/// A flat polygon of a scene.
struct Facet {
    /// Its rings among the scene's: one if it is convex, else with those of its holes behind.
    var rings: Range<Int>
    /// Whether it is a convex polygon of one ring.
    var isConvex: Bool
    /// Whether only the side that its normal points to can be seen, since something solid lies behind.
    var isSolid: Bool
    /// What it shows.
    var viewClass: ViewClass
    /// Its normal, of length 1, and the normal's product with any corner.
    var plane: SIMD4<Float>
}

/// Some facets that stand together, and the upright cylinder they lie in.
struct FacetGroup {
    /// Among the scene's.
    var facets: Range<Int>
    /// Meters east and north.
    var center: SIMD2<Float>
    /// In meters.
    var radius: Float
    /// In meters above the ground.
    var top: Float
}
