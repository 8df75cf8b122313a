internal import Foundation

/// Arrays that are used again, for one thread.
///
/// Every frame takes some that are as long as there are states; made anew each time, the system's clearing of fresh memory
/// would cost as much as the inference.
package final class RouteBuffers {
    private var floats: [Int: [[Float]]] = [:]
    private var integers: [Int: [[Int32]]] = [:]

    package init() {}

    /// An array of so many numbers, all of which `fill` must set.
    @inline(__always)
    func floats(_ count: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> [Float] {
        var values = floats[count]?.popLast() ?? [Float](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { fill($0) }
        return values
    }

    /// The same for integers.
    func integers(_ count: Int, repeating value: Int32) -> [Int32] {
        var values = integers[count]?.popLast() ?? [Int32](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { $0.update(repeating: value) }
        return values
    }

    /// Takes back an array that nobody needs any more.
    func reuse(_ values: consuming [Float]) {
        let count = values.count
        if count > 0 { floats[count, default: []].append(values) }
    }

    /// Takes back an array that nobody needs any more.
    func reuse(_ values: consuming [Int32]) {
        let count = values.count
        if count > 0 { integers[count, default: []].append(values) }
    }

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
