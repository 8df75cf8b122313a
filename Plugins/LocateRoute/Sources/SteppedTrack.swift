internal import PilotageAPI

/// The frames of a track that lie at least some time apart. Those between them show the same, and get the answer of the nearest one.
///
/// Where frames come much faster than places, a camera that stands still would be more probable at every single one of them than one that
/// moves, whatever they show.
struct SteppedTrack: TrackEvidence {
    private let whole: any TrackEvidence
    /// The frames of the whole that are taken, ascending.
    private let steps: [Int]
    /// For each, whether footage was cut since the one before.
    private let beginsShot: [Bool]
    private let looksAhead: Bool

    var item: String { whole.item }
    var rows: [Int]? { whole.rows }
    var isTimed: Bool { whole.isTimed }
    var count: Int { steps.count }

    /// The frames of a track that are at least `seconds` apart, those that begin a shot, and none that is damaged but the first.
    ///
    /// - Parameter looksAhead: whether frames may be answered by one that comes later.
    init(_ track: any TrackEvidence, seconds: Double, looksAhead: Bool) throws {
        var (steps, beginsShot): ([Int], [Bool]) = ([], [])
        var (index, last, isCut) = (0, -Double.infinity, false)
        try track.forEachFrame { frame in
            isCut = isCut || frame.beginsShot
            let isFar = isCut || frame.timeSeconds >= last + seconds
            if steps.isEmpty || isFar && !frame.isDamaged {
                steps.append(index)
                beginsShot.append(isCut)
                (last, isCut) = (frame.timeSeconds, false)
            }
            index += 1
        }
        whole = track
        (self.steps, self.beginsShot, self.looksAhead) = (steps, beginsShot, looksAhead)
    }

    func frames(in range: Range<Int>) throws -> [FrameEvidence] {
        try range.map { step in
            var frame = try whole.frames(in: steps[step]..<steps[step] + 1)[0]
            frame.beginsShot = beginsShot[step]
            return frame
        }
    }

    /// The frames of the whole that a step answers: those nearer to it than to the next one or the one before, of the same shot.
    func answered(by step: Int) throws -> [FrameEvidence] {
        try whole.frames(in: first(step)..<(step + 1 < count ? first(step + 1) : whole.count))
    }

    private func first(_ step: Int) -> Int {
        if step == 0 { return 0 }
        return beginsShot[step] || !looksAhead ? steps[step] : (steps[step - 1] + steps[step] + 1) / 2
    }
}
