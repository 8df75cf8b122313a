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
    private var hasFailed = false

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

    /// Takes a frame's evidence; answers whether the item is complete now.
    func add(_ evidence: FrameEvidence) throws -> Bool {
        try lock.withLock {
            if hasFailed { return false }
            early[evidence.frame] = evidence
            while let next = early.removeValue(forKey: spool.count) { try spool.append(next) }
            return isComplete
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
}
