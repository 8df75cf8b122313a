internal import Foundation
internal import Neural

/// Runners of one network, as many as threads ask at once: a runner is used by one thread at a time.
///
/// `@unchecked Sendable`: idle runners are guarded by the lock, the others belong to a thread each.
final class RunnerPool: @unchecked Sendable {
    /// Views that go through the network together; what is missing is filled up.
    private static let group = 4

    private let network: Network<Float>
    private let lock = NSLock()
    private var idle: [InferenceRunner] = []

    init(_ network: Network<Float>) { self.network = network }

    /// The outputs for any number of views; each depends on its view alone.
    ///
    /// - Throws: `PilotageError` where oneDNN cannot work here.
    func outputs(for input: Tensor<Float>) throws -> Tensor<Float> {
        let waiting = lock.withLock { idle.popLast() }
        let runner = try waiting ?? InferenceRunner(network, threads: 1, group: Self.group)
        defer { lock.withLock { idle.append(runner) } }
        return try runner.outputs(for: input)
    }
}
