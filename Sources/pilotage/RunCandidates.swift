import Evaluation
import Geodesy
import PilotageAPI
import Pipeline

/// The candidates that a run kept, as coordinates.
struct RunCandidates {
    private let coordinates: [Int: Coordinate]
    private let deepest: Int

    /// Candidates among some places, no more than `deepest` of a frame.
    init(of places: [Place], deepest: Int) {
        coordinates = Dictionary(places.map { ($0.id, $0.coordinate) }) { first, _ in first }
        self.deepest = deepest
    }

    /// Gives every frame of a run its candidates; frames of other items keep none.
    ///
    /// A frame of the run without any, such as an undecodable one, has an empty list: it was not found.
    /// A candidate that was removed from the gallery since then is left out.
    func add(to frames: inout [EvaluatedFrame], from store: RunStore) throws {
        var indices: [String: [Int: Int]] = [:]
        for (index, frame) in frames.enumerated() { indices[frame.item, default: [:]][frame.frame] = index }
        var items: Set<String> = []
        try store.forEachRanking { item, frame, placeIDs in
            items.insert(item)
            guard let index = indices[item]?[frame] else { return }
            frames[index].candidates = placeIDs.prefix(deepest).compactMap { coordinates[$0] }
        }
        for index in frames.indices where frames[index].candidates == nil {
            if items.contains(frames[index].item) || frames[index].status == .undecodable {
                frames[index].candidates = []
            }
        }
    }
}
