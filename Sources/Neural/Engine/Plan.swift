/// A network prepared for batches of one size, with the memory of its passes, which is made once and kept.
final class Plan {
    /// The memory of one pass.
    final class Pass {
        let input: Memory
        let tapes: [StepTape]

        init(input: Memory, tapes: [StepTape]) {
            self.input = input
            self.tapes = tapes
        }
    }

    private let workshop: Workshop
    private let chain: StepChain
    private let placement: Placement
    private let batch: Int
    /// The parameters in use; steps point into them.
    private let parameters: UnsafeMutableBufferPointer<Float>
    private let gradient: Memory
    private let plainOutput: Converter
    private let plainInput: Converter
    private var idle: [Pass] = []

    init(_ placement: Placement, _ builder: PlanBuilder) throws {
        workshop = builder.workshop
        batch = builder.batch
        self.placement = placement
        chain = try builder.chain(placement)
        let output = try Layout.pictures(batch, placement.outputShape)
        gradient = try Memory(workshop, output)
        plainOutput = Converter(workshop, to: output)
        plainInput = Converter(workshop, to: chain.inputLayout)
        parameters = .allocate(capacity: max(1, placement.parameterCount))
        parameters.initialize(repeating: 0)
    }

    deinit { parameters.deallocate() }

    /// Uses these parameters from now on.
    func load(_ values: [Float]) throws {
        _ = parameters.update(fromContentsOf: values)
        guard let start = parameters.baseAddress else { return }
        try chain.load(UnsafePointer(start))
    }

    /// Memory for a pass; to be given back.
    func takePass() throws -> Pass {
        if let pass = idle.popLast() { return pass }
        let input = try Memory(workshop, chain.inputLayout)
        return Pass(input: input, tapes: try chain.makeTapes())
    }

    func giveBack(_ pass: Pass) { idle.append(pass) }

    /// The output for a batch of exactly the plan's size, to be read before the next pass.
    func forward(_ input: UnsafeBufferPointer<Float>, _ pass: Pass) throws -> UnsafeMutableBufferPointer<
        Float
    > {
        _ = pass.input.floats.update(fromContentsOf: input)
        let output = try chain.forward(pass.input, pass.tapes)
        let floats = try plainOutput.convert(output).floats
        output.giveBack()
        return floats
    }

    /// What batch normalization measured in a pass.
    func statistics(_ pass: Pass) -> [Float] {
        var statistics = [Float](repeating: 0, count: placement.statisticCount)
        pass.tapes.collect(into: &statistics)
        return statistics
    }

    /// The gradients of the input, if anybody wants them, and of the parameters.
    func backward(
        _ outer: [Float], _ pass: Pass, parameters: [Float], wantsInput: Bool
    ) throws -> NetworkGradient {
        _ = gradient.floats.update(fromContentsOf: outer)
        // Never empty, so that there is an address also where a network has no parameters.
        let sources = parameters.isEmpty ? [0] : parameters
        var gradients = [Float](repeating: 0, count: sources.count)
        let input = try sources.withUnsafeBufferPointer { sources in
            try gradients.withUnsafeMutableBufferPointer { gradients -> Memory in
                guard let source = sources.baseAddress, let target = gradients.baseAddress else {
                    preconditionFailure("an array of \(sources.count) numbers has no address")
                }
                let backward = BackwardPass(parameters: source, gradients: target)
                return try chain.backward(gradient, pass.tapes, backward)
            }
        }
        gradients.removeLast(gradients.count - parameters.count)
        guard wantsInput else { return NetworkGradient(input: nil, parameters: gradients) }
        let values = Array(try plainInput.convert(input).floats)
        let shape = [batch] + placement.inputShape
        return NetworkGradient(input: Tensor(shape: shape, values: values), parameters: gradients)
    }
}
