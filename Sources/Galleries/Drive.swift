internal import PilotageAPI
internal import Tensors

/// Footage that was drawn along places of a gallery, one after the other.
struct Drive {
    /// Where each frame was taken.
    var places: [Place]
    /// When, in seconds from the beginning.
    var times: [Double]
    /// The embedding of each, with all views; nil where there is none.
    var embeddings: [[Float]?]

    /// As fast as one drives in towns.
    static let metersPerSecond = 8.0
    /// More drives, and more frames of each, teach little.
    private static let most = 24
    private static let longest = 30
    /// Shorter ones tell nothing of routes.
    private static let shortest = 12

    /// The rows of places along the roads, a drive each: evenly spread starts, and any way on but back.
    static func routes(along places: [Place]) -> [[Int]] {
        let rows = Dictionary(places.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { one, _ in one })
        return evenlySpread(most, of: places.count).map { start in
            var generator = SeededGenerator(seed: UInt64(start))
            var route = [start]
            while route.count < longest {
                let next = places[route[route.count - 1]].next.compactMap { rows[$0] }
                let onward = next.filter { $0 != route.dropLast().last }
                guard !onward.isEmpty else { break }
                route.append(onward[generator.index(below: onward.count)])
            }
            return route
        }.filter { $0.count >= shortest }
    }

    /// The drive as a locator is given it.
    ///
    /// - Parameters:
    ///   - shown: the views that are looked at.
    ///   - views: how many an embedding has.
    func track(showing shown: [Int], of views: Int) -> LabeledTrack {
        let frames = embeddings.enumerated().map { index, embedding in
            let part = embedding.map { vector in
                shown.count == views
                    ? vector : Gallery.parts(shown, of: vector, width: vector.count / views)
            }
            return FrameEvidence(
                frame: index, timeSeconds: times[index], candidates: [], embedding: part ?? [])
        }
        return LabeledTrack(frames: frames, truths: places.map(\.coordinate))
    }
}
