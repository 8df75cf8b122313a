internal import PilotageAPI

/// How the places of a whole gallery follow each other, whatever part of it an item may be in.
struct PlaceNetwork: Sendable {
    /// Whether the gallery names neighbors.
    let isNamed: Bool
    /// Along which edges places follow each other; nil where they do by their distance.
    let edges: PlaceGraph?
    /// The typical length of an edge, or distance of neighbors, in meters.
    let hopMeters: Double
    /// How much of a frame's residual is left in the next one's, [0, 1).
    let correlation: Float

    /// - Parameter bySpeed: whether the camera moves by time: then frames are not spaced as places are, and how much of a
    ///   residual is left differs from frame to frame.
    init(_ gallery: Gallery, byDistance: Bool, bySpeed: Bool) {
        isNamed = PlaceGraph.areNamed(gallery.places)
        correlation = isNamed && !bySpeed ? RouteModel.correlation : 0
        let coordinates = gallery.places.map(\.coordinate)
        if byDistance {
            edges = nil
            hopMeters = NearbyPlaces(coordinates).gapMeters
        } else {
            let graph = PlaceGraph(of: gallery.places)
            edges = graph
            hopMeters = graph.typicalLength(coordinates)
        }
    }

    /// Which places are around which, both ways.
    func surroundings(_ gallery: Gallery) -> PlaceGraph {
        (edges ?? PlaceGraph(of: gallery.places)).bothWays()
    }
}
