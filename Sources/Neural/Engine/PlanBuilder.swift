/// Makes the steps of a network for batches of one size.
struct PlanBuilder {
    let workshop: Workshop
    let batch: Int
    let mode: NetworkMode
    /// In inference the running ones of the network, for batch normalization that is part of no other layer.
    let statistics: [Float]
    /// Whether somebody wants the gradient of the network's input, which costs as much as the first layer.
    let givesInputGradient: Bool
    /// Whether channels lie in blocks where they can.
    private var usesBlocks = false

    init(
        workshop: Workshop, batch: Int, mode: NetworkMode, statistics: [Float] = [],
        givesInputGradient: Bool
    ) {
        self.workshop = workshop
        self.batch = batch
        self.mode = mode
        self.statistics = statistics
        self.givesInputGradient = givesInputGradient
    }

    /// All steps of a network.
    ///
    /// In inference channels lie in blocks in the whole of a network with convolutions that go faster so.
    func chain(_ placement: Placement) throws -> StepChain {
        let input = try Layout.pictures(batch, placement.inputShape)
        var builder = self
        builder.usesBlocks = mode == .inference && takesWinograd(placement.layers)
        return try builder.chain(placement.layers[...], input, isOutermost: true)
    }

    private func takesWinograd(_ layers: [PlacedLayer]) -> Bool {
        layers.contains { placed in
            guard case .convolution(let layer) = placed.layer else {
                return takesWinograd(placed.body) || takesWinograd(placed.shortcut)
            }
            return shape(placed, layer).takesWinograd(workshop)
        }
    }

    private func shape(_ placed: PlacedLayer, _ layer: Convolution) -> ConvolutionShape {
        ConvolutionShape(
            convolution: layer, batch: batch, input: placed.inputShape, output: placed.outputShape,
            offset: placed.parameters.lowerBound)
    }

    private func chain(
        _ layers: ArraySlice<PlacedLayer>, _ input: Layout, isOutermost: Bool = false
    ) throws -> StepChain {
        var steps: [any Step] = []
        var layout = input
        var rest = layers
        while let placed = rest.popFirst() {
            let (step, tookRectifier) = try step(
                placed, layout, rectifier: rest.first?.layer.rectifier, isFirst: isOutermost && steps.isEmpty,
                isOutermost: isOutermost)
            if tookRectifier { rest = rest.dropFirst() }
            steps.append(step)
            layout = step.outputLayout
        }
        return StepChain(steps: steps, inputLayout: input)
    }

    /// The step of a layer, and whether the rectifier behind it is part of it.
    private func step(
        _ placed: PlacedLayer, _ input: Layout, rectifier: Rectifier?, isFirst: Bool, isOutermost: Bool
    ) throws -> (any Step, Bool) {
        switch placed.layer {
        case .convolution(let layer):
            let fused = mode == .inference ? rectifier : nil
            return (
                try convolution(
                    placed, layer, input, Additions(rectifier: fused),
                    givesInputGradient: givesInputGradient || !isFirst), fused != nil
            )
        case .batchNormalization where mode == .inference:
            let running = Array(statistics[placed.statistics])
            return (try NativeStep(workshop, placed, batch: batch, statistics: running), false)
        case .batchNormalization(let layer):
            let isRectified = rectifier == Rectifier()
            return (
                try BatchNormalizationStep(workshop, placed, layer, input, isRectified: isRectified),
                isRectified
            )
        case .rectifier: return (try RectifierStep(workshop, Rectifier(), input), false)
        case .limitedRectifier(let limit):
            return (try RectifierStep(workshop, Rectifier(limit: limit), input), false)
        case .pooling(let layer):
            return (try PoolingStep(workshop, placed, layer, batch: batch, input), false)
        case .globalPooling(GlobalPooling(.average)):
            return (try PoolingStep(workshop, placed, nil, batch: batch, input), false)
        case .linear(let layer) where mode == .inference:
            return (try LinearStep(workshop, placed, layer, batch: batch), false)
        case .globalPooling, .flatten, .linear, .normalization:
            return (try NativeStep(workshop, placed, batch: batch), false)
        case .residual:
            return try residual(placed, input, rectifier: rectifier, isOutermost: isOutermost)
        }
    }

    private func convolution(
        _ placed: PlacedLayer, _ layer: Convolution, _ input: Layout, _ additions: Additions,
        givesInputGradient: Bool = true
    ) throws -> ConvolutionStep {
        try ConvolutionStep(
            workshop, shape(placed, layer), input, mode, additions, inBlocks: usesBlocks,
            givesInputGradient: givesInputGradient)
    }

    /// In inference the sum and the rectifier are part of the last convolution where there is one.
    ///
    /// It overwrites what the short way gives. That is the block's input where the shortcut is empty, which a block
    /// around this one may need, and which the convolution itself must not read.
    private func residual(
        _ placed: PlacedLayer, _ input: Layout, rectifier: Rectifier?, isOutermost: Bool
    ) throws -> (any Step, Bool) {
        let shortcut = try chain(placed.shortcut[...], input)
        let mayOverwrite = isOutermost && placed.body.count > 1
        guard mode == .inference, mayOverwrite, let last = placed.body.last,
            case .convolution(let layer) = last.layer
        else {
            let body = try chain(placed.body[...], input)
            return (try ResidualStep(workshop, body: body, shortcut: shortcut), false)
        }
        let body = try chain(placed.body.dropLast(), input)
        let end = try convolution(
            last, layer, body.outputLayout,
            Additions(sum: shortcut.outputLayout, rectifier: rectifier))
        return (FusedResidualStep(workshop, body: body, last: end, shortcut: shortcut), rectifier != nil)
    }
}
