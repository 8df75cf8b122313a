internal import PilotageAPI

/// The rows of a gallery too large to be looked at whole that some frames may have been taken at: their candidates, and the
/// places that lead on from there.
struct CandidateRows {
    /// A frame's place need not be among its own candidates, if it is near enough to those of others.
    private static let rings = 2

    /// Ascending.
    let rows: [Int]

    /// - Parameter allowed: the rows that may be answered, ascending; nil for all.
    init(_ evidence: [FrameEvidence], in gallery: Gallery, allowed: [Int]?) {
        var known: Set<Int> = []
        var newest = Set(evidence.lazy.flatMap(\.candidates).map(\.row))
        for ring in 0...Self.rings {
            known.formUnion(newest)
            guard ring < Self.rings else { break }
            let following = newest.lazy.flatMap { gallery.places[$0].next }.compactMap {
                Self.row(of: $0, in: gallery)
            }
            newest = Set(following).subtracting(known)
        }
        rows = (allowed.map { known.intersection($0) } ?? known).sorted()
    }

    /// The row of a place, which stand in the order of their ids.
    private static func row(of id: Int, in gallery: Gallery) -> Int? {
        var (low, high) = (0, gallery.places.count)
        while low < high {
            let middle = (low + high) / 2
            if gallery.places[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < gallery.places.count && gallery.places[low].id == id ? low : nil
    }
}

/// Some consecutive frames of a track, as a track of their own.
struct PartOfTrack: TrackEvidence {
    let whole: any TrackEvidence
    let range: Range<Int>
    var item: String { whole.item }
    var count: Int { range.count }

    func frames(in part: Range<Int>) throws -> [FrameEvidence] {
        try whole.frames(in: range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound)
    }
}
