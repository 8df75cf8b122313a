internal import Foundation
public import PilotageAPI
internal import Synchronization

/// How far a run is, for whoever shows it; and the switch that stops it.
public final class RunProgress: Sendable {
    /// How far a run is at one moment.
    public struct Snapshot: Sendable {
        /// Items of the plan, those done in earlier runs included.
        public var items: Int
        /// Items with a track, earlier runs included.
        public var done: Int
        /// Items with a track from earlier runs.
        public var doneBefore: Int
        /// Items without one, earlier runs included.
        public var failed: Int
        /// Frames decoded in this run.
        public var frames: Int
        /// The share of this run's work that is done, [0, 1], by the sizes of the files.
        public var share: Double
        /// Seconds since this run began.
        public var seconds: Double
        /// Seconds that each stage worked, summed over its threads; in the order of `Stage.allCases`.
        public var busySeconds: [Double]

        /// Seconds until the end at the present pace; nil while it is too early to tell.
        public var secondsLeft: Double? {
            share > 0.005 && seconds > 1 ? seconds * (1 - share) / share : nil
        }

        /// Threads that decode; embed, match and locate share as many as `jobs`.
        public var decodeThreads: Int
        /// Threads that embed, match and locate.
        public var embedThreads: Int

        /// The share of its threads' time that a stage worked, [0, 1].
        public func busyShare(_ stage: Stage) -> Double {
            let threads = Double(stage == .decode ? decodeThreads : embedThreads)
            return seconds > 0 && threads > 0 ? min(1, busySeconds[stage.rawValue] / (seconds * threads)) : 0
        }

        /// The stage that holds the others up: the decoders where they are busier than the threads behind them, else
        /// what those spend most of their time on.
        public var bottleneck: Stage? {
            let behind = Stage.allCases.filter { $0 != .decode }
            let sum = behind.reduce(0) { $0 + busyShare($1) }
            if max(sum, busyShare(.decode)) <= 0 { return nil }
            return busyShare(.decode) >= sum ? .decode : behind.max { busyShare($0) < busyShare($1) }
        }
    }

    /// How long each stage worked.
    public let clock = StageClock()
    private let state: Mutex<State>
    private let started = DispatchTime.now().uptimeNanoseconds
    private let onFailure: @Sendable (PilotageError) -> Void
    private let onRemark: @Sendable (PilotageError) -> Void

    private struct State {
        var items = 0
        var done = 0
        var doneBefore = 0
        var failed = 0
        var frames = 0
        var weights: [Int: Double] = [:]
        var shares: [Int: Double] = [:]
        var totalWeight = 0.0
        var doneWeight = 0.0
        var isCancelled = false
        var hasFailedFast = false
        var decodeThreads = 0
        var embedThreads = 0
    }

    /// - Parameters:
    ///   - onFailure: called for every item that fails, from any thread.
    ///   - onRemark: called for what an item goes on without, from any thread.
    public init(
        onFailure: @escaping @Sendable (PilotageError) -> Void,
        onRemark: @escaping @Sendable (PilotageError) -> Void = { _ in }
    ) {
        self.onFailure = onFailure
        self.onRemark = onRemark
        state = Mutex(State())
    }

    /// Says what there is to do: items of the plan by state, and the weights of the waiting ones.
    func begin(items: Int, done: Int, failed: Int, weights: [Int: Double], jobs: Int) {
        state.withLock {
            $0.items = items
            $0.done = done
            $0.doneBefore = done
            $0.failed = failed
            $0.weights = weights
            $0.decodeThreads = min(jobs, weights.count)
            $0.embedThreads = jobs
            $0.totalWeight = weights.keys.sorted().reduce(0) { sum, number in sum + (weights[number] ?? 0) }
        }
    }

    func decoded(_ number: Int, share: Double) {
        state.withLock {
            $0.frames += 1
            $0.shares[number] = share
        }
    }

    func finished(_ number: Int, failed: Bool) {
        state.withLock {
            $0.shares[number] = nil
            $0.doneWeight += $0.weights[number] ?? 0
            if failed { $0.failed += 1 } else { $0.done += 1 }
        }
    }

    func report(_ error: PilotageError) { onFailure(error) }

    func remark(_ error: PilotageError) { onRemark(error) }

    /// Stops the run: what is finished is kept, and the rest waits for the next one.
    public func cancel() { state.withLock { $0.isCancelled = true } }

    /// Stops the run because an item failed.
    func failFast() { state.withLock { $0.hasFailedFast = true } }

    /// Whether the run was stopped from outside.
    public var isInterrupted: Bool { state.withLock { $0.isCancelled } }

    /// Whether the run was stopped, from outside or because an item failed.
    public var isCancelled: Bool { state.withLock { $0.isCancelled || $0.hasFailedFast } }

    /// How far the run is now.
    public func snapshot() -> Snapshot {
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        return state.withLock { state in
            let underWay = state.shares.reduce(0) { sum, item in
                sum + item.value * (state.weights[item.key] ?? 0)
            }
            return Snapshot(
                items: state.items, done: state.done, doneBefore: state.doneBefore, failed: state.failed,
                frames: state.frames,
                share: state.totalWeight > 0 ? min(1, (state.doneWeight + underWay) / state.totalWeight) : 1,
                seconds: seconds, busySeconds: Stage.allCases.map(clock.busySeconds),
                decodeThreads: state.decodeThreads, embedThreads: state.embedThreads)
        }
    }
}
