internal import Foundation

/// A queue between threads that holds a bounded number of elements: who is too fast waits.
///
/// `@unchecked Sendable`: all state is guarded by one condition.
public final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var elements: [Element] = []
    private var head = 0
    private var isClosed = false

    /// A queue that holds at most `capacity` elements.
    public init(capacity: Int) {
        precondition(capacity > 0, "a queue of capacity \(capacity)")
        self.capacity = capacity
    }

    /// Adds an element, waiting for room; false where the queue is closed.
    @discardableResult
    public func push(_ element: Element) -> Bool {
        condition.withLock {
            while elements.count - head >= capacity, !isClosed { condition.wait() }
            guard !isClosed else { return false }
            elements.append(element)
            condition.broadcast()
            return true
        }
    }

    /// Takes the oldest element, waiting for one; nil where the queue is closed and empty.
    public func pop() -> Element? {
        condition.withLock {
            while elements.count == head, !isClosed { condition.wait() }
            guard elements.count > head else { return nil }
            let element = elements[head]
            head += 1
            if head * 2 >= elements.count {
                elements.removeFirst(head)
                head = 0
            }
            condition.broadcast()
            return element
        }
    }

    /// Ends the queue: no more elements come in, and what waits is still handed out.
    public func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }

    /// Ends the queue and drops what waits.
    public func cancel() {
        condition.withLock {
            isClosed = true
            elements = []
            head = 0
            condition.broadcast()
        }
    }
}
