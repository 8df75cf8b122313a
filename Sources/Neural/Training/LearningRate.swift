internal import Glibc

/// A learning rate that rises in a line and then falls along half a cosine (Loshchilov and Hutter, 2017).
public struct LearningRate: Sendable, Hashable, Codable {
    /// The greatest rate.
    public var peak: Double
    /// Steps until the greatest rate; at step 0 the rate is `peak / warmUpSteps`.
    public var warmUpSteps: Int
    /// Steps of the whole training.
    public var totalSteps: Int
    /// The rate of the last step and of all behind it.
    public var final: Double

    /// A schedule.
    public init(peak: Double, warmUpSteps: Int, totalSteps: Int, final: Double = 0) {
        self.peak = peak
        self.warmUpSteps = warmUpSteps
        self.totalSteps = totalSteps
        self.final = final
    }

    /// The rate of a step, counted from 0.
    public func rate(at step: Int) -> Double {
        if step < warmUpSteps { return peak * Double(step + 1) / Double(warmUpSteps) }
        let length = max(1, totalSteps - 1 - warmUpSteps)
        let progress = min(1, Double(step - warmUpSteps) / Double(length))
        return final + (peak - final) * (1 + cos(.pi * progress)) / 2
    }
}

/// Scales gradients down so that all of them together are no longer than a limit, and answers how long they were.
///
/// Where the length is not finite, nothing is scaled: there is no step to make.
@discardableResult
public func clip(_ gradients: inout [[Float]], toLength limit: Double) -> Double {
    let square = gradients.reduce(0.0) { sum, gradient in
        gradient.reduce(sum) { $0 + Double($1) * Double($1) }
    }
    let length = square.squareRoot()
    guard length.isFinite, length > limit else { return length }
    let scale = Float(limit / length)
    for number in gradients.indices {
        for index in gradients[number].indices { gradients[number][index] *= scale }
    }
    return length
}
