internal import Foundation
internal import Manifests
internal import PilotageAPI
internal import Synchronization
internal import Workers

/// Brings items through the stages on the engine's own threads:
///
///     items -> decode threads -> bounded queue of frames -> embed threads -> evidence per item -> fixes per item -> store
///
/// Frames of different items share a batch, so that a folder of photos is matched as fast as a video. What comes out
/// depends on neither the batches nor the number of threads.
final class Corridor: Sendable {
    /// A frame with the item it belongs to.
    private struct Entry: Sendable {
        var work: ItemWork
        var frame: Frame
    }

    /// Enough to make one matrix product of many frames, few enough to keep memory small.
    static let batchSize = 16

    private let stages: Stages
    private let store: RunStore
    private let folder: String
    private let jobs: Int
    private let failFast: Bool
    private let progress: RunProgress
    private let queue: BoundedQueue<[Entry]>
    private let waiting = Mutex<ArraySlice<WaitingItem>>([])
    private let fatal = Mutex<(any Error)?>(nil)

    init(stages: Stages, store: RunStore, folder: String, jobs: Int, failFast: Bool, progress: RunProgress) {
        self.stages = stages
        self.store = store
        self.folder = folder
        self.jobs = jobs
        self.failFast = failFast
        self.progress = progress
        queue = BoundedQueue(capacity: 2 * jobs)
    }

    /// Works until every item is done or failed, or the run is stopped.
    ///
    /// - Throws: what keeps the run itself from going on, such as a full disk.
    func run(_ items: [WaitingItem]) throws {
        waiting.withLock { $0 = items[...] }
        let decoding = WorkerThreads()
        let embedding = WorkerThreads()
        for job in 0..<min(jobs, items.count) {
            decoding.start("decode-\(job)") { [self] in
                var batch: [Entry] = []
                while !isStopped, let (item, left) = takeNext() {
                    // While many items wait, each is decoded by one thread; the last ones get all there are.
                    decode(item, threads: max(1, jobs / min(jobs, left + 1)), into: &batch)
                }
                if !batch.isEmpty { queue.push(batch) }
            }
        }
        for job in 0..<jobs {
            embedding.start("embed-\(job)") { [self] in
                while let batch = queue.pop() { if !isStopped { process(batch) } }
            }
        }
        decoding.join()
        queue.close()
        embedding.join()
        if let error = fatal.withLock({ $0 }) { throw error }
    }

    /// The next item, and how many wait behind it.
    private func takeNext() -> (WaitingItem, left: Int)? {
        waiting.withLock { items in items.popFirst().map { ($0, items.count) } }
    }

    private var isStopped: Bool { progress.isCancelled || fatal.withLock { $0 != nil } }

    private func decode(_ waiting: WaitingItem, threads: Int, into batch: inout [Entry]) {
        let spool = EvidenceSpool(
            item: waiting.item.id, dimension: stages.embedder.dimension, limit: stages.limit,
            rows: stages.rows, folder: folder)
        let work = ItemWork(number: waiting.number, id: waiting.item.id, spool: spool)
        do {
            if let refusal = waiting.item.refusal { throw refusal }
            let frames = try progress.clock.measure(.decode) {
                try ItemFrames(waiting.item, stages: stages, threads: threads)
            }
            var count = 0
            while !isStopped, !work.isFailed,
                let frame = try progress.clock.measure(.decode, { try frames.next() })
            {
                // Photos of a sequence are counted, like rows of a matrix.
                if frame.content.isPictures, !waiting.item.isSequence { spool.isTimed = true }
                count += 1
                batch.append(Entry(work: work, frame: frame))
                progress.decoded(waiting.number, share: frames.share(at: frame))
                if batch.count >= Self.batchSize {
                    queue.push(batch)
                    batch.removeAll(keepingCapacity: true)
                }
            }
            if isStopped || work.isFailed { return }
            let item = ItemWork.DecodedItem(
                frames: count, provenance: frames.provenance, losses: frames.losses)
            for loss in frames.lostCameras { progress.remark(loss.ofCamera.at(work.id)) }
            if work.end(item) { finish(work) }
        } catch {
            fail(work, error)
        }
    }

