internal import PilotageAPI
internal import Tensors

/// Places of a gallery as if they were frames, from which is learned what similarities mean.
struct Rehearsal {
    /// A place as footage shows it.
    struct Query {
        /// The place's row in the gallery.
        var row: Int
        /// Where the footage was taken.
        var truth: Place
        /// Its embedding.
        var vector: [Float]
    }

    /// More places teach little.
    static let mostPlaces = 1000

    /// The views of a frame.
    var shown = [0]
    /// Drives along the places, with the shown views alone.
    var tracks: [LabeledTrack] = []
    /// How many views a frame has.
    var views: Int { shown.count }
    /// In the order of their places.
    var queries: [Query] = []
    /// Whether every place is held against all others, without itself.
    var leavesOneOut = false
}

extension Rehearsal {
    /// Evenly spread places of a gallery, each against all others.
    init(leavingOneOutOf gallery: Gallery) {
        leavesOneOut = true
        queries = evenlySpread(Self.mostPlaces, of: gallery.places.count).map {
            Query(row: $0, truth: gallery.places[$0], vector: gallery.embeddings.row($0))
        }
    }
}
