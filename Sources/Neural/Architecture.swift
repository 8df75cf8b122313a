internal import PilotageAPI

/// What a network is made of: the shape of its input and its layers, without what it has learned.
public struct Architecture: Sendable, Hashable, Codable {
    /// Channels, height and width of a picture, or the number of features.
    public var inputShape: [Int]
    /// In the order of use.
    public var layers: [Layer]

    /// An architecture.
    public init(inputShape: [Int], layers: [Layer]) {
        self.inputShape = inputShape
        self.layers = layers
    }

    /// Where every layer and its numbers stand.
    ///
    /// - Throws: `PilotageError` of kind `invalid` that names the layer that does not fit.
    func placement() throws -> Placement {
        var placement = Placement(inputShape: inputShape)
        try Self.check(inputShape, "the input")
        placement.layers = try placement.place(layers, inputShape, under: "", depth: 0)
        placement.outputShape = placement.layers.last?.outputShape ?? inputShape
        return placement
    }

    /// Refuses shapes that are no pictures and no features, or too large to compute with.
    fileprivate static func check(_ shape: [Int], _ name: String) throws {
        let fits = (shape.count == 1 || shape.count == 3) && shape.allSatisfy { (1...1 << 20).contains($0) }
        guard fits, shape.reduce(1, *) <= 1 << 28 else {
            throw PilotageError(.invalid, "\(name) has the shape \(shape), which no network can have")
        }
    }
}

/// A named array among a network's parameters or statistics.
public struct ParameterEntry: Sendable, Hashable {
    /// Such as `3.body.0.weight`: positions in the lists of layers, then what the array is.
    public let name: String
    /// What it is like.
    public let shape: ParameterShape
    /// Where its elements stand among all.
    public let range: Range<Int>
}

/// A layer with its shapes and with where its numbers stand.
struct PlacedLayer: Sendable {
    let name: String
    let layer: Layer
    let inputShape: [Int]
    let outputShape: [Int]
    let parameters: Range<Int>
    let statistics: Range<Int>
    /// Of a residual block.
    var body: [PlacedLayer] = []
    var shortcut: [PlacedLayer] = []
}

/// All layers of an architecture, and the arrays that they learn and measure.
struct Placement: Sendable {
    let inputShape: [Int]
    var outputShape: [Int] = []
    var layers: [PlacedLayer] = []
    private(set) var parameters: [ParameterEntry] = []
    private(set) var statistics: [ParameterEntry] = []

    /// No residual block lies within more than this many others.
    private static let greatestDepth = 8
    /// Numbers that a network may learn: a gigabyte of them.
    private static let mostParameters = 1 << 28

    init(inputShape: [Int]) { self.inputShape = inputShape }

    var parameterCount: Int { parameters.last?.range.upperBound ?? 0 }
    var statisticCount: Int { statistics.last?.range.upperBound ?? 0 }

    fileprivate mutating func place(
        _ layers: [Layer], _ inputShape: [Int], under prefix: String, depth: Int
    ) throws -> [PlacedLayer] {
        var shape = inputShape
        var placed: [PlacedLayer] = []
        for (index, layer) in layers.enumerated() {
            let one = try place(layer, shape, name: "\(prefix)\(index)", depth: depth)
            placed.append(one)
            shape = one.outputShape
        }
        return placed
    }

    private mutating func place(
        _ layer: Layer, _ shape: [Int], name: String, depth: Int
    ) throws -> PlacedLayer {
        guard case .residual(let residual) = layer else {
            guard let output = layer.outputShape(shape) else {
                throw PilotageError(
                    .invalid, "layer \(name), a \(layer.kind), does not fit the shape \(shape)")
            }
            try Architecture.check(output, "the output of layer \(name)")
            let parameters = try Self.add(layer.parameterShapes, name, to: &parameters)
            let statistics = try Self.add(layer.statisticShapes, name, to: &statistics)
            return PlacedLayer(
                name: name, layer: layer, inputShape: shape, outputShape: output, parameters: parameters,
                statistics: statistics)
        }
        guard depth < Self.greatestDepth, shape.count == 3 else {
            throw PilotageError(.invalid, "layer \(name), a residual block, lies too deep or has no picture")
        }
        let (first, firstStatistic) = (parameterCount, statisticCount)
        let body = try place(residual.body, shape, under: "\(name).body.", depth: depth + 1)
        let shortcut = try place(residual.shortcut, shape, under: "\(name).shortcut.", depth: depth + 1)
        let output = body.last?.outputShape ?? shape
        guard !body.isEmpty, output == shortcut.last?.outputShape ?? shape, output.count == 3 else {
            throw PilotageError(
                .invalid,
                "layer \(name), a residual block, adds shapes \(output) and \(shortcut.last?.outputShape ?? shape)"
            )
        }
        return PlacedLayer(
            name: name, layer: layer, inputShape: shape, outputShape: output,
            parameters: first..<parameterCount, statistics: firstStatistic..<statisticCount, body: body,
            shortcut: shortcut)
    }

    private static func add(
        _ shapes: [ParameterShape], _ name: String, to entries: inout [ParameterEntry]
    ) throws -> Range<Int> {
        let first = entries.last?.range.upperBound ?? 0
        var next = first
        for shape in shapes {
            let count = shape.shape.reduce(1, *)
            guard next + count <= mostParameters else {
                throw PilotageError(
                    .invalid, "layer \(name) brings the network above \(mostParameters) numbers")
            }
            entries.append(
                ParameterEntry(name: "\(name).\(shape.name)", shape: shape, range: next..<next + count))
            next += count
        }
        return first..<next
    }
}

extension Layer {
    /// The shape that goes out of a layer; nil where the layer cannot take what comes in.
    fileprivate func outputShape(_ input: [Int]) -> [Int]? {
        switch self {
        case .convolution(let layer): layer.outputShape(input)
        case .batchNormalization(let layer): layer.isSound && layer.channels == input[0] ? input : nil
        case .rectifier: input
        case .limitedRectifier(let limit): (1e-6...1e6).contains(limit) ? input : nil
        case .pooling(let layer): layer.outputShape(input)
        case .globalPooling: input.count == 3 ? [input[0]] : nil
        case .flatten: input.count == 3 ? [input.reduce(1, *)] : nil
        case .linear(let layer):
            input == [layer.inputs] && (1...1 << 20).contains(layer.outputs) ? [layer.outputs] : nil
        case .normalization: input.count == 1 ? input : nil
        case .residual: nil
        }
    }
}

extension Convolution {
    fileprivate func outputShape(_ input: [Int]) -> [Int]? {
        let settings = [inputs, outputs, kernel, stride, groups]
        guard input.count == 3, input[0] == inputs, settings.allSatisfy({ (1...1 << 16).contains($0) }),
            (0...kernel).contains(padding), kernel <= 64, inputs % groups == 0, outputs % groups == 0,
            input[1] + 2 * padding >= kernel, input[2] + 2 * padding >= kernel
        else { return nil }
        return [outputs, outputLength(input[1]), outputLength(input[2])]
    }
}

extension Pooling {
    fileprivate func outputShape(_ input: [Int]) -> [Int]? {
        guard input.count == 3, (1...1 << 16).contains(window), (1...1 << 16).contains(stride),
            (0...window / 2).contains(padding), input[1] + 2 * padding >= window,
            input[2] + 2 * padding >= window
        else { return nil }
        return [input[0], outputLength(input[1]), outputLength(input[2])]
    }
}

extension BatchNormalization {
    fileprivate var isSound: Bool {
        (1e-12...1).contains(epsilon) && (0...1).contains(momentum)
    }
}
