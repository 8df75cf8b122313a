/// How a network runs: batch normalization measures its batch, or uses what it has measured before.
public enum NetworkMode: Sendable, Hashable {
    /// Batch normalization by the batch itself; a backward pass may follow.
    case training
    /// Batch normalization by the running statistics.
    case inference
}

/// What a layer of the reference remembers of its forward pass for its backward pass.
package struct LayerTape<Scalar: NeuralScalar>: Sendable {
    /// What came in.
    var input: Tensor<Scalar>
    /// The layer's parameters, in the order of its `parameterShapes`.
    var parameters: [Scalar]
    /// What else the layer wants to remember; each says what.
    var extra: [Scalar] = []
    /// For every output the input that it was taken from.
    var sources: [Int] = []
    /// Batch means and variances, where the layer measures them.
    var statistics: [Scalar] = []
    /// The tapes of the two ways through a residual block.
    var body: [LayerTape] = []
    var shortcut: [LayerTape] = []

    init(input: Tensor<Scalar>, parameters: [Scalar] = []) {
        self.input = input
        self.parameters = parameters
    }
}

/// What a layer's backward pass gives: the gradients with respect to its input and its parameters.
package struct LayerGradient<Scalar: NeuralScalar>: Sendable {
    /// Of the input's shape.
    package var input: Tensor<Scalar>
    /// In the order of the parameters.
    package var parameters: [Scalar] = []
}

/// An array of numbers that a layer learns or measures.
public struct ParameterShape: Sendable, Hashable {
    /// What starts an array before training.
    public enum Start: Sendable, Hashable {
        /// The same number throughout.
        case constant(Double)
        /// Normal numbers of mean 0 and this deviation.
        case normal(deviation: Double)
    }

    /// The last part of its name, such as `weight`.
    public var name: String
    /// The length of every dimension.
    public var shape: [Int]
    /// What it is before training.
    public var start: Start
    /// Whether weight decay draws it to 0; biases and scales it leaves alone.
    public var isDecayed: Bool

    init(_ name: String, _ shape: [Int], _ start: Start, isDecayed: Bool = false) {
        self.name = name
        self.shape = shape
        self.start = start
        self.isDecayed = isDecayed
    }
}
