internal import Synchronization
internal import Workers

/// Runs `body` for every index below `count`, on at most so many threads, and waits for all.
///
/// Which thread takes which index does not depend on their speed: thread `t` of `n` takes t, t + n, t + 2n, …
///
/// - Throws: the error of the lowest index.
func runSideBySide(_ count: Int, threads: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    let lanes = min(count, threads)
    guard lanes > 1 else {
        for index in 0..<count { try body(index) }
        return
    }
    let failures = Failures()
    let workers = WorkerThreads()
    for lane in 0..<lanes {
        workers.start("neural-\(lane)") {
            for index in stride(from: lane, to: count, by: lanes) {
                failures.catching(index) { try body(index) }
            }
        }
    }
    workers.join()
    try failures.throwFirst()
}

/// Errors by index.
private final class Failures: Sendable {
    private let errors = Mutex<[Int: any Error]>([:])

    func catching(_ index: Int, _ body: () throws -> Void) {
        do { try body() } catch { errors.withLock { $0[index] = error } }
    }

    func throwFirst() throws {
        let first = errors.withLock { errors in errors.keys.min().flatMap { errors[$0] } }
        if let first { throw first }
    }
}
