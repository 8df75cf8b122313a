import Neural
import Tensors
import Testing

/// A comparison of gradients with central differences in double precision.
enum GradientCheck {
    /// The greatest difference between a gradient and central differences of a function, as a share of the greatest slope.
    ///
    /// The differences are of fourth order: `(8 (f(+h) − f(−h)) − (f(+2h) − f(−2h))) / 12h`.
    static func error(
        of gradient: [Double], at point: [Double], step: Double = 1e-4, _ function: ([Double]) -> Double
    ) -> Double {
        precondition(gradient.count == point.count, "\(gradient.count) slopes at \(point.count) coordinates")
        var greatest = (difference: 0.0, slope: 1e-12)
        for index in point.indices {
            func value(_ steps: Double) -> Double {
                var moved = point
                moved[index] += steps * step
                return function(moved)
            }
            let near = value(1) - value(-1)
            let slope = (8 * near - (value(2) - value(-2))) / (12 * step)
            greatest.difference = max(greatest.difference, abs(gradient[index] - slope))
            greatest.slope = max(greatest.slope, abs(slope))
        }
        return greatest.difference / greatest.slope
    }

    /// A gradient whose greatest slope is wrong by one percent, which a check has to find; nil where all are 0.
    static func damaged(_ gradient: [Double]) -> [Double]? {
        guard let greatest = gradient.indices.max(by: { abs(gradient[$0]) < abs(gradient[$1]) }),
            gradient[greatest] != 0
        else { return nil }
        var damaged = gradient
        damaged[greatest] *= 1.01
        return damaged
    }
}

extension SeededGenerator {
    /// Normal numbers.
    mutating func tensor<Scalar: NeuralScalar>(_ shape: [Int], scale: Double = 1) -> Tensor<Scalar> {
        Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in Scalar(normal() * scale) })
    }
}

extension Tensor {
    /// The greatest difference from another tensor, as a share of that one's greatest value.
    func difference(from other: Tensor) -> Double {
        guard shape == other.shape else { return .infinity }
        return difference(values, other.values)
    }

    private func difference(_ one: [Scalar], _ other: [Scalar]) -> Double {
        let greatest = other.reduce(1e-9) { max($0, abs(Double($1))) }
        return zip(one, other).reduce(0) { max($0, abs(Double($1.0) - Double($1.1))) } / greatest
    }
}

