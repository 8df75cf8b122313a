internal import CDNNL

/// Batch normalization of a training pass by oneDNN, with the rectifier behind it where there is one.
///
/// A tape's `extra` are the batch means, the batch variances and, with a rectifier, what it let through.
final class BatchNormalizationStep: Step {
    let outputLayout: Layout
    private let statistics: Range<Int>
    private let workshop: Workshop
    private let layer: BatchNormalization
    private let isRectified: Bool
    private let offset: Int
    private let operation: Operation
    private let workspace: Layout?
    private let channelLayout: Layout
    private let scale: ParameterReader
    private let shift: ParameterReader
    private var loaded: (scale: Memory, shift: Memory)?
    private var gradients: BatchNormalizationBackward?

    init(
        _ workshop: Workshop, _ placed: PlacedLayer, _ layer: BatchNormalization, _ input: Layout,
        isRectified: Bool
    )
        throws
    {
        self.workshop = workshop
        self.layer = layer
        self.isRectified = isRectified
        statistics = placed.statistics
        offset = placed.parameters.lowerBound
        outputLayout = input
        channelLayout = try Layout.plain([layer.channels])
        var data = input.descriptor
        var description = dnnl_batch_normalization_desc_t()
        try check(
            dnnl_batch_normalization_forward_desc_init(
                &description, dnnl_forward_training, &data, Float(layer.epsilon), Self.flags(isRectified)),
            "dnnl_batch_normalization_forward_desc_init")
        operation = try Operation(workshop, &description)
        workspace = isRectified ? try operation.layout(dnnl_query_workspace_md) : nil
        scale = try ParameterReader(workshop, shape: [layer.channels], offset: offset)
        shift = try ParameterReader(workshop, shape: [layer.channels], offset: offset + layer.channels)
    }

    fileprivate static func flags(_ isRectified: Bool) -> UInt32 {
        let rectifier = isRectified ? dnnl_fuse_norm_relu.rawValue : 0
        return UInt32(dnnl_use_scale.rawValue | dnnl_use_shift.rawValue | rectifier)
    }

    func makeTape() throws -> StepTape {
        var extra = [try Memory(workshop, channelLayout), try Memory(workshop, channelLayout)]
        if let workspace { extra.append(try Memory(workshop, workspace)) }
        return StepTape(
            output: try Memory(outputOf: workshop, outputLayout), extra: extra, statistics: statistics)
    }

    func load(_ parameters: UnsafePointer<Float>) throws {
        loaded = (try scale.read(parameters), try shift.read(parameters))
    }

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        guard let loaded else { preconditionFailure("batch normalization runs before its scale is loaded") }
        tape.input = input
        let output = try tape.output
        var arguments = [
            (DNNL_ARG_SRC, input), (DNNL_ARG_SCALE, loaded.scale), (DNNL_ARG_SHIFT, loaded.shift),
            (DNNL_ARG_MEAN, tape.extra[0]), (DNNL_ARG_VARIANCE, tape.extra[1]), (DNNL_ARG_DST, output),
        ]
        if isRectified { arguments.append((DNNL_ARG_WORKSPACE, tape.extra[2])) }
        try operation.run(arguments)
        return output
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) throws -> Memory {
        let prepared =
            try gradients
            ?? BatchNormalizationBackward(
                workshop, layer, outputLayout, offset: offset, hint: operation, isRectified: isRectified)
        gradients = prepared
        return try prepared.run(gradient, tape, pass)
    }
}

/// The gradients of batch normalization by oneDNN.
private final class BatchNormalizationBackward {
    private let input: InputGradient
    private let readScale: ParameterReader
    private let readShift: ParameterReader
    private let scale: GradientWriter
    private let shift: GradientWriter
    private let isRectified: Bool

    init(
        _ workshop: Workshop, _ layer: BatchNormalization, _ layout: Layout, offset: Int, hint: Operation,
        isRectified: Bool
    ) throws {
        var data = layout.descriptor
        var other = layout.descriptor
        var description = dnnl_batch_normalization_desc_t()
        try check(
            dnnl_batch_normalization_backward_desc_init(
                &description, dnnl_backward, &other, &data, Float(layer.epsilon),
                BatchNormalizationStep.flags(isRectified)),
            "dnnl_batch_normalization_backward_desc_init")
        input = try InputGradient(workshop, Operation(workshop, &description, hint: hint))
        readScale = try ParameterReader(workshop, shape: [layer.channels], offset: offset)
        readShift = try ParameterReader(workshop, shape: [layer.channels], offset: offset + layer.channels)
        scale = try GradientWriter(workshop, shape: [layer.channels], offset: offset)
        shift = try GradientWriter(workshop, shape: [layer.channels], offset: offset + layer.channels)
        self.isRectified = isRectified
    }

    func run(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) throws -> Memory {
        guard let source = tape.input else { preconditionFailure("backward goes before forward") }
        var arguments = [
            (DNNL_ARG_SRC, source), (DNNL_ARG_MEAN, tape.extra[0]), (DNNL_ARG_VARIANCE, tape.extra[1]),
            (DNNL_ARG_SCALE, try readScale.read(pass.parameters)),
            // The shift changes no gradient, but oneDNN wants to see it.
            (DNNL_ARG_SHIFT, try readShift.read(pass.parameters)),
            (DNNL_ARG_DIFF_SCALE, try scale.target(pass.gradients)),
            (DNNL_ARG_DIFF_SHIFT, try shift.target(pass.gradients)),
        ]
        if isRectified { arguments.append((DNNL_ARG_WORKSPACE, tape.extra[2])) }
        return try input.run(gradient, arguments)
    }
}
