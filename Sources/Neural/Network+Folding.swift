extension Network {
    /// The same function in inference, with batch normalization folded into the layers before it.
    ///
    /// `scale · (w·x + b − mean) / √(variance + epsilon) + shift` is again a convolution or linear map. Where neither
    /// stands before it, batch normalization of pictures becomes a convolution that looks at each channel alone. That of features
    /// stays as it is: a linear map would hold a whole matrix for the numbers on its diagonal.
    public func folded() throws -> Network {
        var folding = Folding(network: self)
        let layers = folding.layers(placement.layers)
        return try Network(
            Architecture(inputShape: architecture.inputShape, layers: layers),
            parameters: folding.parameters, statistics: folding.statistics)
    }
}

/// A walk over a network that writes another one, with batch normalization folded.
private struct Folding<Scalar: NeuralScalar> {
    let network: Network<Scalar>
    /// Of the folded network.
    var parameters: [Scalar] = []
    /// Of the batch normalization that stays.
    var statistics: [Scalar] = []

    mutating func layers(_ placed: [PlacedLayer]) -> [Layer] {
        var layers: [Layer] = []
        var index = 0
        while index < placed.count {
            let one = placed[index]
            let next = index + 1 < placed.count ? placed[index + 1] : nil
            if let normalization = next?.normalization, let next,
                let merged = merged(one, normalization, next)
            {
                layers.append(merged)
                index += 2
                continue
            }
            layers.append(layer(one))
            index += 1
        }
        return layers
    }

    /// One layer by itself.
    private mutating func layer(_ placed: PlacedLayer) -> Layer {
        if let normalization = placed.normalization, placed.inputShape.count == 3 {
            return convolution(normalization, placed)
        }
        guard case .residual = placed.layer else {
            parameters += network.parameters[placed.parameters]
            statistics += network.statistics[placed.statistics]
            return placed.layer
        }
        let body = layers(placed.body)
        return .residual(Residual(body: body, shortcut: layers(placed.shortcut)))
    }

    /// A convolution or linear map with the batch normalization behind it; nil for other layers.
    private mutating func merged(
        _ placed: PlacedLayer, _ normalization: BatchNormalization, _ next: PlacedLayer
    ) -> Layer? {
        let channels = normalization.channels
        let (rates, shifts) = line(normalization, next)
        switch placed.layer {
        case .convolution(var layer):
            appendWeights(placed, count: layer.weightCount, hasBias: layer.hasBias, rates, shifts)
            layer.hasBias = true
            return .convolution(layer)
        case .linear(var layer):
            appendWeights(placed, count: layer.inputs * channels, hasBias: layer.hasBias, rates, shifts)
            layer.hasBias = true
            return .linear(layer)
        default: return nil
        }
    }

    private mutating func appendWeights(
        _ placed: PlacedLayer, count: Int, hasBias: Bool, _ rates: [Scalar], _ shifts: [Scalar]
    ) {
        let own = Array(network.parameters[placed.parameters])
        let perChannel = count / rates.count
        for index in 0..<count { parameters.append(own[index] * rates[index / perChannel]) }
        for channel in rates.indices {
            parameters.append(shifts[channel] + (hasBias ? own[count + channel] * rates[channel] : 0))
        }
    }

    /// Batch normalization of pictures as a convolution of each channel by one number.
    private mutating func convolution(_ normalization: BatchNormalization, _ placed: PlacedLayer) -> Layer {
        let channels = normalization.channels
        let (rates, shifts) = line(normalization, placed)
        parameters += rates + shifts
        return .convolution(
            Convolution(inputs: channels, outputs: channels, kernel: 1, groups: channels, hasBias: true))
    }

    /// What batch normalization does to every channel: `rate · x + shift`.
    private func line(
        _ normalization: BatchNormalization, _ placed: PlacedLayer
    ) -> (rates: [Scalar], shifts: [Scalar]) {
        let own = Array(network.parameters[placed.parameters])
        let running = Array(network.statistics[placed.statistics])
        let channels = normalization.channels
        let rates = (0..<channels).map { channel in
            own[channel] / (running[channels + channel] + Scalar(normalization.epsilon)).squareRoot()
        }
        let shifts = (0..<channels).map { own[channels + $0] - running[$0] * rates[$0] }
        return (rates, shifts)
    }
}

extension PlacedLayer {
    /// The layer where it is batch normalization.
    fileprivate var normalization: BatchNormalization? {
        if case .batchNormalization(let layer) = layer { layer } else { nil }
    }
}
