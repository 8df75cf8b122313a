internal import Foundation
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

/// What is prepared of the gallery that was asked for last, made once.
///
/// `@unchecked Sendable`: guarded by the lock.
final class PreparedGallery: @unchecked Sendable {
    private let lock = NSLock()
    private var known: Known?

    private struct Known {
        let blocks: [EmbeddingBlock]
        let network: PlaceNetwork
        var surroundings: PlaceGraph?
        var map: RouteMap?
    }

    /// The map of some rows.
    func map(of gallery: Gallery, _ rows: [Int], byDistance: Bool) -> RouteMap {
        lock.withLock {
            var prepared = prepared(gallery, byDistance)
            if let map = prepared.map, map.rows == rows { return map }
            let map = RouteMap(gallery, prepared.network, rows: rows)
            prepared.map = map
            known = prepared
            return map
        }
    }

    /// How places follow each other, and which are around which.
    func surroundings(of gallery: Gallery, byDistance: Bool) -> (network: PlaceNetwork, around: PlaceGraph) {
        lock.withLock {
            var prepared = prepared(gallery, byDistance)
            let around = prepared.surroundings ?? prepared.network.surroundings(gallery)
            prepared.surroundings = around
            known = prepared
            return (prepared.network, around)
        }
    }

    private func prepared(_ gallery: Gallery, _ byDistance: Bool) -> Known {
        let blocks = gallery.embeddings.blocks
        if let known, known.blocks.elementsEqual(blocks, by: ===) { return known }
        return Known(blocks: blocks, network: PlaceNetwork(gallery, byDistance: byDistance))
    }
}
