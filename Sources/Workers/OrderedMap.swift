internal import Foundation

/// Transforms inputs on several threads and hands over the results in the order of the inputs.
///
/// At most `3 * jobs` inputs are under way or waiting for an earlier one, so that memory stays bounded.
///
/// - Parameters:
///   - next: gives the next input, nil at the end; called by one thread at a time.
///   - jobs: number of threads, at least 1.
///   - transform: called from several threads at once.
///   - consume: called on the calling thread, in order.
/// - Throws: the first error in the order of the inputs; nothing behind it is consumed.
public func orderedMap<Input: Sendable, Output: Sendable>(
    jobs: Int, next: @escaping @Sendable () throws -> Input?,
    transform: @escaping @Sendable (Input) throws -> Output, consume: (Output) throws -> Void
) throws {
    let window = OrderedWindow<Input, Output>(limit: 3 * max(1, jobs), next: next)
    let threads = WorkerThreads()
    for job in 0..<max(1, jobs) {
        threads.start("map-\(job)") {
            while let (number, input) = window.take() {
                window.put(number, Result { try transform(input.get()) })
            }
        }
    }
    defer {
        window.cancel()
        threads.join()
    }
    while let output = window.wait() { try consume(output.get()) }
}

/// Inputs under way and results that wait for their turn.
///
/// `@unchecked Sendable`: all state is guarded by one condition; `next` is only called while it is held.
private final class OrderedWindow<Input: Sendable, Output: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let limit: Int
    private let next: @Sendable () throws -> Input?
    private var results: [Int: Result<Output, any Error>] = [:]
    private var taken = 0
    private var consumed = 0
    private var isEnded = false

    init(limit: Int, next: @escaping @Sendable () throws -> Input?) {
        self.limit = limit
        self.next = next
    }

    func take() -> (Int, Result<Input, any Error>)? {
        condition.withLock {
            while taken - consumed >= limit, !isEnded { condition.wait() }
            guard !isEnded else { return nil }
            let input: Result<Input, any Error>
            do {
                guard let found = try next() else {
                    isEnded = true
                    condition.broadcast()
                    return nil
                }
                input = .success(found)
            } catch {
                isEnded = true
                input = .failure(error)
            }
            taken += 1
            return (taken - 1, input)
        }
    }

    func put(_ number: Int, _ result: Result<Output, any Error>) {
        condition.withLock {
            results[number] = result
            condition.broadcast()
        }
    }

    func wait() -> Result<Output, any Error>? {
        condition.withLock {
            while results[consumed] == nil {
                if isEnded, consumed == taken { return nil }
                condition.wait()
            }
            defer {
                consumed += 1
                condition.broadcast()
            }
            return results.removeValue(forKey: consumed)
        }
    }

    func cancel() {
        condition.withLock {
            isEnded = true
            condition.broadcast()
        }
    }
}
