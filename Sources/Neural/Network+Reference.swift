/// What the reference remembers of a forward pass.
package struct ReferenceTape<Scalar: NeuralScalar>: Sendable {
    fileprivate var layers: [LayerTape<Scalar>]
    /// What batch normalization measured, in the order of the network's statistics.
    package var statistics: [Scalar]
}

extension Network<Double> {
    /// The output of the naive network for a batch: every layer by its formula. Fast passes are compared with it.
    package func referenceForward(
        _ input: Tensor<Double>, _ mode: NetworkMode = .training
    ) -> (output: Tensor<Double>, tape: ReferenceTape<Double>) {
        naiveForward(input, mode)
    }

    /// The gradients with respect to the input and to all parameters.
    package func referenceBackward(
        _ gradient: Tensor<Double>, _ tape: ReferenceTape<Double>
    ) -> LayerGradient<Double> {
        naiveBackward(gradient, tape)
    }
}

extension Network {
    fileprivate func naiveForward(
        _ input: Tensor<Scalar>, _ mode: NetworkMode
    ) -> (output: Tensor<Scalar>, tape: ReferenceTape<Scalar>) {
        var measured = statistics
        let (output, layers) = forward(placement.layers, input, mode, &measured)
        return (output, ReferenceTape(layers: layers, statistics: measured))
    }

    fileprivate func naiveBackward(
        _ gradient: Tensor<Scalar>, _ tape: ReferenceTape<Scalar>
    ) -> LayerGradient<Scalar> {
        var parameters = [Scalar](repeating: 0, count: self.parameters.count)
        let input = backward(placement.layers, gradient, tape.layers, &parameters)
        return LayerGradient(input: input, parameters: parameters)
    }

    private func forward(
        _ layers: [PlacedLayer], _ input: Tensor<Scalar>, _ mode: NetworkMode, _ measured: inout [Scalar]
    ) -> (Tensor<Scalar>, [LayerTape<Scalar>]) {
        var value = input
        var tapes: [LayerTape<Scalar>] = []
        for placed in layers {
            let (output, tape) = forward(placed, value, mode, &measured)
            if !tape.statistics.isEmpty { measured.replaceSubrange(placed.statistics, with: tape.statistics) }
            tapes.append(tape)
            value = output
        }
        return (value, tapes)
    }

    private func forward(
        _ placed: PlacedLayer, _ input: Tensor<Scalar>, _ mode: NetworkMode, _ measured: inout [Scalar]
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        let own = Array(parameters[placed.parameters])
        switch placed.layer {
        case .convolution(let layer): return layer.forward(input, own)
        case .batchNormalization(let layer):
            return layer.forward(input, own, running: Array(statistics[placed.statistics]), mode)
        case .rectifier: return Rectifier().forward(input)
        case .limitedRectifier(let limit): return Rectifier(limit: limit).forward(input)
        case .pooling(let layer): return layer.forward(input)
        case .globalPooling(let layer): return layer.forward(input, own)
        case .flatten: return (input.reshaped([input.rows, input.rowCount]), LayerTape(input: input))
        case .linear(let layer): return layer.forward(input, own)
        case .normalization: return Normalization.forward(input)
        case .residual:
            var tape = LayerTape(input: input)
            var (output, other): (Tensor<Scalar>, Tensor<Scalar>)
            (output, tape.body) = forward(placed.body, input, mode, &measured)
            (other, tape.shortcut) = forward(placed.shortcut, input, mode, &measured)
            output += other
            return (output, tape)
        }
    }

    private func backward(
        _ layers: [PlacedLayer], _ gradient: Tensor<Scalar>, _ tapes: [LayerTape<Scalar>],
        _ parameters: inout [Scalar]
    ) -> Tensor<Scalar> {
        var value = gradient
        for (placed, tape) in zip(layers, tapes).reversed() {
            let found = backward(placed, value, tape, &parameters)
            if !found.parameters.isEmpty {
                parameters.replaceSubrange(placed.parameters, with: found.parameters)
            }
            value = found.input
        }
        return value
    }

    private func backward(
        _ placed: PlacedLayer, _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>,
        _ parameters: inout [Scalar]
    ) -> LayerGradient<Scalar> {
        switch placed.layer {
        case .convolution(let layer): return layer.backward(gradient, tape)
        case .batchNormalization(let layer): return layer.backward(gradient, tape)
        case .rectifier: return Rectifier().backward(gradient, tape)
        case .limitedRectifier(let limit): return Rectifier(limit: limit).backward(gradient, tape)
        case .pooling(let layer): return layer.backward(gradient, tape)
        case .globalPooling(let layer): return layer.backward(gradient, tape)
        case .flatten: return LayerGradient(input: gradient.reshaped(tape.input.shape))
        case .linear(let layer): return layer.backward(gradient, tape)
        case .normalization: return Normalization.backward(gradient, tape)
        case .residual:
            var input = backward(placed.body, gradient, tape.body, &parameters)
            input += backward(placed.shortcut, gradient, tape.shortcut, &parameters)
            return LayerGradient(input: input)
        }
    }
}
