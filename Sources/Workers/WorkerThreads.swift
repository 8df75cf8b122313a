internal import Foundation

/// Threads of the engine's own, for work that blocks: decoding, matrix products, SQLite.
///
/// Swift's cooperative pool has one thread per core and expects that none of them waits; see
/// docs/decisions on synchronous contracts.
public final class WorkerThreads: Sendable {
    private let group = ThreadGroup()

    /// No threads yet.
    public init() {}

    /// Starts a thread that runs `body` once.
    public func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        group.enter()
        let group = group
        let thread = Thread {
            body()
            group.leave()
        }
        thread.name = name
        thread.stackSize = 8 << 20  // what a main thread has; codecs and LAPACK count on it
        thread.start()
    }

    /// Waits until every thread started so far has ended.
    public func join() { group.wait() }
}

/// A count of running threads.
///
/// `@unchecked Sendable`: the count is guarded by the condition.
private final class ThreadGroup: @unchecked Sendable {
    private let condition = NSCondition()
    private var running = 0

    func enter() { condition.withLock { running += 1 } }

    func leave() {
        condition.withLock {
            running -= 1
            condition.broadcast()
        }
    }

    func wait() {
        condition.withLock { while running > 0 { condition.wait() } }
    }
}