/// A network small enough for every formula to be checked.
struct SmallNetwork: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var architecture: Architecture
    var pictures = 2

    init(_ name: String, _ inputShape: [Int], _ layers: [Layer], pictures: Int = 2) {
        testDescription = name
        architecture = Architecture(inputShape: inputShape, layers: layers)
        self.pictures = pictures
    }

    /// With parameters away from where training starts them, so that none is without effect.
    func network(_ generator: inout SeededGenerator) throws -> Network<Double> {
        var network = try Network<Double>(architecture, generator: &generator)
        for index in network.parameters.indices { network.parameters[index] += 0.2 * generator.normal() }
        for entry in network.statisticEntries {
            for index in entry.range {
                let noise = 0.3 * generator.normal()
                network.statistics[index] =
                    entry.shape.name == "variance" ? 1 + noise * noise : noise
            }
        }
        return network
    }

    /// Every kind of layer by itself.
    static let layers: [SmallNetwork] = [
        SmallNetwork("convolution", [2, 5, 4], [.convolution(Convolution(inputs: 2, outputs: 3))]),
        SmallNetwork(
            "strided convolution with bias", [3, 6, 7],
            [.convolution(Convolution(inputs: 3, outputs: 2, kernel: 3, stride: 2, hasBias: true))]),
        SmallNetwork(
            "convolution without padding", [1, 6, 5],
            [.convolution(Convolution(inputs: 1, outputs: 2, kernel: 4, stride: 2, padding: 0))]),
        SmallNetwork(
            "grouped convolution", [4, 4, 5],
            [.convolution(Convolution(inputs: 4, outputs: 6, groups: 2, hasBias: true))]),
        SmallNetwork(
            "depthwise convolution", [8, 5, 5],
            [.convolution(Convolution(inputs: 8, outputs: 8, stride: 2, groups: 8))]),
        SmallNetwork(
            "convolution of single pixels", [3, 3, 4],
            [.convolution(Convolution(inputs: 3, outputs: 5, kernel: 1))]),
        SmallNetwork(
            "batch normalization", [3, 3, 2], [.batchNormalization(BatchNormalization(channels: 3))],
            pictures: 3),
        SmallNetwork(
            "batch normalization of features", [5],
            [.batchNormalization(BatchNormalization(channels: 5))], pictures: 4),
        SmallNetwork("rectifier", [2, 3, 4], [.rectifier]),
        SmallNetwork("limited rectifier", [3, 4, 4], [.limitedRectifier(limit: 0.8)]),
        SmallNetwork("maxima", [2, 6, 5], [.pooling(Pooling(.maximum, window: 2))]),
        SmallNetwork(
            "overlapping maxima", [2, 5, 6],
            [.pooling(Pooling(.maximum, window: 3, stride: 2, padding: 1))]),
        SmallNetwork("averages", [2, 4, 6], [.pooling(Pooling(.average, window: 2))]),
        SmallNetwork(
            "overlapping averages", [2, 5, 5],
            [.pooling(Pooling(.average, window: 3, stride: 2, padding: 1))]),
        SmallNetwork("global average", [3, 3, 4], [.globalPooling(GlobalPooling(.average))]),
        SmallNetwork("global maximum", [3, 3, 4], [.globalPooling(GlobalPooling(.maximum))]),
        SmallNetwork(
            "generalized mean", [3, 3, 4], [.globalPooling(GlobalPooling(.generalizedMean))]),
        SmallNetwork("flatten and linear", [2, 3, 2], [.flatten, .linear(Linear(inputs: 12, outputs: 4))]),
        SmallNetwork("linear without bias", [6], [.linear(Linear(inputs: 6, outputs: 3, hasBias: false))]),
        SmallNetwork("normalization", [5], [.normalization], pictures: 3),
        SmallNetwork(
            "residual block", [2, 4, 3],
            [
                .residual(
                    Residual(body: [
                        .convolution(Convolution(inputs: 2, outputs: 2)), .rectifier,
                        .convolution(Convolution(inputs: 2, outputs: 2)),
                    ])), .rectifier,
            ]),
        SmallNetwork(
            "residual block with a shortcut", [2, 4, 4],
            [
                .convolution(Convolution(inputs: 2, outputs: 3)),
                .residual(
                    Residual(
                        body: [
                            .convolution(Convolution(inputs: 3, outputs: 4, stride: 2)),
                            .batchNormalization(BatchNormalization(channels: 4)),
                        ],
                        shortcut: [.convolution(Convolution(inputs: 3, outputs: 4, kernel: 1, stride: 2))])),
            ]),
    ]

    /// A residual block of which every part is used twice: as input of a block inside it and of its own sum.
    private static let nested = SmallNetwork(
        "residual blocks within each other", [8, 6, 6],
        [
            .residual(
                Residual(body: [
                    .residual(
                        Residual(body: [
                            .convolution(Convolution(inputs: 8, outputs: 8)), .rectifier,
                            .convolution(Convolution(inputs: 8, outputs: 8)),
                        ])), .rectifier,
                    .residual(Residual(body: [.convolution(Convolution(inputs: 8, outputs: 8))])),
                    .convolution(Convolution(inputs: 8, outputs: 8, hasBias: true)),
                ])), .residual(Residual(body: [.convolution(Convolution(inputs: 8, outputs: 8))])),
            .rectifier,
        ])

    /// Networks in which steps are fused, and channels fill oneDNN's blocks of eight or do not.
    static let networks: [SmallNetwork] = [
        nested,
        SmallNetwork(
            "chain of blocks of eight", [3, 16, 12],
            [
                .convolution(Convolution(inputs: 3, outputs: 16, stride: 2)),
                .batchNormalization(BatchNormalization(channels: 16)), .rectifier,
                .residual(
                    Residual(body: [
                        .convolution(Convolution(inputs: 16, outputs: 16)),
                        .batchNormalization(BatchNormalization(channels: 16)), .rectifier,
                        .convolution(Convolution(inputs: 16, outputs: 16)),
                        .batchNormalization(BatchNormalization(channels: 16)),
                    ])), .rectifier,
                .residual(
                    Residual(
                        body: [
                            .convolution(Convolution(inputs: 16, outputs: 24, stride: 2)),
                            .batchNormalization(BatchNormalization(channels: 24)), .rectifier,
                            .convolution(Convolution(inputs: 24, outputs: 24)),
                        ],
                        shortcut: [
                            .convolution(Convolution(inputs: 16, outputs: 24, kernel: 1, stride: 2)),
                            .batchNormalization(BatchNormalization(channels: 24)),
                        ])), .rectifier,
                .globalPooling(GlobalPooling(.generalizedMean)), .linear(Linear(inputs: 24, outputs: 8)),
                .normalization,
            ], pictures: 3),
        SmallNetwork(
            "inverted residual of odd channels", [13, 10, 9],
            [
                .batchNormalization(BatchNormalization(channels: 13)),
                .convolution(Convolution(inputs: 13, outputs: 12, hasBias: true)), .rectifier,
                .residual(
                    Residual(body: [
                        .convolution(Convolution(inputs: 12, outputs: 36, kernel: 1)),
                        .batchNormalization(BatchNormalization(channels: 36)),
                        .limitedRectifier(limit: 1.5),
                        .convolution(Convolution(inputs: 36, outputs: 36, groups: 36)),
                        .batchNormalization(BatchNormalization(channels: 36)),
                        .limitedRectifier(limit: 1.5),
                        .convolution(Convolution(inputs: 36, outputs: 12, kernel: 1)),
                        .batchNormalization(BatchNormalization(channels: 12)),
                    ])), .pooling(Pooling(.maximum, window: 3, stride: 2, padding: 1)), .flatten,
                .linear(Linear(inputs: 12 * 5 * 5, outputs: 6, hasBias: false)),
                .batchNormalization(BatchNormalization(channels: 6)), .normalization,
            ], pictures: 4),
    ]
}
