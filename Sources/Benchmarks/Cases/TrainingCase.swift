import Foundation
import Neural
import Tensors

/// A step of training, beside PyTorch.
enum TrainingCase {
    static let benchmark = BenchmarkCase(
        name: "training", summary: "a step of a network of 1.0 million parameters, beside PyTorch", run: run)

    private static let promised = 1.1
    private static let batch = 32
    /// How many times as far as PyTorch in single precision we may be from what it computes in double precision.
    ///
    /// No share would do in place of that: where a rectifier or a maximum falls to the other side in the last bit, all that went
    /// through it goes with it, so that PyTorch's own gradients differ by up to a percent from those in double precision.
    private static let tolerance: Float = 1.5

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let network = try Networks.network(Networks.million)
        let pictures = Networks.pictures(batch, network.architecture.inputShape)
        return try [1, 2].map { threads in
            var training = try Training(network, pictures, threads: threads)
            let peer = try NeuralPeer(.training, network, pictures, threads: threads, bench)
            let first = try training.step()
            let outputs = batch * network.outputShape.reduce(1, *)
            for (words, range) in [("outputs", 0..<outputs), ("gradients", outputs..<first.count)] {
                let errors = try peer.errors(of: first, in: range)
                let note =
                    "\(words) are off by \(errors.ours) of their length, \(peer.name)'s by up to \(errors.peer)"
                bench.note("  \(note)")
                guard errors.ours <= tolerance * errors.peer else { throw BenchmarkError(note) }
            }
            let (ours, theirs) = try besides(peer, rounds: bench.rounds(15)) { _ = try training.step() }
            return .times(
                "training.\(threads)t",
                "\(batch) pictures, 128 x 128, \(counted(threads, "thread"))", ours: ours,
                peer: theirs, by: peer.name, target: .atLeast(promised))
        }
    }
}

/// A network under way.
private struct Training {
    private var network: Network<Float>
    private let pictures: Tensor<Float>
    private let slopes: Tensor<Float>
    private let runner: NetworkRunner
    private var optimizer: Optimizer

    init(_ network: Network<Float>, _ pictures: Tensor<Float>, threads: Int) throws {
        self.network = network
        self.pictures = pictures
        let shape = [pictures.rows] + network.outputShape
        slopes = Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { Float(cos(Double($0))) })
        runner = try NetworkRunner(network.architecture, threads: threads)
        optimizer = Optimizer(.gradientDescent(GradientDescent()), parameterCount: network.parameters.count)
    }

    /// Forward, backward and update; answers the outputs, then the gradients.
    mutating func step() throws -> [Float] {
        let (output, tape) = try runner.forward(network, pictures)
        let gradient = try runner.backward(slopes, tape).parameters
        optimizer.update(&network.parameters, by: gradient, rate: 1e-4, decayed: network.decayedRanges)
        network.track(tape.statistics, pictures: tape.pictures)
        return output.values + gradient
    }
}
