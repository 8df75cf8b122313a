internal import PilotageAPI
public import Tensors

/// A network as a value: its layers, what it has learned, and what it has measured.
///
/// Parameters and statistics are one array each; `parameterEntries` names their parts.
///
/// ```swift
/// var network = try Network<Float>(architecture, generator: &generator)
/// let (output, tape) = try runner.forward(network, input)
/// let gradient = try runner.backward(outputGradient, tape)
/// optimizer.update(&network.parameters, by: gradient.parameters, rate: 0.01, decayed: network.decayedRanges)
/// network.track(tape.statistics, pictures: input.rows)
/// ```
public struct Network<Scalar: NeuralScalar>: Sendable {
    /// What it is made of.
    public let architecture: Architecture
    /// What it has learned.
    public var parameters: [Scalar]
    /// Running means and variances of batch normalization.
    public var statistics: [Scalar]
    let placement: Placement

    /// A network before training: weights are normal numbers by fan-in (He et al., 2015), biases 0.
    ///
    /// - Throws: `PilotageError` of kind `invalid` that names the layer that does not fit.
    public init(_ architecture: Architecture, generator: inout SeededGenerator) throws {
        self.architecture = architecture
        placement = try architecture.placement()
        parameters = placement.parameters.flatMap { Self.started($0.shape, &generator) }
        statistics = placement.statistics.flatMap { Self.started($0.shape, &generator) }
    }

    /// A network of given numbers.
    ///
    /// - Throws: `PilotageError` of kind `invalid` where layers do not fit, or the numbers are not as many as they need.
    public init(_ architecture: Architecture, parameters: [Scalar], statistics: [Scalar]) throws {
        self.architecture = architecture
        placement = try architecture.placement()
        guard parameters.count == placement.parameterCount, statistics.count == placement.statisticCount
        else {
            throw PilotageError(
                .invalid,
                "a network of \(placement.parameterCount) + \(placement.statisticCount) numbers is given "
                    + "\(parameters.count) + \(statistics.count)")
        }
        self.parameters = parameters
        self.statistics = statistics
    }

    /// The arrays among `parameters`, in order.
    public var parameterEntries: [ParameterEntry] { placement.parameters }

    /// The arrays among `statistics`, in order.
    public var statisticEntries: [ParameterEntry] { placement.statistics }

    /// Channels, height and width of what goes out, or the number of features.
    public var outputShape: [Int] { placement.outputShape }

    /// The parameters that weight decay draws to 0.
    public var decayedRanges: [Range<Int>] { placement.parameters.filter(\.shape.isDecayed).map(\.range) }

    /// The same network in other numbers, rounded.
    public func converted<Other: NeuralScalar>(to type: Other.Type = Other.self) throws -> Network<Other> {
        try Network<Other>(
            architecture, parameters: parameters.map { Other($0) }, statistics: statistics.map { Other($0) })
    }

    /// Lets the running statistics follow those that a training pass measured.
    ///
    /// - Parameter pictures: the number of pictures in the batch.
    public mutating func track(_ measured: [Scalar], pictures: Int) {
        precondition(
            measured.count == statistics.count, "\(measured.count) of \(statistics.count) statistics")
        track(measured, pictures, placement.layers)
    }

    private mutating func track(_ measured: [Scalar], _ pictures: Int, _ layers: [PlacedLayer]) {
        for placed in layers {
            track(measured, pictures, placed.body)
            track(measured, pictures, placed.shortcut)
            guard case .batchNormalization(let layer) = placed.layer else { continue }
            let updated = layer.updated(
                statistics[placed.statistics], by: measured[placed.statistics],
                samples: pictures * placed.inputShape.dropFirst().reduce(1, *))
            statistics.replaceSubrange(placed.statistics, with: updated)
        }
    }

    private static func started(_ shape: ParameterShape, _ generator: inout SeededGenerator) -> [Scalar] {
        let count = shape.shape.reduce(1, *)
        switch shape.start {
        case .constant(let value): return [Scalar](repeating: Scalar(value), count: count)
        case .normal(let deviation): return (0..<count).map { _ in Scalar(generator.normal() * deviation) }
        }
    }
}
