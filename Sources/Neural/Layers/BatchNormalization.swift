/// Batch normalization (Ioffe and Szegedy, 2015): every channel brought to mean 0 and variance 1, then scaled and shifted.
///
/// `y = scale[c] · (x − mean[c]) / √(variance[c] + epsilon) + shift[c]`. In training mean and variance are those of the batch
/// over all its pictures and positions; running ones are kept for inference.
public struct BatchNormalization: Sendable, Hashable, Codable {
    /// Channels, or features.
    public var channels: Int
    /// Added to the variance.
    public var epsilon: Double
    /// How much of the running statistics a batch replaces.
    public var momentum: Double

    /// Batch normalization.
    public init(channels: Int, epsilon: Double = 1e-5, momentum: Double = 0.1) {
        self.channels = channels
        self.epsilon = epsilon
        self.momentum = momentum
    }

    var parameterShapes: [ParameterShape] {
        [
            ParameterShape("scale", [channels], .constant(1)),
            ParameterShape("shift", [channels], .constant(0)),
        ]
    }

    var statisticShapes: [ParameterShape] {
        [
            ParameterShape("mean", [channels], .constant(0)),
            ParameterShape("variance", [channels], .constant(1)),
        ]
    }

    /// The tape's `extra` are the normalized inputs, then 1 / √(variance + epsilon) of every channel.
    func forward<Scalar>(
        _ input: Tensor<Scalar>, _ parameters: [Scalar], running: [Scalar], _ mode: NetworkMode
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        let statistics = mode == .training ? measured(input) : running
        let rates = statistics[channels...].map { 1 / ($0 + Scalar(epsilon)).squareRoot() }
        var output = input
        var normalized = input.values
        for index in normalized.indices {
            let channel = channel(of: index, input)
            normalized[index] = (normalized[index] - statistics[channel]) * rates[channel]
            output.values[index] = parameters[channel] * normalized[index] + parameters[channels + channel]
        }
        var tape = LayerTape(input: input, parameters: parameters)
        tape.extra = normalized + rates
        tape.statistics = mode == .training ? statistics : []
        return (output, tape)
    }

    /// `dx = scale / √(variance + epsilon) · (dy − mean(dy) − x̂ · mean(dy · x̂))`, `dscale = Σ dy · x̂`, `dshift = Σ dy`.
    func backward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>
    ) -> LayerGradient<Scalar> {
        precondition(!tape.statistics.isEmpty, "batch normalization goes backward after training passes only")
        let count = gradient.values.count
        let share = Scalar(count / channels)
        var sums = [Scalar](repeating: 0, count: 2 * channels)
        for index in 0..<count {
            let channel = channel(of: index, gradient)
            sums[channel] += gradient.values[index] * tape.extra[index]
            sums[channels + channel] += gradient.values[index]
        }
        var input = gradient
        for index in 0..<count {
            let channel = channel(of: index, gradient)
            let centered =
                gradient.values[index] - sums[channels + channel] / share
                - tape.extra[index] * sums[channel] / share
            input.values[index] = tape.parameters[channel] * tape.extra[count + channel] * centered
        }
        return LayerGradient(input: input, parameters: sums)
    }

    /// The running statistics after a batch; the variance is taken without bias, as of a sample.
    func updated<Scalar: NeuralScalar>(
        _ running: ArraySlice<Scalar>, by batch: ArraySlice<Scalar>, samples: Int
    ) -> [Scalar] {
        let unbiased = Scalar(samples) / Scalar(max(1, samples - 1))
        return zip(running, batch).enumerated().map { index, pair in
            let measured = index < channels ? pair.1 : pair.1 * unbiased
            return pair.0 + Scalar(momentum) * (measured - pair.0)
        }
    }

    private func channel<Scalar>(of index: Int, _ tensor: Tensor<Scalar>) -> Int {
        index / (tensor.rowCount / channels) % channels
    }

    /// The mean of every channel, then the variance of every channel.
    private func measured<Scalar>(_ input: Tensor<Scalar>) -> [Scalar] {
        var statistics = [Scalar](repeating: 0, count: 2 * channels)
        let share = 1 / Scalar(input.values.count / channels)
        for (index, value) in input.values.enumerated() {
            statistics[channel(of: index, input)] += value * share
        }
        for (index, value) in input.values.enumerated() {
            let channel = channel(of: index, input)
            let difference = value - statistics[channel]
            statistics[channels + channel] += difference * difference * share
        }
        return statistics
    }
}