    private func process(_ batch: [Entry]) {
        do {
            let evidence = try stages.evidence(of: batch.map(\.frame), clock: progress.clock)
            var standings: [(ItemWork, ItemWork.Standing)] = []
            for (entry, evidence) in zip(batch, evidence) {
                do {
                    standings.append((entry.work, try entry.work.add(evidence)))
                } catch {
                    stop(error)  // the spool cannot be written: no room for any item
                }
            }
            // Only now: locating may take long, and other items wait for their frames of this batch.
            for (work, standing) in standings { settle(work, standing) }
        } catch {
            // One frame's error must not cost the other items of its batch.
            if batch.count == 1 {
                return settle(batch[0].work, batch[0].work.refuse(batch[0].frame, error))
            }
            for entry in batch { process([entry]) }
        }
    }

    /// Does what an item's new standing asks for.
    private func settle(_ work: ItemWork, _ standing: ItemWork.Standing) {
        switch standing {
        case .underWay: break
        case .complete: finish(work)
        case .refused(let refusal): fail(work, refusal.error, at: refusal.frame)
        }
    }

    /// Locates a complete item and keeps its fixes.
    private func finish(_ work: ItemWork) {
        guard let (evidence, item) = work.complete else { return }
        do {
            let fixes = FixSpool(item: work.id, folder: folder)
            try stages.locate(evidence, clock: progress.clock, emit: fixes.append)
            try store.save(work.number, item, fixes: fixes, evidence: evidence, gallery: stages.gallery)
            progress.finished(work.number, failed: false)
        } catch {
            fail(work, error)
        }
    }

    /// Gives an item up.
    ///
    /// - Parameter frame: the one that the error is about; nil for errors of the whole item.
    private func fail(_ work: ItemWork, _ error: any Error, at frame: Frame? = nil) {
        guard work.fail() else { return }
        let failure = error as? PilotageError ?? PilotageError(.damaged, "\(error)")
        // A photo, and the beginning of a video, needs no time.
        let time = frame.flatMap { $0.index > 0 ? playingTime($0.timeSeconds) : nil }
        if failure.kind == .unwritable { return stop(failure) }
        do {
            try store.fail(work.number, time.map { failure.at($0) } ?? failure)
            progress.finished(work.number, failed: true)
            progress.report(failure.at([work.id, time].compactMap { $0 }.joined(separator: ", ")))
            if failFast { progress.failFast() }
        } catch {
            stop(error)
        }
    }

    private func stop(_ error: any Error) {
        fatal.withLock { $0 = $0 ?? error }
        queue.cancel()
    }
}

extension FrameContent {
    /// Whether cameras took it, and not somebody's model.
    fileprivate var isPictures: Bool {
        switch self {
        case .image, .rig: true
        case .vector, .mapView, .damaged: false
        }
    }
}

extension PilotageError {
    /// An error of one camera as a remark on its item.
    fileprivate var ofCamera: PilotageError {
        var remark = self
        remark.message += "; the item goes on without this camera"
        return remark
    }
}

/// A time in an item as players show it: `0:13.733`, from an hour on `1:00:13.733`.
private func playingTime(_ seconds: Double) -> String {
    guard seconds.isFinite, (0..<1e9).contains(seconds) else { return "\(seconds) s" }
    let milliseconds = Int((seconds * 1000).rounded())
    func padded(_ value: Int, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)"
    }
    let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
    let start = hours > 0 ? "\(hours):\(padded(minutes, 2))" : "\(minutes)"
    return "\(start):\(padded(milliseconds / 1000 % 60, 2)).\(padded(milliseconds % 1000, 3))"
}
