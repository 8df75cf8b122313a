/// Stochastic gradient descent with momentum: `v ← momentum · v + (g + decay · w)`, `w ← w − rate · v`.
///
/// Weight decay is the gradient of a squared length, and touches only the ranges that are to be decayed.
public struct GradientDescent: Sendable, Hashable, Codable {
    /// How much of the last step is made again.
    public var momentum: Double
    /// How strongly weights are drawn to 0.
    public var weightDecay: Double

    /// Gradient descent.
    public init(momentum: Double = 0.9, weightDecay: Double = 0) {
        self.momentum = momentum
        self.weightDecay = weightDecay
    }
}

/// Adam (Kingma and Ba, 2015) with decoupled weight decay (AdamW; Loshchilov and Hutter, 2019):
/// `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `w ← w − rate · (m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε) + decay · w)`.
public struct Adam: Sendable, Hashable, Codable {
    /// How much of the running mean of gradients stays.
    public var beta1: Double
    /// How much of the running mean of their squares stays.
    public var beta2: Double
    /// Added to the divisor.
    public var epsilon: Double
    /// How strongly weights are drawn to 0, at the rate of learning; 0 is plain Adam.
    public var weightDecay: Double

    /// Adam.
    public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0) {
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }
}

/// An optimizer of one network, with what it remembers of earlier steps.
public struct Optimizer: Sendable, Equatable {
    /// The rule of its steps.
    public enum Method: Sendable, Hashable, Codable {
        /// Gradient descent with momentum.
        case gradientDescent(GradientDescent)
        /// Adam.
        case adam(Adam)

        /// Numbers that it remembers for every parameter.
        package var moments: Int {
            switch self {
            case .gradientDescent: 1
            case .adam: 2
            }
        }
    }

    /// The rule of its steps.
    public let method: Method
    /// Steps made.
    public internal(set) var steps: Int
    /// One array for gradient descent (velocities), two for Adam (means of gradients and of their squares).
    public internal(set) var moments: [[Float]]

    /// An optimizer that has made no step.
    public init(_ method: Method, parameterCount: Int) {
        self.init(
            method, steps: 0,
            moments: [[Float]](repeating: [Float](repeating: 0, count: parameterCount), count: method.moments)
        )
    }

    /// An optimizer with a past.
    init(_ method: Method, steps: Int, moments: [[Float]]) {
        precondition(moments.count == method.moments, "\(moments.count) moments instead of \(method.moments)")
        self.method = method
        self.steps = steps
        self.moments = moments
    }

    /// Makes one step.
    ///
    /// - Parameter decayed: the ranges of parameters that weight decay draws to 0, in order.
    public mutating func update(
        _ parameters: inout [Float], by gradient: [Float], rate: Double, decayed: [Range<Int>]
    ) {
        precondition(
            parameters.count == moments[0].count && gradient.count == parameters.count,
            "\(gradient.count) gradients of \(parameters.count) parameters for \(moments[0].count)")
        steps &+= 1
        var next = 0
        for range in decayed {
            update(&parameters, gradient, next..<range.lowerBound, rate, decays: false)
            update(&parameters, gradient, range, rate, decays: true)
            next = range.upperBound
        }
        update(&parameters, gradient, next..<parameters.count, rate, decays: false)
    }

    private mutating func update(
        _ parameters: inout [Float], _ gradient: [Float], _ range: Range<Int>, _ rate: Double, decays: Bool
    ) {
        switch method {
        case .gradientDescent(let settings):
            let decay = decays ? Float(settings.weightDecay) : 0
            let (momentum, rate) = (Float(settings.momentum), Float(rate))
            var velocities = take(0)
            for index in range {
                let slope = gradient[index] + decay * parameters[index]
                velocities[index] = momentum * velocities[index] + slope
                parameters[index] -= rate * velocities[index]
            }
            moments[0] = velocities
        case .adam(let settings): updateByAdam(&parameters, gradient, range, rate, settings, decays: decays)
        }
    }

    private mutating func updateByAdam(
        _ parameters: inout [Float], _ gradient: [Float], _ range: Range<Int>, _ rate: Double,
        _ settings: Adam, decays: Bool
    ) {
        let (keep1, keep2) = (Float(settings.beta1), Float(settings.beta2))
        let correction1 = Float(1 - Double.power(settings.beta1, Double(steps)))
        let correction2 = Float(1 - Double.power(settings.beta2, Double(steps)))
        let decay = decays ? Float(settings.weightDecay) : 0
        let (rate, epsilon) = (Float(rate), Float(settings.epsilon))
        var (means, squares) = (take(0), take(1))
        for index in range {
            let slope = gradient[index]
            let mean = keep1 * means[index] + (1 - keep1) * slope
            let square = keep2 * squares[index] + (1 - keep2) * slope * slope
            means[index] = mean
            squares[index] = square
            let step = mean / correction1 / ((square / correction2).squareRoot() + epsilon)
            parameters[index] -= rate * (step + decay * parameters[index])
        }
        moments = [means, squares]
    }

    /// An array of moments to be changed and put back: so it is not copied.
    private mutating func take(_ index: Int) -> [Float] {
        var taken: [Float] = []
        swap(&taken, &moments[index])
        return taken
    }
}
