internal import Foundation
internal import PilotageAPI

/// What is prepared of the gallery that was asked for last, made once; `byDistance` must always be the same, as it
/// is for one locator and gallery.
///
/// `@unchecked Sendable`: guarded by the lock.
final class PreparedGallery: @unchecked Sendable {
    private let lock = NSLock()
    /// By whether cameras move by time.
    private var known: [Bool: Known] = [:]

    private struct Known {
        let blocks: [EmbeddingBlock]
        let network: PlaceNetwork
        var surroundings: PlaceGraph?
        var map: RouteMap?
    }

    /// The map of some rows.
    func map(of gallery: Gallery, _ rows: [Int], byDistance: Bool, bySpeed: Bool) -> RouteMap {
        lock.withLock {
            var prepared = prepared(gallery, byDistance, bySpeed: bySpeed)
            if let map = prepared.map, map.rows == rows { return map }
            let map = RouteMap(gallery, prepared.network, rows: rows)
            prepared.map = map
            known[bySpeed] = prepared
            return map
        }
    }

    /// How places follow each other, and which are around which.
    func surroundings(of gallery: Gallery, byDistance: Bool, bySpeed: Bool) -> (
        network: PlaceNetwork, around: PlaceGraph
    ) {
        lock.withLock {
            var prepared = prepared(gallery, byDistance, bySpeed: bySpeed)
            let around = prepared.surroundings ?? prepared.network.surroundings(gallery)
            prepared.surroundings = around
            known[bySpeed] = prepared
            return (prepared.network, around)
        }
    }

    private func prepared(_ gallery: Gallery, _ byDistance: Bool, bySpeed: Bool) -> Known {
        let blocks = gallery.embeddings.blocks
        if let known = known[bySpeed], known.blocks.elementsEqual(blocks, by: ===) { return known }
        return Known(blocks: blocks, network: PlaceNetwork(gallery, byDistance: byDistance, bySpeed: bySpeed))
    }
}
