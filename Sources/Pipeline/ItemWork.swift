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

    /// The evidence and the ending of a complete item.
    var complete: (evidence: any TrackEvidence, item: DecodedItem)? {
        lock.withLock { ending.map { (spool, $0) } }
    }

    private var isComplete: Bool { expected == spool.count }
}
