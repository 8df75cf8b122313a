public import Neural
public import Tensors

/// The shape of both towers: convolutions that halve the picture, each with batch normalization and a rectifier, and a linear
/// layer over all that is left.
public struct PlaceTowers: Sendable, Hashable, Codable {
    /// Channels after every convolution.
    public var channels: [Int]
    /// Elements of an embedding.
    public var dimension: Int

    /// Two towers.
    public init(channels: [Int] = [24, 48, 96, 128], dimension: Int = 64) {
        self.channels = channels
        self.dimension = dimension
    }

    /// The network of a side.
    public func architecture(_ side: Towers.Side, _ input: ViewInput) -> Architecture {
        let shape = input.shape(side)
        var layers: [Layer] = []
        var (planes, rows, columns) = (shape[0], shape[1], shape[2])
        for outputs in channels {
            layers.append(.convolution(Convolution(inputs: planes, outputs: outputs, stride: 2)))
            layers.append(.batchNormalization(BatchNormalization(channels: outputs)))
            layers.append(.rectifier)
            (planes, rows, columns) = (outputs, (rows + 1) / 2, (columns + 1) / 2)
        }
        layers += [
            .flatten, .linear(Linear(inputs: planes * rows * columns, outputs: dimension)), .normalization,
        ]
        return Architecture(inputShape: shape, layers: layers)
    }

    /// Towers before training.
    public func towers(_ input: ViewInput, generator: inout SeededGenerator) throws -> Towers {
        try Towers(
            photo: Network(architecture(.photo, input), generator: &generator),
            map: Network(architecture(.map, input), generator: &generator))
    }
}
