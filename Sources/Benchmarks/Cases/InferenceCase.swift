import Neural
import Tensors

/// Inference of networks that everybody knows, beside ONNX Runtime.
enum InferenceCase {
    static let benchmarks = [
        benchmark("inference.resnet18", "ResNet-18", Networks.resNet18),
        benchmark("inference.mobilenetv2", "MobileNetV2", Networks.mobileNetV2),
    ]

    private static let promised = 0.95
    /// Both compute in single precision, but add in different orders.
    private static let tolerance: Float = 1e-4

    private static func benchmark(
        _ name: String, _ words: String, _ architecture: Architecture
    ) -> BenchmarkCase {
        BenchmarkCase(name: name, summary: "\(words) at 224 x 224, beside ONNX Runtime") { bench in
            let network = try Networks.network(architecture)
            let loads: [(batch: Int, threads: Int)] = [(1, 1), (1, 2), (8, 1), (8, 2)]
            return try loads.map { load in
                let (times, peer) = try times(network, batch: load.batch, threads: load.threads, bench)
                return .times(
                    "\(name).\(load.batch)p.\(load.threads)t",
                    "\(words), \(counted(load.batch, "picture")), \(counted(load.threads, "thread"))",
                    ours: times.ours, peer: times.peer, by: peer, target: .atLeast(promised))
            }
        }
    }

    /// Seconds of ours and of the peer, and the peer's name.
    private static func times(
        _ network: Network<Float>, batch: Int, threads: Int, _ bench: Workbench
    ) throws -> (times: (ours: Double, peer: Double), peer: String) {
        let pictures = Networks.pictures(batch, network.architecture.inputShape)
        // Pictures of this size go one by one: what a layer gives for several does not stay in a cache.
        let runner = try InferenceRunner(network, threads: threads, splitsGroups: batch < threads)
        let peer = try NeuralPeer(.inference, network, pictures, threads: threads, bench)
        let outputs = try runner.outputs(for: pictures).values
        try peer.checkAgreement(outputs, within: tolerance)
        let times = try besides(peer, rounds: bench.rounds(31)) { _ = try runner.outputs(for: pictures) }
        return (times, peer.name)
    }
}

/// `1 thread`, `2 threads`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// The median seconds of ours and of a peer by its own watch, in turn.
///
/// Each waits a little before it begins: the threads of both spin for some time when they are done, and would take the processors
/// from the other.
func besides(
    _ peer: NeuralPeer, rounds: Int, _ ours: @escaping () throws -> Void
) throws -> (ours: Double, peer: Double) {
    var peerTimes: [Double] = []
    let times = try interleaved(
        rounds: rounds, restSeconds: 0.05, [ours, { peerTimes.append(try peer.seconds()) }])
    return (times[0], quantile(0.5, of: peerTimes.dropFirst()) ?? times[1])
}
