internal import CDNNL

/// The gradients of a convolution by oneDNN.
final class ConvolutionBackward {
    private let shape: ConvolutionShape
    private let weightOperation: Operation
    private let weightInput: Converter
    private let weightGradient: Converter
    private let weight: GradientWriter
    private let bias: GradientWriter?
    private let data: DataGradient?

    init(
        _ workshop: Workshop, _ shape: ConvolutionShape, hint: Operation, givesInputGradient: Bool
    ) throws {
        self.shape = shape
        weightOperation = try shape.backwardWeights(workshop, hint)
        weightInput = Converter(workshop, to: try weightOperation.layout(dnnl_query_src_md))
        weightGradient = Converter(workshop, to: try weightOperation.layout(dnnl_query_diff_dst_md))
        weight = try GradientWriter(
            workshop, shape: shape.weights, offset: shape.offset,
            computed: weightOperation.layout(dnnl_query_diff_weights_md))
        bias = try shape.biasOffset.map {
            try GradientWriter(workshop, shape: [shape.convolution.outputs], offset: $0)
        }
        data = givesInputGradient ? try DataGradient(workshop, shape, hint) : nil
    }

    /// The gradient of the input; where nobody needs it, the gradient that came in.
    func run(_ gradient: Memory, _ input: Memory, _ pass: BackwardPass) throws -> Memory {
        var arguments = [
            (DNNL_ARG_SRC, try weightInput.convert(input)),
            (DNNL_ARG_DIFF_DST, try weightGradient.convert(gradient)),
            (DNNL_ARG_DIFF_WEIGHTS, try weight.target(pass.gradients)),
        ]
        if let bias { arguments.append((DNNL_ARG_DIFF_BIAS, try bias.target(pass.gradients))) }
        try weightOperation.run(arguments)
        try weight.finish()
        try bias?.finish()
        return try data?.run(gradient, pass) ?? gradient
    }
}

/// The gradient of a convolution's input.
private final class DataGradient {
    private let input: InputGradient
    private let weight: ParameterReader

    init(_ workshop: Workshop, _ shape: ConvolutionShape, _ hint: Operation) throws {
        let operation = try shape.backwardData(workshop, hint)
        input = try InputGradient(workshop, operation)
        weight = try ParameterReader(
            workshop, shape: shape.weights, offset: shape.offset,
            wanted: operation.layout(dnnl_query_weights_md))
    }

    func run(_ gradient: Memory, _ pass: BackwardPass) throws -> Memory {
        try input.run(gradient, [(DNNL_ARG_WEIGHTS, try weight.read(pass.parameters))])
    }
}

extension ConvolutionShape {
    fileprivate func backwardWeights(_ workshop: Workshop, _ hint: Operation) throws -> Operation {
        var source = try Layout.any([batch] + input).descriptor
        var weight = try Layout.any(weights).descriptor
        var bias = try Layout.plain([convolution.outputs]).descriptor
        var target = try Layout.any([batch] + output).descriptor
        var description = dnnl_convolution_desc_t()
        try withUnsafePointer(to: &bias) { bias in
            try check(
                dnnl_convolution_backward_weights_desc_init(
                    &description, dnnl_convolution_direct, &source, &weight,
                    convolution.hasBias ? bias : nil, &target, strides, paddingBefore, paddingAfter),
                "dnnl_convolution_backward_weights_desc_init")
        }
        return try Operation(workshop, &description, hint: hint)
    }

    fileprivate func backwardData(_ workshop: Workshop, _ hint: Operation) throws -> Operation {
        var source = try Layout.any([batch] + input).descriptor
        var weight = try Layout.any(weights).descriptor
        var target = try Layout.any([batch] + output).descriptor
        var description = dnnl_convolution_desc_t()
        try check(
            dnnl_convolution_backward_data_desc_init(
                &description, dnnl_convolution_direct, &source, &weight, &target, strides, paddingBefore,
                paddingAfter),
            "dnnl_convolution_backward_data_desc_init")
        return try Operation(workshop, &description, hint: hint)
    }
}
