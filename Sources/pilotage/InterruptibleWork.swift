import Foundation
import Pipeline
import Synchronization

/// Work that never looks whether the run was interrupted, in a thread of its own that is left behind if it is.
final class InterruptibleWork<Answer: Sendable>: Sendable {
    private let answer = Mutex<Result<Answer, any Error>?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    /// Begins.
    init(_ work: @escaping @Sendable () throws -> Answer) {
        let thread = Thread { [self] in
            let result = Result { try work() }
            answer.withLock { $0 = result }
            ended.signal()
        }
        // Threads beside the main one have little room for deep calls otherwise.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Waits for the end.
    ///
    /// - Throws: `CancellationError` where the run is interrupted first; what the work throws.
    func wait(_ progress: RunProgress) throws -> Answer {
        while ended.wait(timeout: .now() + 0.1) == .timedOut {
            if progress.isInterrupted { throw CancellationError() }
        }
        guard !progress.isInterrupted, let result = answer.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }
}
