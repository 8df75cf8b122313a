internal import CDNNL

/// A linear map by oneDNN, in inference.
final class LinearStep: Step {
    let outputLayout: Layout
    private let workshop: Workshop
    private let operation: Operation
    private let source: Converter
    private let weights: WeightReader
    /// What `outputLayout` calls pictures of one pixel are vectors to oneDNN.
    private let vectors: Memory

    init(_ workshop: Workshop, _ placed: PlacedLayer, _ layer: Linear, batch: Int) throws {
        self.workshop = workshop
        let shape = [layer.outputs, layer.inputs, 1, 1]
        var source = try Layout.any([batch, layer.inputs, 1, 1]).descriptor
        var weight = try Layout.any(shape).descriptor
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
        weights = try WeightReader(
            workshop, operation, shape: shape, offset: placed.parameters.lowerBound,
            biases: layer.hasBias ? layer.outputs : nil)
    }

    func makeTape() throws -> StepTape { StepTape(output: try Memory(outputOf: workshop, outputLayout)) }

    func load(_ parameters: UnsafePointer<Float>) throws { try weights.load(parameters) }

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        let output = try tape.output
        guard let bytes = output.floats.baseAddress else {
            preconditionFailure("the output of a linear map has no bytes")
        }
        try vectors.point(at: bytes)
        try operation.run(
            [(DNNL_ARG_SRC, try source.convert(input)), (DNNL_ARG_DST, vectors)] + weights.arguments)
        return output
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) -> Memory {
        preconditionFailure("a pass of inference goes backward")
    }
}
