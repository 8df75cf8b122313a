import Neural
import Tensors
import Testing

/// The formulas of the layers against central differences, and oneDNN's layers against the formulas.
struct LayerTests {
    /// The greatest relative error of the gradients with respect to the input and to the parameters, after both are changed.
    private func errors(
        _ small: SmallNetwork, changing change: ([Double]) throws -> [Double] = { $0 }
    ) throws -> (input: Double, parameters: Double) {
        var generator = SeededGenerator(seed: 11)
        let network = try small.network(&generator)
        let input: Tensor<Double> = generator.tensor([small.pictures] + small.architecture.inputShape)
        let (output, tape) = network.referenceForward(input)
        // A sum of the outputs with random weights has these weights for its gradient.
        let weights: Tensor<Double> = generator.tensor(output.shape)
        func sum(_ output: Tensor<Double>) -> Double {
            zip(output.values, weights.values).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let gradient = network.referenceBackward(weights, tape)
        let ofInput = GradientCheck.error(of: try change(gradient.input.values), at: input.values) {
            sum(network.referenceForward(Tensor(shape: input.shape, values: $0)).output)
        }
        guard !network.parameters.isEmpty else { return (ofInput, 0) }
        let ofParameters = GradientCheck.error(of: try change(gradient.parameters), at: network.parameters) {
            var moved = network
            moved.parameters = $0
            return sum(moved.referenceForward(input).output)
        }
        return (ofInput, ofParameters)
    }

    @Test(arguments: SmallNetwork.layers)
    func `gradients are those of central differences`(small: SmallNetwork) throws {
        let (input, parameters) = try errors(small)
        #expect(input < 1e-7)
        #expect(parameters < 1e-7)
    }

    @Test(arguments: SmallNetwork.layers)
    func `a gradient that is wrong by one percent is found`(small: SmallNetwork) throws {
        let (input, parameters) = try errors(small) { try #require(GradientCheck.damaged($0)) }
        #expect(input > 5e-3)
        var generator = SeededGenerator(seed: 1)
        let hasParameters = try !small.network(&generator).parameters.isEmpty
        #expect(parameters > 5e-3 || !hasParameters)
    }

    @Test(arguments: SmallNetwork.layers + SmallNetwork.networks, [1, 2])
    func `oneDNN computes what the formulas say`(small: SmallNetwork, threads: Int) throws {
        var generator = SeededGenerator(seed: 5)
        let network = try small.network(&generator)
        let input: Tensor<Double> = generator.tensor([small.pictures] + small.architecture.inputShape)
        let (expected, reference) = network.referenceForward(input)
        let outer: Tensor<Double> = generator.tensor(expected.shape)
        let gradient = network.referenceBackward(outer, reference)

        let runner = try NetworkRunner(small.architecture, threads: threads, givesInputGradient: true)
        let (output, tape) = try runner.forward(network.converted(), input.converted())
        #expect(output.difference(from: expected.converted()) < 1e-5)
        let statistics = Tensor(shape: [tape.statistics.count], values: tape.statistics)
        let measured = Tensor(shape: [tape.statistics.count], values: reference.statistics)
        #expect(statistics.difference(from: measured.converted()) < 1e-5)
        let found = try runner.backward(outer.converted(), tape)
        #expect(try #require(found.input).difference(from: gradient.input.converted()) < 5e-5)
        let parameters = Tensor(shape: [found.parameters.count], values: found.parameters)
        let expectedParameters = Tensor(shape: [found.parameters.count], values: gradient.parameters)
        #expect(parameters.difference(from: expectedParameters.converted()) < 5e-5)
    }

    @Test(arguments: SmallNetwork.layers + SmallNetwork.networks)
    func `inference with everything folded computes what the formulas say`(small: SmallNetwork) throws {
        var generator = SeededGenerator(seed: 6)
        let network = try small.network(&generator)
        let input: Tensor<Double> = generator.tensor([5] + small.architecture.inputShape)
        let expected = network.referenceForward(input, .inference).output
        let folded = try network.folded()
        // Only that of features, behind no linear map, is left.
        #expect(folded.statistics.isEmpty || folded.architecture == small.architecture)
        #expect(folded.referenceForward(input, .inference).output.difference(from: expected) < 1e-12)
        let runner = try InferenceRunner(network.converted(), threads: 2, group: 2)
        #expect(try runner.outputs(for: input.converted()).difference(from: expected.converted()) < 2e-5)
    }

    @Test func `batch normalization of many features needs no matrix`() throws {
        let many = SmallNetwork(
            "many features", [20_000],
            [.batchNormalization(BatchNormalization(channels: 20_000)), .normalization])
        var generator = SeededGenerator(seed: 7)
        let network = try many.network(&generator)
        #expect(try network.folded().parameters.count == 40_000)
        let input: Tensor<Double> = generator.tensor([3, 20_000])
        let expected = network.referenceForward(input, .inference).output
        let runner = try InferenceRunner(network.converted(), threads: 1, group: 2)
        #expect(try runner.outputs(for: input.converted()).difference(from: expected.converted()) < 2e-5)
    }

    @Test func `the exponent of a generalized mean moves it from the average to the maximum`() throws {
        let architecture = Architecture(
            inputShape: [1, 1, 2], layers: [.globalPooling(GlobalPooling(.generalizedMean))])
        let input = Tensor<Double>(shape: [1, 1, 1, 2], values: [1, 2])
        func mean(_ exponent: Double) throws -> Double {
            try Network(architecture, parameters: [exponent], statistics: [])
                .referenceForward(input).output.values[0]
        }
        #expect(abs(try mean(1) - 1.5) < 1e-12)
        #expect(abs(try mean(3) - 4.5.cubeRoot) < 1e-12)
        #expect(abs(try mean(200) - 2) < 0.01)
    }
}

extension Double {
    /// The cube root, by Newton's steps.
    fileprivate var cubeRoot: Double {
        (0..<60).reduce(1.5) { root, _ in root - (root * root * root - self) / (3 * root * root) }
    }
}
