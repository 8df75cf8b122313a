import Neural
import Tensors

/// Architectures that everybody knows, and one to be trained.
enum Networks {
    /// Residual network of 18 layers (He et al., 2016) for pictures of 224 x 224 pixels and 1,000 classes.
    static var resNet18: Architecture {
        var layers = convolution(3, 64, kernel: 7, stride: 2) + [.rectifier]
        layers.append(.pooling(Pooling(.maximum, window: 3, stride: 2, padding: 1)))
        var inputs = 64
        for (outputs, firstStride) in [(64, 1), (128, 2), (256, 2), (512, 2)] {
            for stride in [firstStride, 1] {
                let body =
                    convolution(inputs, outputs, stride: stride) + [.rectifier]
                    + convolution(outputs, outputs)
                let shortcut =
                    inputs == outputs ? [] : convolution(inputs, outputs, kernel: 1, stride: stride)
                layers += [.residual(Residual(body: body, shortcut: shortcut)), .rectifier]
                inputs = outputs
            }
        }
        layers += [.globalPooling(GlobalPooling(.average)), .linear(Linear(inputs: inputs, outputs: 1000))]
        return Architecture(inputShape: [3, 224, 224], layers: layers)
    }

    /// MobileNetV2 (Sandler et al., 2018) for pictures of 224 x 224 pixels and 1,000 classes.
    static var mobileNetV2: Architecture {
        let limited = Layer.limitedRectifier(limit: 6)
        var layers = convolution(3, 32, stride: 2) + [limited]
        var inputs = 32
        let stages = [
            (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
            (6, 320, 1, 1),
        ]
        for (expansion, outputs, blocks, firstStride) in stages {
            for block in 0..<blocks {
                let stride = block == 0 ? firstStride : 1
                let wide = inputs * expansion
                let widening = expansion == 1 ? [] : convolution(inputs, wide, kernel: 1) + [limited]
                let body =
                    widening + convolution(wide, wide, stride: stride, groups: wide) + [limited]
                    + convolution(wide, outputs, kernel: 1)
                layers += stride == 1 && inputs == outputs ? [.residual(Residual(body: body))] : body
                inputs = outputs
            }
        }
        layers += convolution(inputs, 1280, kernel: 1) + [limited]
        layers += [.globalPooling(GlobalPooling(.average)), .linear(Linear(inputs: 1280, outputs: 1000))]
        return Architecture(inputShape: [3, 224, 224], layers: layers)
    }

    /// A plain network of 1.0 million parameters for pictures of 128 x 128 pixels.
    static var million: Architecture {
        var layers: [Layer] = []
        var inputs = 3
        for (index, outputs) in [32, 64, 64, 128, 128, 224, 224].enumerated() {
            layers += convolution(inputs, outputs) + [.rectifier]
            if index.isMultiple(of: 2), index < 6 { layers.append(.pooling(Pooling(.maximum, window: 2))) }
            inputs = outputs
        }
        layers += [.globalPooling(GlobalPooling(.average)), .linear(Linear(inputs: inputs, outputs: 64))]
        return Architecture(inputShape: [3, 128, 128], layers: layers)
    }

    /// A network with random weights, and statistics that batch normalization might have measured.
    static func network(_ architecture: Architecture) throws -> Network<Float> {
        var random = SeededGenerator(seed: 18)
        var network = try Network<Float>(architecture, generator: &random)
        for entry in network.parameterEntries where ["scale", "shift"].contains(entry.shape.name) {
            for index in entry.range { network.parameters[index] += Float(0.1 * random.normal()) }
        }
        for index in network.statistics.indices { network.statistics[index] += Float(0.5 * random.uniform()) }
        return network
    }

    /// Random pictures.
    static func pictures(_ count: Int, _ shape: [Int]) -> Tensor<Float> {
        var random = SeededGenerator(seed: 1)
        let values = (0..<count * shape.reduce(1, *)).map { _ in Float(random.normal()) }
        return Tensor(shape: [count] + shape, values: values)
    }

    private static func convolution(
        _ inputs: Int, _ outputs: Int, kernel: Int = 3, stride: Int = 1, groups: Int = 1
    ) -> [Layer] {
        [
            .convolution(
                Convolution(inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, groups: groups)),
            .batchNormalization(BatchNormalization(channels: outputs)),
        ]
    }
}
