internal import CDNNL

/// The sum of two ways through a network by oneDNN.
final class ResidualStep: Step {
    let outputLayout: Layout
    private let workshop: Workshop
    private let body: StepChain
    private let shortcut: StepChain
    private let addend: Converter
    private let operation: Operation
    private var prepared: BackwardSum?

    init(_ workshop: Workshop, body: StepChain, shortcut: StepChain) throws {
        self.workshop = workshop
        self.body = body
        self.shortcut = shortcut
        outputLayout = body.outputLayout
        addend = Converter(workshop, to: outputLayout)
        operation = try Self.sum(workshop, outputLayout)
    }

    private static func sum(_ workshop: Workshop, _ layout: Layout) throws -> Operation {
        var (one, other, result) = (layout.descriptor, layout.descriptor, layout.descriptor)
        var description = dnnl_binary_desc_t()
        try check(
            dnnl_binary_desc_init(&description, dnnl_binary_add, &one, &other, &result),
            "dnnl_binary_desc_init")
        return try Operation(workshop, &description)
    }

    func makeTape() throws -> StepTape {
        StepTape(
            output: try Memory(outputOf: workshop, outputLayout), body: try body.makeTapes(),
            shortcut: try shortcut.makeTapes())
    }

    func load(_ parameters: UnsafePointer<Float>) throws {
        try body.load(parameters)
        try shortcut.load(parameters)
    }

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        let long = try body.forward(input, tape.body)
        let short = try shortcut.forward(input, tape.shortcut)
        let output = try tape.output
        try operation.run([
            (DNNL_ARG_SRC_0, long), (DNNL_ARG_SRC_1, try addend.convert(short)), (DNNL_ARG_DST, output),
        ])
        for way in [long, short] where way !== input { way.giveBack() }
        return output
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) throws -> Memory {
        let long = try body.backward(gradient, tape.body, pass)
        let short = try shortcut.backward(gradient, tape.shortcut, pass)
        let sum = try prepared ?? BackwardSum(workshop, long.layout)
        prepared = sum
        return try sum.run(long, short)
    }

    /// The sum of the gradients of both ways.
    private final class BackwardSum {
        private let operation: Operation
        private let addend: Converter
        private let result: Memory

        init(_ workshop: Workshop, _ layout: Layout) throws {
            operation = try ResidualStep.sum(workshop, layout)
            addend = Converter(workshop, to: layout)
            result = try Memory(workshop, layout)
        }

        func run(_ one: Memory, _ other: Memory) throws -> Memory {
            try operation.run([
                (DNNL_ARG_SRC_0, one), (DNNL_ARG_SRC_1, try addend.convert(other)), (DNNL_ARG_DST, result),
            ])
            return result
        }
    }
}

/// A residual block in inference, whose last convolution adds to the short way, in place, and may rectify the sum.
///
/// An empty shortcut is the block's input, which is overwritten: nobody else may need it.
final class FusedResidualStep: Step {
    private let workshop: Workshop
    private let body: StepChain
    private let last: ConvolutionStep
    private let shortcut: StepChain

    init(_ workshop: Workshop, body: StepChain, last: ConvolutionStep, shortcut: StepChain) {
        self.workshop = workshop
        self.body = body
        self.last = last
        self.shortcut = shortcut
    }

    var outputLayout: Layout { last.outputLayout }

    func makeTape() throws -> StepTape {
        // The output is what the short way gave: no memory of this tape is used.
        let end = try last.makeTape()
        return StepTape(
            output: try Memory(outputOf: workshop, outputLayout), body: try body.makeTapes() + [end],
            shortcut: try shortcut.makeTapes())
    }

    func load(_ parameters: UnsafePointer<Float>) throws {
        try body.load(parameters)
        try last.load(parameters)
        try shortcut.load(parameters)
    }

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        last.sum = try shortcut.forward(input, tape.shortcut)
        let long = try body.forward(input, tape.body)
        let output = try last.forward(long, tape.body[tape.body.count - 1])
        if long !== input { long.giveBack() }
        return output
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) -> Memory {
        preconditionFailure("a pass of inference goes backward")
    }
}
