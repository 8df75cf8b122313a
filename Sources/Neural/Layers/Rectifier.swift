/// The rectified linear unit: `y = max(0, x)`.
enum Rectifier {
    static func forward<Scalar>(
        _ input: Tensor<Scalar>
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        var output = input
        for index in output.values.indices where !(output.values[index] > 0) { output.values[index] = 0 }
        return (output, LayerTape(input: input))
    }

    /// `dx = dy` where `x > 0`, else 0.
    static func backward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>
    ) -> LayerGradient<Scalar> {
        var input = gradient
        for index in input.values.indices where !(tape.input.values[index] > 0) { input.values[index] = 0 }
        return LayerGradient(input: input)
    }
}
