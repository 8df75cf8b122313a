internal import Geodesy
internal import PilotageAPI

/// A frame with its truth.
struct ScoredFrame {
    let frame: EvaluatedFrame
    let truth: TruthPoint
    /// How many frames of the item there are up to this one, itself and those without a truth included.
    let framesSeen: Int
    /// Whether the item has no other frame, as a photo has none.
    let isOnly: Bool
    /// How far the answer is off; nil where there is none.
    let errorMeters: Double?

    init(frame: EvaluatedFrame, truth: TruthPoint, framesSeen: Int, isOnly: Bool) {
        self.frame = frame
        self.truth = truth
        self.framesSeen = framesSeen
        self.isOnly = isOnly
        errorMeters = frame.coordinate.map { $0.distance(to: truth.coordinate) }
    }

    var headingErrorDegrees: Double? {
        guard let found = frame.headingDegrees, let wanted = truth.headingDegrees else { return nil }
        return headingDifference(found, wanted)
    }

    /// Whether the truth lies within the answer's own radius; nil where there is no answer or no radius.
    var isRight: Bool? {
        guard let error = errorMeters, let radius = frame.radiusMeters else { return nil }
        return error <= radius
    }

    /// What was said and what came true; nil where either is not known.
    var judged: JudgedFrame? {
        guard let confidence = frame.confidence, let isRight else { return nil }
        return JudgedFrame(confidence: confidence, isRight: isRight)
    }

    func isWithin(_ radius: Double) -> Bool { errorMeters.map { $0 <= radius } ?? false }

    func hasCandidate(within radius: Double, amongFirst k: Int) -> Bool {
        (frame.candidates ?? []).prefix(k).contains { $0.distance(to: truth.coordinate) <= radius }
    }
}

/// What an answer said of itself, and whether it came true.
struct JudgedFrame {
    /// The probability, [0, 1], that the truth lies within the answer's own radius.
    let confidence: Double
    /// Whether it does.
    let isRight: Bool
}

/// The frames of an item that have a truth, at least one, in the order of their numbers.
struct ScoredItem {
    /// Fewer frames than this are no sequence.
    static let shortestSequence = 5

    let frames: [ScoredFrame]

    /// Nil where no frame has a truth. `frames` are those of one item, in any order.
    init?(_ frames: [EvaluatedFrame], truth: TruthTrack, toleranceSeconds: Double) {
        let ordered = frames.sorted { $0.frame < $1.frame }
        self.frames = ordered.enumerated().compactMap { position, frame in
            truth.point(at: frame.timeSeconds, toleranceSeconds: toleranceSeconds).map {
                ScoredFrame(
                    frame: frame, truth: $0, framesSeen: position + 1, isOnly: ordered.count == 1)
            }
        }
        if self.frames.isEmpty { return nil }
    }

    var isSequence: Bool { frames.count >= Self.shortestSequence }

    /// Whether the last five frames are all right; false for less than a sequence.
    func isLastFiveRight(within radius: Double) -> Bool {
        isSequence && frames.suffix(Self.shortestSequence).allSatisfy { $0.isWithin(radius) }
    }
}
