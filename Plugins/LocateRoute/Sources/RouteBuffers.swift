internal import Foundation

/// Arrays that are used again, for one thread.
///
/// Every frame takes some that are as long as there are states; made anew each time, the system's clearing of fresh memory
/// would cost as much as the inference.
package final class RouteBuffers {
    private var floats = Pool<Float>()
    private var integers = Pool<Int32>()

    /// Arrays of any length.
    private struct Pool<Element> {
        private var idle: [Int: [[Element]]] = [:]
        /// How many arrays of a length are out; the others that come back were made elsewhere, and kept they would be ever more.
        private var out: [Int: Int] = [:]

        mutating func take(_ count: Int) -> [Element]? {
            out[count, default: 0] += 1
            return idle[count]?.popLast()
        }

        mutating func give(_ values: consuming [Element]) {
            let count = values.count
            guard count > 0, out[count, default: 0] > 0 else { return }
            out[count, default: 0] -= 1
            idle[count, default: []].append(values)
        }

        var idleCount: Int { idle.values.reduce(0) { $0 + $1.count } }
    }

    package init() {}

    /// How many arrays wait to be used again.
    package var idleCount: Int { floats.idleCount + integers.idleCount }

    /// An array of so many numbers, all of which `fill` must set.
    @inline(__always)
    package func floats(_ count: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> [Float] {
        var values = floats.take(count) ?? [Float](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { fill($0) }
        return values
    }

    /// The same for integers.
    func integers(_ count: Int, repeating value: Int32) -> [Int32] {
        var values = integers.take(count) ?? [Int32](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { $0.update(repeating: value) }
        return values
    }

    /// Takes back an array that nobody needs any more.
    package func reuse(_ values: consuming [Float]) { floats.give(values) }

    /// Takes back an array that nobody needs any more.
    func reuse(_ values: consuming [Int32]) { integers.give(values) }

    /// Takes back the arrays of a belief.
    func reuse(_ belief: consuming Belief) { reuse(belief.states) }

    /// Takes back the arrays of a frame.
    func reuse(_ scores: consuming FrameScores) {
        reuse(scores.edges)
        reuse(scores.staying)
        reuse(scores.fresh)
    }
}

/// Buffers that nobody uses at the moment.
///
/// `@unchecked Sendable`: guarded by the lock.
final class IdleBuffers: @unchecked Sendable {
    private let lock = NSLock()
    private var idle: [RouteBuffers] = []

    /// Lends some for as long as a body runs.
    func lend<Result>(_ body: (RouteBuffers) throws -> Result) rethrows -> Result {
        let buffers = lock.withLock { idle.popLast() } ?? RouteBuffers()
        defer { lock.withLock { idle.append(buffers) } }
        return try body(buffers)
    }
}
