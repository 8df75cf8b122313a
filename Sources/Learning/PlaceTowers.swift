public import Neural
public import Tensors

/// The shape of both towers: stages of convolutions that halve the picture, each with batch normalization and a rectifier, and a
/// linear layer over what is left.
public struct PlaceTowers: Sendable, Hashable, Codable {
    /// What the linear layer sees of the last convolution.
    public enum Head: String, Sendable, Hashable, Codable, CaseIterable {
        /// Every channel at every position: what stands where in a view counts.
        case flatten
        /// The generalized mean of every channel (Radenović et al., 2018): what is seen counts, not where.
        case generalizedMean
    }

    /// Channels after every stage.
    public var channels: [Int]
    /// Convolutions of a stage, at least 1; the first of them halves the picture.
    public var depth: Int
    /// What the linear layer sees.
    public var head: Head
    /// Elements of an embedding.
    public var dimension: Int
    /// Whether there is one network for both sides, which takes photos.
    public var areShared: Bool

    /// Two towers, or one for both sides.
    public init(
        channels: [Int] = [24, 48, 96, 128], depth: Int = 1, head: Head = .flatten, dimension: Int = 64,
        areShared: Bool = false
    ) {
        self.channels = channels
        self.depth = depth
        self.head = head
        self.dimension = dimension
        self.areShared = areShared
    }

    /// The network of a side.
    public func architecture(_ side: Towers.Side, _ input: ViewInput) -> Architecture {
        let shape = input.shape(side)
        var layers: [Layer] = []
        var (planes, rows, columns) = (shape[0], shape[1], shape[2])
        for outputs in channels {
            for number in 0..<depth {
                let inputs = number == 0 ? planes : outputs
                layers += [
                    .convolution(Convolution(inputs: inputs, outputs: outputs, stride: number == 0 ? 2 : 1)),
                    .batchNormalization(BatchNormalization(channels: outputs)), .rectifier,
                ]
            }
            (planes, rows, columns) = (outputs, (rows + 1) / 2, (columns + 1) / 2)
        }
        let features = head == .flatten ? planes * rows * columns : planes
        layers += [
            head == .flatten ? .flatten : .globalPooling(GlobalPooling(.generalizedMean)),
            .linear(Linear(inputs: features, outputs: dimension)), .normalization,
        ]
        return Architecture(inputShape: shape, layers: layers)
    }

    /// Towers before training.
    public func towers(_ input: ViewInput, generator: inout SeededGenerator) throws -> Towers {
        let photo = try Network<Float>(architecture(.photo, input), generator: &generator)
        if areShared { return Towers(shared: photo) }
        return Towers(photo: photo, map: try Network(architecture(.map, input), generator: &generator))
    }
}

extension PlaceTowers {
    /// The shape that some towers were made with; nil for towers that were made in another way.
    public init?(_ towers: Towers, _ input: ViewInput) {
        let layers = towers[.photo].architecture.layers
        let convolutions = layers.compactMap { layer in
            if case .convolution(let convolution) = layer { convolution } else { nil }
        }
        let stages = convolutions.count { $0.stride == 2 }
        guard stages > 0, case .linear(let linear)? = layers.dropLast().last else { return nil }
        let depth = convolutions.count / stages
        self.init(
            channels: stride(from: 0, to: convolutions.count, by: depth).map { convolutions[$0].outputs },
            depth: depth, head: layers.contains(.flatten) ? .flatten : .generalizedMean,
            dimension: linear.outputs, areShared: towers.areShared)
        let sides: [Towers.Side] = areShared ? [.photo] : Towers.Side.allCases
        guard sides.allSatisfy({ architecture($0, input) == towers[$0].architecture }) else { return nil }
    }
}
