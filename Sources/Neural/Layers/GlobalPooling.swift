/// One number of every channel of a picture: batch x channels x height x width becomes batch x channels.
public struct GlobalPooling: Sendable, Hashable, Codable {
    /// What a channel gives.
    public enum Statistic: String, Sendable, Hashable, Codable, CaseIterable {
        /// Its average.
        case average
        /// Its greatest value; of equal ones the first.
        case maximum
        /// Its generalized mean with a learned exponent p: `y = (mean(max(x, 1e-6)^p))^(1/p)` (Radenović et al., 2018).
        case generalizedMean
    }

    /// What a channel gives.
    public var statistic: Statistic

    /// Pooling over whole pictures.
    public init(_ statistic: Statistic) { self.statistic = statistic }

    var parameterShapes: [ParameterShape] {
        statistic == .generalizedMean ? [ParameterShape("exponent", [1], .constant(3))] : []
    }

    /// The smallest number that a generalized mean takes for what it is.
    private static var floor: Double { 1e-6 }

    /// The tape's `sources` say where each maximum stood; its `extra` are the means of the powers.
    func forward<Scalar>(
        _ input: Tensor<Scalar>, _ parameters: [Scalar]
    ) -> (output: Tensor<Scalar>, tape: LayerTape<Scalar>) {
        let area = input.shape[2] * input.shape[3]
        var output = Tensor<Scalar>(shape: [input.rows, input.shape[1]])
        var tape = LayerTape(input: input, parameters: parameters)
        for target in output.values.indices {
            let plane = target * area..<(target + 1) * area
            switch statistic {
            case .average:
                output.values[target] = plane.reduce(Scalar(0)) { $0 + input.values[$1] } / Scalar(area)
            case .maximum:
                let greatest = plane.reduce(plane.lowerBound) {
                    input.values[$1] > input.values[$0] ? $1 : $0
                }
                output.values[target] = input.values[greatest]
                tape.sources.append(greatest)
            case .generalizedMean:
                let exponent = parameters[0]
                let powers = plane.reduce(Scalar(0)) {
                    $0 + Scalar.power(max(input.values[$1], Scalar(Self.floor)), exponent)
                }
                tape.extra.append(powers / Scalar(area))
                output.values[target] = Scalar.power(powers / Scalar(area), 1 / exponent)
            }
        }
        return (output, tape)
    }

    func backward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>
    ) -> LayerGradient<Scalar> {
        let area = tape.input.shape[2] * tape.input.shape[3]
        var input = Tensor<Scalar>(shape: tape.input.shape)
        switch statistic {
        case .average:
            for index in input.values.indices {
                input.values[index] = gradient.values[index / area] / Scalar(area)
            }
        case .maximum:
            for (target, value) in gradient.values.enumerated() {
                input.values[tape.sources[target]] += value
            }
        case .generalizedMean:
            return generalizedMeanBackward(gradient, tape, area)
        }
        return LayerGradient(input: input)
    }

    /// With `u = max(x, floor)`, `m = mean(u^p)`, `y = m^(1/p)`: `dx = dy · y / m · u^(p − 1) / area` where `x > floor`, and
    /// `dp = Σ dy · y · (mean(u^p · ln u) / (p · m) − ln m / p²)`.
    private func generalizedMeanBackward<Scalar>(
        _ gradient: Tensor<Scalar>, _ tape: LayerTape<Scalar>, _ area: Int
    ) -> LayerGradient<Scalar> {
        let exponent = tape.parameters[0]
        var input = Tensor<Scalar>(shape: tape.input.shape)
        var slope = Scalar(0)
        for (target, value) in gradient.values.enumerated() {
            let mean = tape.extra[target]
            let output = Scalar.power(mean, 1 / exponent)
            var weighted = Scalar(0)
            for index in target * area..<(target + 1) * area {
                let base = max(tape.input.values[index], Scalar(Self.floor))
                let power = Scalar.power(base, exponent)
                weighted += power * Scalar.logarithm(base) / Scalar(area)
                guard tape.input.values[index] > Scalar(Self.floor) else { continue }
                input.values[index] = value * output / mean * power / base / Scalar(area)
            }
            let logarithm = Scalar.logarithm(mean)
            slope +=
                value * output * (weighted / (exponent * mean) - logarithm / (exponent * exponent))
        }
        return LayerGradient(input: input, parameters: [slope])
    }
}
