/// Feature vectors brought to Euclidean length 1: `y = x / r` with `r = √(|x|² + 1e-12)`.
enum Normalization {
    /// The tape's `extra` are the lengths `r`.
    static func forward<Scalar>(
        _ input: Tensor<Scalar>
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        let width = input.rowCount
        var output = input
        var tape = LayerTape(input: input)
        for row in 0..<input.rows {
            let range = row * width..<(row + 1) * width
            let square = input.values[range].reduce(Scalar(1e-12)) { $0 + $1 * $1 }
            let length = square.squareRoot()
            for index in range { output.values[index] /= length }
            tape.extra.append(length)
        }
        return (output, tape)
    }

    /// `dx = (dy − y · (y · dy)) / r`.
    static func backward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>
    ) -> LayerGradient<Scalar> {
        let width = gradient.rowCount
        var input = gradient
        for row in 0..<gradient.rows {
            let length = tape.extra[row]
            let range = row * width..<(row + 1) * width
            let along = range.reduce(Scalar(0)) {
                $0 + gradient.values[$1] * tape.input.values[$1] / length
            }
            for index in range {
                input.values[index] -= tape.input.values[index] / length * along
                input.values[index] /= length
            }
        }
        return LayerGradient(input: input)
    }
}
