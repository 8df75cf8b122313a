internal import CDNNL

/// A linear map by oneDNN, in inference.
final class LinearStep: Step {
    let outputLayout: Layout
    private let workshop: Workshop
    private let operation: Operation
    private let source: Converter
    private let weight: ParameterReader
    private let bias: ParameterReader?
    /// What `outputLayout` calls pictures of one pixel are vectors to oneDNN.
    private let vectors: Memory
    private var loaded: (weight: Memory, bias: Memory?)?

    init(_ workshop: Workshop, _ placed: PlacedLayer, _ layer: Linear, batch: Int) throws {
        self.workshop = workshop
        let weights = [layer.outputs, layer.inputs, 1, 1]
        var source = try Layout.any([batch, layer.inputs, 1, 1]).descriptor
        var weight = try Layout.any(weights).descriptor
        var bias = try Layout.plain([layer.outputs]).descriptor
        let target = try Layout.plain([batch, layer.outputs])
        var output = target.descriptor
        var description = dnnl_inner_product_desc_t()
        try withUnsafePointer(to: &bias) { bias in
            try check(
                dnnl_inner_product_forward_desc_init(
                    &description, dnnl_forward_inference, &source, &weight, layer.hasBias ? bias : nil,
                    &output),
                "dnnl_inner_product_forward_desc_init")
        }
        operation = try Operation(workshop, &description)
        self.source = Converter(workshop, to: try operation.layout(dnnl_query_src_md))
        outputLayout = try Layout.pictures(batch, [layer.outputs])
        vectors = try Memory(borrowing: workshop, target)
        let offset = placed.parameters.lowerBound
        self.weight = try ParameterReader(
            workshop, shape: weights, offset: offset, wanted: operation.layout(dnnl_query_weights_md))
        self.bias =
            layer.hasBias
            ? try ParameterReader(
                workshop, shape: [layer.outputs], offset: offset + layer.outputs * layer.inputs) : nil
    }

    func makeTape() throws -> StepTape { StepTape(output: try Memory(outputOf: workshop, outputLayout)) }

    func load(_ parameters: UnsafePointer<Float>) throws {
        loaded = (try weight.read(parameters), try bias?.read(parameters))
    }

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        let output = try tape.output
        guard let loaded, let bytes = output.floats.baseAddress else {
            preconditionFailure("a linear map runs before its weights are loaded")
        }
        try vectors.point(at: bytes)
        var arguments = [
            (DNNL_ARG_SRC, try source.convert(input)), (DNNL_ARG_WEIGHTS, loaded.weight),
            (DNNL_ARG_DST, vectors),
        ]
        if let bias = loaded.bias { arguments.append((DNNL_ARG_BIAS, bias)) }
        try operation.run(arguments)
        return output
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) -> Memory {
        preconditionFailure("a pass of inference goes backward")
    }
}
