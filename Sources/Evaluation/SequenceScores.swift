internal import PilotageAPI

/// How good answers are for sequences: items of at least five frames with a truth.
public struct SequenceScores: Sendable, Encodable {
    /// How many sequences there are, at least 1.
    public var sequences: Int
    /// Sequences whose last five frames are all right, by radius.
    public var lastFiveRight: [RightWithin]
    /// Sequences whose last frame has an answer.
    public var endAnswered: Share
    /// The errors of those last frames; nil where there are none.
    public var endError: Quantiles?
    /// Sequences with a `located` frame that is right by its own radius, and none behind it that is `located` and wrong; nil where no
    /// frame has a radius.
    public var locked: Share?
    /// How many frames those sequences had seen at the first such frame, itself included; nil where there are none.
    public var framesUntilLocked: Quantiles?
    /// Nil where no frame has a radius.
    public var falseLocks: FalseLocks?
    /// How often the frame is right after 1, 2, 5, 10, 20, 40, … frames.
    public var byFramesSeen: [RecallByFrames]

    private enum CodingKeys: String, CodingKey {
        case sequences
        case lastFiveRight = "last_five_right"
        case endAnswered = "end_answered"
        case endError = "end_error_m"
        case locked
        case framesUntilLocked = "frames_until_locked"
        case falseLocks = "false_locks"
        case byFramesSeen = "by_frames_seen"
    }

    /// Nil where no item is a sequence.
    init?(_ items: [ScoredItem], radiiMeters: [Double]) {
        let sequences = items.filter(\.isSequence)
        guard !sequences.isEmpty else { return nil }
        self.sequences = sequences.count
        lastFiveRight = radiiMeters.map { radius in
            RightWithin(
                radiusMeters: radius,
                right: Share(sequences.count { $0.isLastFiveRight(within: radius) }, of: sequences.count))
        }
        let ends = sequences.compactMap { $0.frames.last?.errorMeters }
        (endAnswered, endError) = (Share(ends.count, of: sequences.count), Quantiles(ends))
        if sequences.contains(where: { $0.frames.contains { $0.isRight != nil } }) {
            let locks = sequences.compactMap(\.framesUntilLocked)
            locked = Share(locks.count, of: sequences.count)
            framesUntilLocked = Quantiles(locks.map(Double.init))
            falseLocks = FalseLocks(sequences.map(\.falseLocks))
        }
        byFramesSeen = RecallByFrames.all(sequences, radiiMeters)
    }
}

/// What is right within a radius.
public struct RightWithin: Hashable, Sendable, Encodable {
    /// The radius in meters.
    public var radiusMeters: Double
    /// Sequences that are right.
    public var right: Share

    private enum CodingKeys: String, CodingKey {
        case radiusMeters = "radius_m"
        case right
    }
}

/// How often sequences are right at a place in their order.
public struct RecallByFrames: Hashable, Sendable, Encodable {
    /// How many frames of the item there are up to this one, itself included.
    public var frames: Int
    /// Of the sequences that have a truth there, those whose frame is right, by radius.
    public var radii: [RightWithin]

    /// At 1, 2, 5, 10 and then always twice as many frames, as far as sequences go.
    static func all(_ sequences: [ScoredItem], _ radiiMeters: [Double]) -> [RecallByFrames] {
        let longest = sequences.compactMap { $0.frames.last?.framesSeen }.max() ?? 0
        var counts = [1, 2, 5]
        while let last = counts.last, last < longest { counts.append(2 * last) }
        return counts.compactMap { count in
            let there = sequences.compactMap { $0.frame(seen: count) }
            guard !there.isEmpty else { return nil }
            return RecallByFrames(
                frames: count,
                radii: radiiMeters.map { radius in
                    RightWithin(
                        radiusMeters: radius,
                        right: Share(there.count { $0.isWithin(radius) }, of: there.count))
                })
        }
    }
}

/// Stretches of frames, one after the other, that are all `located` and wrong by their own radius.
public struct FalseLocks: Hashable, Sendable, Encodable {
    /// How many there are.
    public var count: Int
    /// Sequences that have one.
    public var sequences: Share
    /// Frames of the longest one; 0 where there are none.
    public var longestFrames: Int

    private enum CodingKeys: String, CodingKey {
        case count, sequences
        case longestFrames = "longest_frames"
    }

    /// From the lengths of every sequence's stretches.
    init(_ lengths: [[Int]]) {
        count = lengths.reduce(0) { $0 + $1.count }
        sequences = Share(lengths.count { !$0.isEmpty }, of: lengths.count)
        longestFrames = lengths.joined().max() ?? 0
    }
}

extension ScoredItem {
    /// The frame behind which so many frames were seen, by bisection; nil where it has no truth.
    fileprivate func frame(seen count: Int) -> ScoredFrame? {
        var (low, high) = (0, frames.count)
        while low < high {
            let middle = (low + high) / 2
            if frames[middle].framesSeen < count { low = middle + 1 } else { high = middle }
        }
        return low < frames.count && frames[low].framesSeen == count ? frames[low] : nil
    }

    /// Frames seen at the first `located` frame that is right with no wrong `located` one behind it.
    fileprivate var framesUntilLocked: Int? {
        let start = frames.lastIndex { $0.isLocated(right: false) }.map { $0 + 1 } ?? 0
        return frames[start...].first { $0.isLocated(right: true) }?.framesSeen
    }

    /// The lengths of all stretches of wrong `located` frames; a frame without a truth ends one.
    fileprivate var falseLocks: [Int] {
        var (lengths, previous) = ([Int](), 0)
        for frame in frames where frame.isLocated(right: false) {
            if frame.framesSeen == previous + 1, !lengths.isEmpty {
                lengths[lengths.count - 1] += 1
            } else {
                lengths.append(1)
            }
            previous = frame.framesSeen
        }
        return lengths
    }
}

extension ScoredFrame {
    fileprivate func isLocated(right: Bool) -> Bool { frame.status == .located && isRight == right }
}
