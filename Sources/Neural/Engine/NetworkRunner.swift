/// What a backward pass gives.
public struct NetworkGradient: Sendable {
    /// With respect to the network's input; nil where the runner was not asked for it.
    public var input: Tensor<Float>?
    /// With respect to the network's parameters, in their order.
    public var parameters: [Float]
}

/// What a forward pass leaves for the backward pass that may follow it.
///
/// It holds the memory of the pass, which goes back to the runner with the backward pass, or with the tape.
public final class Tape {
    /// What batch normalization measured, in the order of the network's statistics.
    public let statistics: [Float]
    /// Number of pictures.
    public let pictures: Int
    fileprivate let parameters: [Float]
    fileprivate let plan: Plan
    fileprivate var pass: Plan.Pass?

    fileprivate init(_ plan: Plan, _ pass: Plan.Pass, parameters: [Float], pictures: Int) {
        self.plan = plan
        self.pass = pass
        self.parameters = parameters
        self.pictures = pictures
        statistics = plan.statistics(pass)
    }

    deinit { finish() }

    fileprivate func finish() {
        if let pass { plan.giveBack(pass) }
        pass = nil
    }
}

/// Runs training passes of networks of one architecture, by oneDNN and OpenBLAS.
///
/// Everything that depends on the size of a batch is made at its first use and kept. A runner is used by one thread
/// at a time; the same runner on the same number of threads gives the same bits.
public final class NetworkRunner {
    private let placement: Placement
    private let workshop: Workshop
    private let givesInputGradient: Bool
    private var plans: [Int: Plan] = [:]

    /// A runner.
    ///
    /// - Parameters:
    ///   - threads: how many threads oneDNN may use. With one, results do not depend on the number of processors.
    ///   - givesInputGradient: whether backward passes answer the gradient of the input, which training needs not.
    /// - Throws: `PilotageError` where the layers do not fit, or oneDNN cannot work here.
    public init(_ architecture: Architecture, threads: Int = 1, givesInputGradient: Bool = false) throws {
        placement = try architecture.placement()
        workshop = try Workshop(threads: threads, keepsOutputs: true)
        self.givesInputGradient = givesInputGradient
    }

    /// The network's output for a batch, in training: batch normalization measures the batch.
    ///
    /// - Throws: `PilotageError` where oneDNN refuses.
    public func forward(
        _ network: Network<Float>, _ input: Tensor<Float>
    ) throws -> (output: Tensor<Float>, tape: Tape) {
        let expected = [input.rows] + placement.inputShape
        precondition(input.shape == expected, "\(input.shape) instead of \(expected)")
        workshop.enter()
        let plan = try plan(input.rows)
        let pass = try plan.takePass()
        try plan.load(network.parameters)
        let values = try input.values.withUnsafeBufferPointer { Array(try plan.forward($0, pass)) }
        let output = Tensor(shape: [input.rows] + placement.outputShape, values: values)
        return (output, Tape(plan, pass, parameters: network.parameters, pictures: input.rows))
    }

    /// The gradients of a number whose gradient with respect to the output is given. A tape serves once.
    ///
    /// - Throws: `PilotageError` where oneDNN refuses.
    public func backward(_ gradient: Tensor<Float>, _ tape: Tape) throws -> NetworkGradient {
        let expected = [tape.pictures] + placement.outputShape
        precondition(gradient.shape == expected, "\(gradient.shape) instead of \(expected)")
        guard let pass = tape.pass else { preconditionFailure("a tape goes backward twice") }
        workshop.enter()
        defer { tape.finish() }
        return try tape.plan.backward(
            gradient.values, pass, parameters: tape.parameters, wantsInput: givesInputGradient)
    }

    private func plan(_ batch: Int) throws -> Plan {
        if let plan = plans[batch] { return plan }
        let builder = PlanBuilder(
            workshop: workshop, batch: batch, mode: .training, givesInputGradient: givesInputGradient)
        let plan = try Plan(placement, builder)
        plans[batch] = plan
        return plan
    }
}
