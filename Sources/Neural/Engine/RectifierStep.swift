internal import CDNNL

/// The rectifier by oneDNN, where it is not part of another step.
final class RectifierStep: Step {
    let outputLayout: Layout
    private let workshop: Workshop
    private let rectifier: Rectifier
    private let operation: Operation
    private var prepared: InputGradient?

    init(_ workshop: Workshop, _ rectifier: Rectifier, _ input: Layout) throws {
        self.workshop = workshop
        self.rectifier = rectifier
        outputLayout = input
        var data = input.descriptor
        var description = dnnl_eltwise_desc_t()
        try check(
            dnnl_eltwise_forward_desc_init(
                &description, dnnl_forward_training, rectifier.trainedKind, &data, 0, rectifier.bound),
            "dnnl_eltwise_forward_desc_init")
        operation = try Operation(workshop, &description)
    }

    func makeTape() throws -> StepTape { StepTape(output: try Memory(outputOf: workshop, outputLayout)) }

    func load(_ parameters: UnsafePointer<Float>) {}

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        let output = try tape.output
        try operation.run([(DNNL_ARG_SRC, input), (DNNL_ARG_DST, output)])
        return output
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) throws -> Memory {
        let prepared = try prepared ?? backward()
        self.prepared = prepared
        return try prepared.run(gradient, [(DNNL_ARG_DST, try tape.output)])
    }

    private func backward() throws -> InputGradient {
        var (data, other) = (outputLayout.descriptor, outputLayout.descriptor)
        var description = dnnl_eltwise_desc_t()
        try check(
            dnnl_eltwise_backward_desc_init(
                &description, rectifier.trainedKind, &other, &data, 0, rectifier.bound),
            "dnnl_eltwise_backward_desc_init")
        return try InputGradient(workshop, Operation(workshop, &description, hint: operation))
    }
}

extension Rectifier {
    /// How oneDNN computes it where a backward pass may follow, which reads what came out.
    fileprivate var trainedKind: dnnl_alg_kind_t {
        limit == nil ? dnnl_eltwise_relu_use_dst_for_bwd : dnnl_eltwise_clip_v2_use_dst_for_bwd
    }

    /// How oneDNN computes it in inference.
    var kind: dnnl_alg_kind_t { limit == nil ? dnnl_eltwise_relu : dnnl_eltwise_clip_v2 }

    /// The second number that oneDNN wants: the limit. The first, slope or lower bound, is 0.
    var bound: Float { Float(limit ?? 0) }
}
