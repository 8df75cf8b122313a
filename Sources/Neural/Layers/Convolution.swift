/// A convolution of square kernels, with zeros around the picture.
///
/// `y[n,o,v,u] = bias[o] + Σ weight[o,i,j,k] · x[n, g·I/G + i, v·stride + j − padding, u·stride + k − padding]`, where `i`
/// goes over the inputs of the group `g` of `o`. Weights are outputs x (inputs / groups) x kernel x kernel.
public struct Convolution: Sendable, Hashable, Codable {
    /// Channels that come in.
    public var inputs: Int
    /// Channels that go out.
    public var outputs: Int
    /// Height and width of the kernel.
    public var kernel: Int
    /// Steps between neighboring outputs, down and across.
    public var stride: Int
    /// Zeros added at every edge.
    public var padding: Int
    /// Groups of channels that see nothing of each other.
    public var groups: Int
    /// Whether every output has a number added; needless before batch normalization.
    public var hasBias: Bool

    /// A convolution; the padding keeps the size at stride 1 where none is given.
    public init(
        inputs: Int, outputs: Int, kernel: Int = 3, stride: Int = 1, padding: Int? = nil, groups: Int = 1,
        hasBias: Bool = false
    ) {
        self.inputs = inputs
        self.outputs = outputs
        self.kernel = kernel
        self.stride = stride
        self.padding = padding ?? kernel / 2
        self.groups = groups
        self.hasBias = hasBias
    }

    var inputsOfGroup: Int { inputs / groups }
    var weightCount: Int { outputs * inputsOfGroup * kernel * kernel }

    var parameterShapes: [ParameterShape] {
        let fanIn = Double(inputsOfGroup * kernel * kernel)
        let weight = ParameterShape(
            "weight", [outputs, inputsOfGroup, kernel, kernel],
            .normal(deviation: (2 / fanIn).squareRoot()), isDecayed: true)
        return hasBias ? [weight, ParameterShape("bias", [outputs], .constant(0))] : [weight]
    }

    /// Height or width that goes out.
    func outputLength(_ length: Int) -> Int { (length + 2 * padding - kernel) / stride + 1 }

    func forward<Scalar>(
        _ input: Tensor<Scalar>, _ parameters: [Scalar]
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        let (height, width) = (outputLength(input.shape[2]), outputLength(input.shape[3]))
        var output = Tensor<Scalar>(shape: [input.rows, outputs, height, width])
        forEachTap(input.shape) { source, weight, target in
            output.values[target] += parameters[weight] * input.values[source]
        }
        guard hasBias else { return (output, LayerTape(input: input, parameters: parameters)) }
        for index in output.values.indices {
            output.values[index] += parameters[weightCount + index / (height * width) % outputs]
        }
        return (output, LayerTape(input: input, parameters: parameters))
    }

    /// `dx = Σ weight · dy`, `dweight = Σ x · dy` over the same taps, `dbias[o] = Σ dy`.
    func backward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>
    ) -> LayerGradient<Scalar> {
        var input = Tensor<Scalar>(shape: tape.input.shape)
        var parameters = [Scalar](repeating: 0, count: tape.parameters.count)
        forEachTap(tape.input.shape) { source, weight, target in
            input.values[source] += tape.parameters[weight] * gradient.values[target]
            parameters[weight] += tape.input.values[source] * gradient.values[target]
        }
        guard hasBias else { return LayerGradient(input: input, parameters: parameters) }
        let area = gradient.shape[2] * gradient.shape[3]
        for (index, value) in gradient.values.enumerated() {
            parameters[weightCount + index / area % outputs] += value
        }
        return LayerGradient(input: input, parameters: parameters)
    }

    /// Every product of the convolution: the positions of its input, its weight, and the output that it is added to.
    private func forEachTap(_ shape: [Int], _ body: (Int, Int, Int) -> Void) {
        let (height, width) = (shape[2], shape[3])
        let (rows, columns) = (outputLength(height), outputLength(width))
        for target in 0..<shape[0] * outputs * rows * columns {
            let (column, row) = (target % columns, target / columns % rows)
            let (output, entry) = (target / (columns * rows) % outputs, target / (columns * rows * outputs))
            let first = output / (outputs / groups) * inputsOfGroup
            for tap in 0..<inputsOfGroup * kernel * kernel {
                let (across, down) = (tap % kernel, tap / kernel % kernel)
                let (y, x) = (row * stride + down - padding, column * stride + across - padding)
                guard y >= 0, y < height, x >= 0, x < width else { continue }
                let channel = first + tap / (kernel * kernel)
                let source = ((entry * inputs + channel) * height + y) * width + x
                body(source, output * inputsOfGroup * kernel * kernel + tap, target)
            }
        }
    }
}
