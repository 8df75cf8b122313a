/// A linear map of feature vectors: `y = x · weightᵀ + bias`; weights are outputs x inputs.
public struct Linear: Sendable, Hashable, Codable {
    /// Features that come in.
    public var inputs: Int
    /// Features that go out.
    public var outputs: Int
    /// Whether every output has a number added.
    public var hasBias: Bool

    /// A linear map.
    public init(inputs: Int, outputs: Int, hasBias: Bool = true) {
        self.inputs = inputs
        self.outputs = outputs
        self.hasBias = hasBias
    }

    var parameterShapes: [ParameterShape] {
        let weight = ParameterShape(
            "weight", [outputs, inputs], .normal(deviation: (1 / Double(inputs)).squareRoot()),
            isDecayed: true)
        return hasBias ? [weight, ParameterShape("bias", [outputs], .constant(0))] : [weight]
    }

    func forward<Scalar>(
        _ input: Tensor<Scalar>, _ parameters: [Scalar]
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        var output = Tensor(
            shape: [input.rows, outputs],
            values: Scalar.product(
                input.values, isTurned: false, parameters, isTurned: true, rows: input.rows, columns: outputs,
                inner: inputs))
        let tape = LayerTape(input: input, parameters: parameters)
        guard hasBias else { return (output, tape) }
        for index in output.values.indices {
            output.values[index] += parameters[outputs * inputs + index % outputs]
        }
        return (output, tape)
    }

    /// `dx = dy · weight`, `dweight = dyᵀ · x`, `dbias = Σ dy`.
    func backward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>
    ) -> LayerGradient<Scalar> {
        let input = Tensor(
            shape: [gradient.rows, inputs],
            values: Scalar.product(
                gradient.values, isTurned: false, tape.parameters, isTurned: false, rows: gradient.rows,
                columns: inputs, inner: outputs))
        var parameters = gradient.transposeMultiplied(by: tape.input).values
        guard hasBias else { return LayerGradient(input: input, parameters: parameters) }
        var bias = [Scalar](repeating: 0, count: outputs)
        for (index, value) in gradient.values.enumerated() { bias[index % outputs] += value }
        parameters += bias
        return LayerGradient(input: input, parameters: parameters)
    }
}
