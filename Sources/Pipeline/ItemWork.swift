internal import Foundation
internal import PilotageAPI

/// One item under way: gathers its evidence in frame order from whichever threads made it.
///
/// `@unchecked Sendable`: all state is guarded by the lock; the spool is only touched while it is held, or after the
/// last frame came in, by the thread that brought it.
final class ItemWork: @unchecked Sendable {
    let number: Int
    let id: String
    private let lock = NSLock()
    private let spool: EvidenceSpool
    private var early: [Int: FrameEvidence] = [:]
    private var expected: Int?
    private var ending: DecodedItem?
    private var refusal: Refusal?
    private var hasFailed = false

    /// A frame that gives no evidence.
    struct Refusal {
        var frame: Frame
        var error: any Error
    }

    /// How an item stands.
    enum Standing {
        case underWay
        /// All evidence is there.
        case complete
        /// The first frame without evidence: all before it have theirs, whichever thread was first.
        case refused(Refusal)
    }

    /// What is known of an item once it is decoded.
    struct DecodedItem: Sendable {
        var frames: Int
        var provenance: Provenance
        var losses: DecodingLosses
    }

    init(number: Int, id: String, spool: EvidenceSpool) {
        self.number = number
        self.id = id
        self.spool = spool
    }

    /// Takes a frame's evidence.
    func add(_ evidence: FrameEvidence) throws -> Standing {
        try lock.withLock {
            if hasFailed { return .underWay }
            early[evidence.frame] = evidence
            while let next = early.removeValue(forKey: spool.count) { try spool.append(next) }
            return standing
        }
    }

    /// Notes that a frame gives no evidence.
    func refuse(_ frame: Frame, _ error: any Error) -> Standing {
        lock.withLock {
            if hasFailed { return .underWay }
            if refusal.map({ frame.index < $0.frame.index }) ?? true {
                refusal = Refusal(frame: frame, error: error)
            }
            return standing
        }
    }

    /// Says that the last frame was decoded; answers whether the item is complete now.
    func end(_ item: DecodedItem) -> Bool {
        lock.withLock {
            expected = item.frames
            ending = item
            return isComplete
        }
    }

    /// Gives the item up and forgets its evidence; answers whether nobody did so before.
    func fail() -> Bool {
        lock.withLock {
            defer { hasFailed = true }
            early = [:]
            return !hasFailed
        }
    }

    /// Whether the item was given up, so that decoding more of it is no use.
    var isFailed: Bool { lock.withLock { hasFailed } }

    /// The evidence and the ending of a complete item.
    var complete: (evidence: any TrackEvidence, item: DecodedItem)? {
        lock.withLock { ending.map { (spool, $0) } }
    }

    private var isComplete: Bool { !hasFailed && expected == spool.count }

    private var standing: Standing {
        if let refusal, refusal.frame.index == spool.count { return .refused(refusal) }
        return isComplete ? .complete : .underWay
    }
}
