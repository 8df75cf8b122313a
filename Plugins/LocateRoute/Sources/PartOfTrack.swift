internal import PilotageAPI

/// Some consecutive frames of a track, as a track of their own.
struct PartOfTrack: TrackEvidence {
    let whole: any TrackEvidence
    let range: Range<Int>
    var item: String { whole.item }
    var count: Int { range.count }
    var isTimed: Bool { whole.isTimed }

    func frames(in part: Range<Int>) throws -> [FrameEvidence] {
        try whole.frames(in: range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound)
    }
}
