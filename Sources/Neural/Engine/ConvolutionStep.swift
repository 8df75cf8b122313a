internal import CDNNL

/// A convolution by oneDNN; in inference with the rectifier and the residual sum behind it.
final class ConvolutionStep: Step {
    let outputLayout: Layout
    private let workshop: Workshop
    private let operation: Operation
    private let source: Converter
    private let weights: WeightReader
    private let shape: ConvolutionShape
    private let inputLayout: Layout
    private let givesInputGradient: Bool
    private var gradients: ConvolutionBackward?
    /// What the next pass adds its output to, in place, where the step was made to add.
    var sum: Memory?

    init(
        _ workshop: Workshop, _ shape: ConvolutionShape, _ input: Layout, _ mode: NetworkMode,
        _ additions: Additions = Additions(), inBlocks: Bool = false, givesInputGradient: Bool = true
    ) throws {
        self.workshop = workshop
        self.shape = shape
        inputLayout = input
        self.givesInputGradient = givesInputGradient
        operation = try shape.forward(workshop, mode, additions, inBlocks: inBlocks)
        source = Converter(workshop, to: try operation.layout(dnnl_query_src_md))
        outputLayout = try operation.layout(dnnl_query_dst_md)
        weights = try WeightReader(
            workshop, operation, shape: shape.weights, offset: shape.offset,
            biases: shape.convolution.hasBias ? shape.convolution.outputs : nil)
    }

    func makeTape() throws -> StepTape { StepTape(output: try Memory(outputOf: workshop, outputLayout)) }

    func load(_ parameters: UnsafePointer<Float>) throws { try weights.load(parameters) }

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        tape.input = input
        let target = try sum ?? tape.output
        try operation.run(
            [(DNNL_ARG_SRC, try source.convert(input)), (DNNL_ARG_DST, target)] + weights.arguments)
        return target
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) throws -> Memory {
        guard let input = tape.input else { preconditionFailure("backward goes before forward") }
        let prepared =
            try gradients
            ?? ConvolutionBackward(
                workshop, shape, hint: operation, givesInputGradient: givesInputGradient)
        gradients = prepared
        return try prepared.run(gradient, input, pass)
    }
}

/// A convolution with the size of its batch and the places of its parameters.
struct ConvolutionShape {
    let convolution: Convolution
    let batch: Int
    /// Channels, height and width.
    let input: [Int]
    let output: [Int]
    /// Of the first weight among all parameters.
    let offset: Int

    /// Of the first bias.
    var biasOffset: Int? { convolution.hasBias ? offset + convolution.weightCount : nil }

    /// Weights as oneDNN numbers them: groups are a dimension of their own.
    var weights: [Int] {
        let (groups, kernel) = (convolution.groups, convolution.kernel)
        let one = [convolution.outputs / groups, convolution.inputsOfGroup, kernel, kernel]
        return groups == 1 ? one : [groups] + one
    }

    var strides: [Int64] { [Int64](repeating: Int64(convolution.stride), count: 2) }
    var paddingBefore: [Int64] { [Int64](repeating: Int64(convolution.padding), count: 2) }

    /// What the last windows reach beyond the lower and right edges; less than nothing where they end before.
    var paddingAfter: [Int64] {
        (1...2).map { axis in
            let reach = (output[axis] - 1) * convolution.stride + convolution.kernel
            return Int64(reach - input[axis] - convolution.padding)
        }
    }
}

/// Ways to compute a convolution, of which oneDNN may refuse some.
extension ConvolutionShape {
    /// A method with the layouts of input and output; nil where oneDNN chooses.
    private struct Way {
        var method = dnnl_convolution_direct
        var source: Layout?
        var target: Layout?
    }

    /// Whether oneDNN computes it by the method of Winograd (Lavin and Gray, 2016), which takes up to half as long.
    func takesWinograd(_ workshop: Workshop) -> Bool {
        (try? forward(workshop, .inference, Additions(), Way(method: dnnl_convolution_winograd))) != nil
    }

    /// - Parameter inBlocks: whether channels lie in blocks wherever they fill these, as the method of Winograd wants it.
    func forward(
        _ workshop: Workshop, _ mode: NetworkMode, _ additions: Additions, inBlocks: Bool
    ) throws -> Operation {
        for way in inBlocks ? try waysInBlocks(additions) : [] {
            if let operation = try? forward(workshop, mode, additions, way) { return operation }
        }
        return try forward(workshop, mode, additions, Way(target: additions.sum))
    }

    private func waysInBlocks(_ additions: Additions) throws -> [Way] {
        let source = try Layout.blocks([batch] + input)
        let target = try Layout.blocks([batch] + output)
        if let sum = additions.sum {
            guard let target, sum == target else { return [] }
        }
        let ways = [
            Way(method: dnnl_convolution_winograd, target: target), Way(source: source, target: target),
        ]
        let isDepthwise =
            convolution.groups == convolution.inputs && convolution.groups == convolution.outputs
        return convolution.groups == 1 || isDepthwise ? ways : []
    }

    private func forward(
        _ workshop: Workshop, _ mode: NetworkMode, _ additions: Additions, _ way: Way
    ) throws -> Operation {
        var source = try (way.source ?? Layout.any([batch] + input)).descriptor
        var weight = try Layout.any(weights).descriptor
        var bias = try Layout.plain([convolution.outputs]).descriptor
        var target = try (way.target ?? Layout.any([batch] + output)).descriptor
        var description = dnnl_convolution_desc_t()
        let kind = mode == .training ? dnnl_forward_training : dnnl_forward_inference
        try withUnsafePointer(to: &bias) { bias in
            try check(
                dnnl_convolution_forward_desc_init(
                    &description, kind, way.method, &source, &weight,
                    convolution.hasBias ? bias : nil, &target, strides, paddingBefore, paddingAfter),
                "dnnl_convolution_forward_desc_init")
        }
        return try Operation(workshop, &description, additions)
    }
}
