/// The rectified linear unit: `y = max(0, x)`, or `y = min(limit, max(0, x))`.
struct Rectifier: Hashable {
    /// Greater than 0; nil lets everything above 0 through.
    var limit: Double?

    func forward<Scalar>(
        _ input: Tensor<Scalar>
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        let limit = Scalar(limit ?? .infinity)
        var output = input
        for (index, value) in input.values.enumerated() where !(value > 0 && value < limit) {
            output.values[index] = value > 0 ? limit : 0
        }
        return (output, LayerTape(input: input))
    }

    /// `dx = dy` where `0 < x < limit`, else 0.
    func backward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>
    ) -> LayerGradient<Scalar> {
        let limit = Scalar(limit ?? .infinity)
        var input = gradient
        for (index, value) in tape.input.values.enumerated() where !(value > 0 && value < limit) {
            input.values[index] = 0
        }
        return LayerGradient(input: input)
    }
}
