/// The greatest value or the average of every window of a picture; what lies outside the picture does not count.
public struct Pooling: Sendable, Hashable, Codable {
    /// What a window gives.
    public enum Statistic: String, Sendable, Hashable, Codable, CaseIterable {
        /// The average of the window's part inside the picture.
        case average
        /// Its greatest value; of equal ones the first.
        case maximum
    }

    /// What a window gives.
    public var statistic: Statistic
    /// Height and width of the window.
    public var window: Int
    /// Steps between neighboring windows, down and across.
    public var stride: Int
    /// How far windows reach over every edge; at most half of `window`.
    public var padding: Int

    /// Pooling; the windows lie side by side where no stride is given.
    public init(_ statistic: Statistic, window: Int, stride: Int? = nil, padding: Int = 0) {
        self.statistic = statistic
        self.window = window
        self.stride = stride ?? window
        self.padding = padding
    }

    /// Height or width that goes out.
    func outputLength(_ length: Int) -> Int { (length + 2 * padding - window) / stride + 1 }

    /// The tape's `sources` say where each maximum stood.
    func forward<Scalar>(
        _ input: Tensor<Scalar>
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        let shape = [
            input.rows, input.shape[1], outputLength(input.shape[2]), outputLength(input.shape[3]),
        ]
        var output = Tensor<Scalar>(shape: shape)
        var tape = LayerTape(input: input)
        for target in output.values.indices {
            let inside = positions(target, shape, input.shape)
            guard statistic == .maximum else {
                output.values[target] =
                    inside.reduce(Scalar(0)) { $0 + input.values[$1] } / Scalar(inside.count)
                continue
            }
            let greatest = inside.dropFirst().reduce(inside[0]) {
                input.values[$1] > input.values[$0] ? $1 : $0
            }
            output.values[target] = input.values[greatest]
            tape.sources.append(greatest)
        }
        return (output, tape)
    }

    /// The gradient goes to where the maximum stood, or in equal parts to the whole window.
    func backward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>
    ) -> LayerGradient<Scalar> {
        var input = Tensor<Scalar>(shape: tape.input.shape)
        for (target, value) in gradient.values.enumerated() {
            if statistic == .maximum {
                input.values[tape.sources[target]] += value
                continue
            }
            let inside = positions(target, gradient.shape, tape.input.shape)
            for source in inside { input.values[source] += value / Scalar(inside.count) }
        }
        return LayerGradient(input: input)
    }

    /// The positions of a window inside the picture.
    private func positions(_ target: Int, _ shape: [Int], _ inputShape: [Int]) -> [Int] {
        let (column, row) = (target % shape[3], target / shape[3] % shape[2])
        let plane = target / (shape[3] * shape[2])
        let (top, left) = (row * stride - padding, column * stride - padding)
        return (max(0, top)..<min(inputShape[2], top + window)).flatMap { y in
            (max(0, left)..<min(inputShape[3], left + window)).map { x in
                (plane * inputShape[2] + y) * inputShape[3] + x
            }
        }
    }
}
