internal import PilotageAPI

/// References that are decoded together: rows of one matrix, frames of one video, or a few photos.
struct ReferenceUnit: Sendable {
    /// Indices into the list of references, in the order in which their frames come.
    var indices: [Int]

    /// All units of some references: in the order of their first reference, frames of a video by time.
    static func units(of references: [Reference]) -> [ReferenceUnit] {
        var units: [ReferenceUnit] = []
        var videos: [String: Int] = [:]
        for (index, reference) in references.enumerated() {
            if reference.timeSeconds != nil {
                if let video = videos[reference.path] {
                    units[video].indices.append(index)
                } else {
                    videos[reference.path] = units.count
                    units.append(ReferenceUnit(indices: [index]))
                }
            } else if let last = units.last?.indices.last, let size = units.last?.indices.count,
                size < batch(reference), joins(references[last], reference)
            {
                units[units.count - 1].indices.append(index)
            } else {
                units.append(ReferenceUnit(indices: [index]))
            }
        }
        for video in videos.values {
            units[video].indices.sort {
                (references[$0].timeSeconds ?? 0, $0) < (references[$1].timeSeconds ?? 0, $1)
            }
        }
        return units
    }

    /// Pictures are large and slow, rows small and fast.
    private static func batch(_ reference: Reference) -> Int { reference.row == nil ? 4 : 1024 }

    private static func joins(_ one: Reference, _ other: Reference) -> Bool {
        one.timeSeconds == nil && (one.row == nil) == (other.row == nil)
            && (one.row == nil || one.path == other.path)
    }
}

extension [Reference] {
    /// The references in the order in which they become places: unit after unit, so that embeddings can be written as
    /// they come.
    func arranged() -> [Reference] {
        ReferenceUnit.units(of: self).flatMap { $0.indices.map { self[$0] } }
    }
}
