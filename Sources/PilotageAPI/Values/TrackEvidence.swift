/// What the matcher found for one frame.
public struct FrameEvidence: Sendable {
    /// The frame's place in its item, from 0.
    public var frame: Int
    /// Seconds from the item's start.
    public var timeSeconds: Double
    /// Best first; empty where the frame was damaged or no place is in the region.
    public var candidates: [Candidate]
    /// The frame's embedding; empty where it was damaged.
    public var embedding: [Float]
    /// Whether the footage was cut between the frame before and this one (`Frame.beginsShot`), damaged or not.
    public var beginsShot: Bool
    /// Whether the camera turned since the frame before (`Frame.turned`), where that is known.
    public var turned: Bool?

    /// The evidence of a frame.
    public init(
        frame: Int, timeSeconds: Double, candidates: [Candidate], embedding: [Float],
        beginsShot: Bool = false,
        turned: Bool? = nil
    ) {
        self.frame = frame
        self.timeSeconds = timeSeconds
        self.candidates = candidates
        self.embedding = embedding
        self.beginsShot = beginsShot
        self.turned = turned
    }

    /// Whether the frame could not be decoded.
    public var isDamaged: Bool { embedding.isEmpty }
}

/// The evidence of a whole item in time order.
///
/// An item may have a million frames, so a locator reads them in pieces and keeps only what it needs.
public protocol TrackEvidence {
    /// The item's id.
    var item: String { get }
    /// Number of frames.
    var count: Int { get }
    /// The rows of the gallery that may be answered, ascending; nil for all.
    var rows: [Int]? { get }
    /// Whether the times of frames are when they were taken; else they only count frames, as for rows of a matrix.
    var isTimed: Bool { get }
    /// The evidence of some frames, in order.
    func frames(in range: Range<Int>) throws -> [FrameEvidence]
}

extension TrackEvidence {
    /// All rows.
    public var rows: [Int]? { nil }

    /// They only count.
    public var isTimed: Bool { false }

    /// Hands over every frame in order, reading a piece at a time.
    public func forEachFrame(_ body: (FrameEvidence) throws -> Void) throws {
        let piece = 256
        for start in stride(from: 0, to: count, by: piece) {
            for frame in try frames(in: start..<min(start + piece, count)) { try body(frame) }
        }
    }
}
