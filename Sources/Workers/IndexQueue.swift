internal import Synchronization

/// Numbers from 0, each handed out once, to whichever thread asks.
public final class IndexQueue: Sendable {
    private let count: Int
    private let taken = Mutex(0)

    /// The numbers below `count`.
    public init(count: Int) { self.count = count }

    /// The next number; nil where all are taken.
    @Sendable public func next() -> Int? {
        taken.withLock { taken in
            guard taken < count else { return nil }
            defer { taken += 1 }
            return taken
        }
    }
}
