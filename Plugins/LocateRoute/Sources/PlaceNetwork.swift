internal import PilotageAPI

/// How the places of a whole gallery follow each other, whatever part of it an item may be in.
struct PlaceNetwork: Sendable {
    /// Whether the gallery names neighbors.
    let isNamed: Bool
    /// Along which edges places follow each other; nil where they do by their distance.
    let edges: PlaceGraph?
    /// The typical length of an edge, or distance of neighbors, in meters.
    let hopMeters: Double

    init(_ gallery: Gallery, byDistance: Bool) {
        isNamed = PlaceGraph.areNamed(gallery.places)
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
