internal import CDNNL

/// Pooling of windows by oneDNN; a tape's `extra` says where maxima stood.
final class PoolingStep: Step {
    let outputLayout: Layout
    private let workshop: Workshop
    private let inputLayout: Layout
    private let window: Window
    private let operation: Operation
    private let workspace: Layout?
    private var prepared: InputGradient?

    /// Pooling of windows; without a `Pooling` the average of whole pictures.
    init(_ workshop: Workshop, _ placed: PlacedLayer, _ pooling: Pooling?, batch: Int, _ input: Layout) throws
    {
        self.workshop = workshop
        inputLayout = input
        window = pooling.map { Window($0, placed) } ?? Window(averageOf: placed.inputShape)
        var source = input.descriptor
        var target = try Layout.any([batch] + Layout.dimensions(placed.outputShape)).descriptor
        var description = dnnl_pooling_desc_t()
        try check(
            dnnl_pooling_forward_desc_init(
                &description, dnnl_forward_training, window.algorithm, &source, &target, window.strides,
                window.kernel, window.before, window.after),
            "dnnl_pooling_forward_desc_init")
        operation = try Operation(workshop, &description)
        outputLayout = try operation.layout(dnnl_query_dst_md)
        workspace =
            window.algorithm == dnnl_pooling_max ? try operation.layout(dnnl_query_workspace_md) : nil
    }

    func makeTape() throws -> StepTape {
        let extra = try workspace.map { [try Memory(workshop, $0)] } ?? []
        return StepTape(output: try Memory(outputOf: workshop, outputLayout), extra: extra)
    }

    func load(_ parameters: UnsafePointer<Float>) {}

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        let places = tape.extra.map { (DNNL_ARG_WORKSPACE, $0) }
        let output = try tape.output
        try operation.run([(DNNL_ARG_SRC, input), (DNNL_ARG_DST, output)] + places)
        return output
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) throws -> Memory {
        let prepared = try prepared ?? backward()
        self.prepared = prepared
        return try prepared.run(gradient, tape.extra.map { (DNNL_ARG_WORKSPACE, $0) })
    }

    private func backward() throws -> InputGradient {
        var (source, target) = (inputLayout.descriptor, outputLayout.descriptor)
        var description = dnnl_pooling_desc_t()
        try check(
            dnnl_pooling_backward_desc_init(
                &description, window.algorithm, &source, &target, window.strides, window.kernel,
                window.before, window.after),
            "dnnl_pooling_backward_desc_init")
        return try InputGradient(workshop, Operation(workshop, &description, hint: operation))
    }
}

/// A pooling window in oneDNN's words.
private struct Window {
    let algorithm: dnnl_alg_kind_t
    let strides: [Int64]
    let kernel: [Int64]
    let before: [Int64]
    let after: [Int64]

    init(_ pooling: Pooling, _ placed: PlacedLayer) {
        algorithm = pooling.statistic == .maximum ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding
        strides = [Int64](repeating: Int64(pooling.stride), count: 2)
        kernel = [Int64](repeating: Int64(pooling.window), count: 2)
        before = [Int64](repeating: Int64(pooling.padding), count: 2)
        after = (1...2).map { axis in
            let reach = (placed.outputShape[axis] - 1) * pooling.stride + pooling.window
            return Int64(reach - placed.inputShape[axis] - pooling.padding)
        }
    }

    /// One window over channels, height and width.
    init(averageOf shape: [Int]) {
        algorithm = dnnl_pooling_avg_exclude_padding
        strides = [1, 1]
        kernel = shape.dropFirst().map { Int64($0) }
        (before, after) = ([0, 0], [0, 0])
    }
}
