package import PilotageAPI

/// The rows of a gallery too large to be looked at whole that some frames may have been taken at: their candidates, and the
/// places around those, for a frame's place often is not among its own candidates, but near those of other frames.
package struct CandidateRows {
    /// A candidate brings so many places along, the fewest hops away first. On the published routes a few candidates with those
    /// around them find nearly as many as all places do; many more candidates without them find far fewer.
    private static let brought = 40

    /// Ascending.
    package let rows: [Int]

    /// - Parameters:
    ///   - around: which places are around which, in the whole gallery.
    ///   - allowed: the rows that may be answered, ascending; nil for all.
    ///   - most: about so many rows at most: the best candidates of all frames first, then the second ones, and so on.
    package init(_ evidence: [FrameEvidence], around: PlaceGraph, allowed: [Int]?, most: Int) {
        var known: Set<Int32> = []
        let allowed = allowed.map { Set($0.lazy.map { Int32($0) }) }
        let ranks = evidence.map(\.candidates.count).max() ?? 0
        for rank in 0..<ranks where known.count < most {
            for frame in evidence where rank < frame.candidates.count && known.count < most {
                let found = Self.neighborhood(of: frame.candidates[rank].row, around)
                known.formUnion(found.lazy.filter { allowed?.contains($0) ?? true })
            }
        }
        rows = known.map { Int($0) }.sorted()
    }

    private static func neighborhood(of row: Int, _ around: PlaceGraph) -> [Int32] {
        var found = [Int32(row)]
        var known = Set(found)
        var next = 0
        while next < found.count, found.count <= brought {
            for other in around[Int(found[next])] where known.insert(other).inserted { found.append(other) }
            next += 1
        }
        return found
    }
}
