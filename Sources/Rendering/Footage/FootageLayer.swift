/// What footage shows of a scene besides its facets.
struct FootageLayer: Sendable {
    /// Beside the facets, what they are made of.
    let finishes: [FacetFinish]
    /// What stands and moves in the streets.
    let traffic: Traffic
    /// Ground of which the map says nothing.
    let ground: FacetFinish
}
