import Neural
import PilotageAPI
import Tensors
import Testing

struct NetworkTests {
    static let architecture = SmallNetwork.networks[1].architecture

    @Test func `arrays are named by their place`() throws {
        var generator = SeededGenerator(seed: 1)
        let network = try Network<Float>(Self.architecture, generator: &generator)
        let names = network.parameterEntries.map(\.name)
        #expect(names.prefix(4) == ["0.weight", "1.scale", "1.shift", "3.body.0.weight"])
        #expect(names.suffix(3) == ["7.exponent", "8.weight", "8.bias"])
        #expect(network.statisticEntries.map(\.name).prefix(2) == ["1.mean", "1.variance"])
        #expect(Set(names).count == names.count)
        #expect(
            network.parameterEntries.map(\.range.lowerBound) == [0]
                + network.parameterEntries.dropLast().map(\.range.upperBound))
    }

    @Test func `a new network is the same for the same seed`() throws {
        var (one, same, other) = (
            SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 2)
        )
        let first = try Network<Float>(Self.architecture, generator: &one).parameters
        #expect(try Network<Float>(Self.architecture, generator: &same).parameters == first)
        #expect(try Network<Float>(Self.architecture, generator: &other).parameters != first)
    }

    @Test func `only weights are decayed`() throws {
        var generator = SeededGenerator(seed: 1)
        let network = try Network<Float>(Self.architecture, generator: &generator)
        let decayed = network.parameterEntries.filter { network.decayedRanges.contains($0.range) }
        #expect(decayed.allSatisfy { $0.name.hasSuffix(".weight") })
        #expect(decayed.count == network.parameterEntries.filter { $0.name.hasSuffix(".weight") }.count)
    }

    @Test(arguments: [
        (Layer.convolution(Convolution(inputs: 4, outputs: 8)), "layer 0, a convolution"),
        (.convolution(Convolution(inputs: 3, outputs: 8, groups: 2)), "layer 0, a convolution"),
        (.convolution(Convolution(inputs: 3, outputs: 8, kernel: 9, padding: 0)), "layer 0, a convolution"),
        (.convolution(Convolution(inputs: 3, outputs: Int.max, kernel: 1)), "layer 0, a convolution"),
        (.batchNormalization(BatchNormalization(channels: 2)), "layer 0, a batchNormalization"),
        (.linear(Linear(inputs: 147, outputs: 2)), "layer 0, a linear"),
        (.pooling(Pooling(.maximum, window: 2, stride: 0)), "layer 0, a pooling"),
        (.pooling(Pooling(.maximum, window: 3, padding: 2)), "layer 0, a pooling"),
        (.normalization, "layer 0, a normalization"),
        (.limitedRectifier(limit: 0), "layer 0, a limitedRectifier"),
        (.limitedRectifier(limit: .infinity), "layer 0, a limitedRectifier"),
        (.residual(Residual(body: [.convolution(Convolution(inputs: 3, outputs: 4))])), "adds shapes"),
        (.residual(Residual(body: [])), "layer 0, a residual block"),
        (.residual(Residual(body: [.linear(Linear(inputs: 3, outputs: 3))])), "layer 0.body.0, a linear"),
    ])
    func `layers that do not fit are named`(layer: Layer, words: String) throws {
        var generator = SeededGenerator(seed: 1)
        let error = try #require(throws: PilotageError.self) {
            try Network<Float>(Architecture(inputShape: [3, 7, 7], layers: [layer]), generator: &generator)
        }
        #expect(error.message.contains(words))
        #expect(error.kind == .invalid)
    }

    @Test(arguments: [[], [0, 3, 3], [3, 3], [1 << 20, 1 << 20, 1 << 20], [-1]])
    func `inputs that are no pictures are refused`(shape: [Int]) {
        var generator = SeededGenerator(seed: 1)
        #expect(throws: PilotageError.self) {
            try Network<Float>(Architecture(inputShape: shape, layers: []), generator: &generator)
        }
    }

    @Test func `running statistics follow what batches measure`() throws {
        let layer = Layer.batchNormalization(BatchNormalization(channels: 1, momentum: 0.25))
        var network = try Network<Float>(
            Architecture(inputShape: [1, 1, 2], layers: [layer]), parameters: [1, 0], statistics: [0, 1])
        let runner = try NetworkRunner(network.architecture)
        let (_, tape) = try runner.forward(network, Tensor(shape: [2, 1, 1, 2], values: [1, 3, 5, 7]))
        #expect(tape.statistics == [4, 5])
        network.track(tape.statistics, pictures: tape.pictures)
        // Of four samples the variance without bias is 20 / 3.
        #expect(network.statistics[0] == 1)
        #expect(abs(network.statistics[1] - (0.75 + 0.25 * 20 / 3)) < 1e-6)
    }

    @Test func `two passes may wait for their backward passes`() throws {
        var generator = SeededGenerator(seed: 3)
        let network = try Network<Float>(Self.architecture, generator: &generator)
        let inputs: [Tensor<Float>] = [generator.tensor([2, 3, 16, 12]), generator.tensor([2, 3, 16, 12])]
        let outer: Tensor<Float> = generator.tensor([2, 8])
        let runner = try NetworkRunner(Self.architecture)
        let alone = try inputs.map { input in
            let tape = try runner.forward(network, input).tape
            return try runner.backward(outer, tape).parameters
        }
        let tapes = try inputs.map { try runner.forward(network, $0).tape }
        #expect(try tapes.map { try runner.backward(outer, $0).parameters } == alone)
    }

    @Test func `an output does not depend on threads, groups or the pictures beside it`() throws {
        var generator = SeededGenerator(seed: 4)
        for small in SmallNetwork.networks {
            let network = try small.network(&generator).converted(to: Float.self)
            let input: Tensor<Float> = generator.tensor([7] + small.architecture.inputShape)
            let width = network.outputShape.reduce(1, *)
            let all = try InferenceRunner(network, threads: 1, group: 3).outputs(for: input)
            #expect(try InferenceRunner(network, threads: 3, group: 3).outputs(for: input) == all)
            for index in 0..<7 {
                let one = Tensor(
                    shape: [1] + small.architecture.inputShape,
                    values: Array(input.values[index * input.rowCount..<(index + 1) * input.rowCount]))
                let output = try InferenceRunner(network, threads: 1, group: 3).outputs(for: one)
                #expect(output.values == Array(all.values[index * width..<(index + 1) * width]))
            }
        }
    }

    @Test func `an output does not depend on what a runner computed before`() throws {
        var generator = SeededGenerator(seed: 9)
        for small in SmallNetwork.layers + SmallNetwork.networks {
            let network = try small.network(&generator).converted(to: Float.self)
            let shape = [2] + small.architecture.inputShape
            let inputs: [Tensor<Float>] = [generator.tensor(shape), generator.tensor(shape, scale: 1e3)]
            let runner = try InferenceRunner(network, threads: 1, group: 2)
            let outputs = try (inputs + inputs).map { try runner.outputs(for: $0) }
            #expect(outputs[0] != outputs[1])
            #expect(outputs[2...] == outputs[..<2])
            let fresh = try InferenceRunner(network, threads: 1, group: 2)
            #expect(try fresh.outputs(for: inputs[1]) == outputs[1])
        }
    }

    /// Convolutions that oneDNN computes by the method of Winograd where the processor has AVX-512, with others between them.
    private static let large = SmallNetwork(
        "blocks of sixteen", [3, 58, 56],
        [
            .convolution(Convolution(inputs: 3, outputs: 128, stride: 2, hasBias: true)), .rectifier,
            .residual(
                Residual(body: [
                    .convolution(Convolution(inputs: 128, outputs: 128)), .rectifier,
                    .convolution(Convolution(inputs: 128, outputs: 128, hasBias: true)),
                ])), .rectifier,
            .residual(
                Residual(
                    body: [
                        .convolution(Convolution(inputs: 128, outputs: 64, stride: 2)), .rectifier,
                        .convolution(Convolution(inputs: 64, outputs: 64)),
                    ],
                    shortcut: [.convolution(Convolution(inputs: 128, outputs: 64, kernel: 1, stride: 2))])),
            .convolution(Convolution(inputs: 64, outputs: 64, groups: 64)), .rectifier,
            .convolution(Convolution(inputs: 64, outputs: 40, groups: 2)),
            .residual(
                Residual(body: [
                    .convolution(Convolution(inputs: 40, outputs: 48)), .limitedRectifier(limit: 1),
                    .convolution(Convolution(inputs: 48, outputs: 40)),
                ])), .flatten, .linear(Linear(inputs: 40 * 15 * 14, outputs: 64)),
        ])

    @Test func `inference gives what a training pass gives, whichever methods are chosen`() throws {
        var generator = SeededGenerator(seed: 10)
        let network = try Self.large.network(&generator).converted(to: Float.self)
        let input: Tensor<Float> = generator.tensor([2] + network.architecture.inputShape)
        let expected = try NetworkRunner(network.architecture).forward(network, input).output
        for group in [1, 2] {
            let runner = try InferenceRunner(network, threads: 1, group: group)
            #expect(try runner.outputs(for: input).difference(from: expected) < 5e-5)
        }
    }

    @Test func `threads that share a picture give the same bits as one`() throws {
        var generator = SeededGenerator(seed: 8)
        for small in SmallNetwork.networks + [Self.large] {
            let network = try small.network(&generator).converted(to: Float.self)
            let input: Tensor<Float> = generator.tensor([1] + small.architecture.inputShape)
            let alone = try InferenceRunner(network, threads: 1).outputs(for: input)
            for threads in [2, 3] {
                let runner = try InferenceRunner(network, threads: threads, splitsGroups: true)
                #expect(try runner.outputs(for: input) == alone)
            }
        }
    }

    @Test func `the library is named`() {
        #expect(neuralLibraryDescription.hasPrefix("oneDNN 2."))
    }
}
