/// A layer, or several that oneDNN computes as one, prepared for batches of one size.
///
/// Steps keep what is the same for every batch; what backward needs of a forward pass lies in a `StepTape`.
protocol Step: AnyObject {
    /// The layout of what goes out.
    var outputLayout: Layout { get }

    /// Memory for one pass.
    func makeTape() throws -> StepTape

    /// Takes the parameters over, in the order in which the step needs them.
    func load(_ parameters: UnsafePointer<Float>) throws

    /// Computes the output, which lies in the tape.
    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory

    /// Writes the gradients of the step's parameters, and answers the gradient of its input.
    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) throws -> Memory
}

/// What a backward pass reads and writes.
struct BackwardPass {
    /// The parameters of the forward pass.
    let parameters: UnsafePointer<Float>
    /// Of the parameters, in their order.
    let gradients: UnsafeMutablePointer<Float>
}

/// What a step remembers of a forward pass, and the memory of its output.
final class StepTape {
    /// What came in, in the layout in which the step used it.
    var input: Memory?
    /// What goes out.
    private let memory: Memory
    /// What else the step wants to remember; each says what.
    let extra: [Memory]
    /// Where the first two of `extra`, means and variances, stand among the network's statistics.
    let statistics: Range<Int>?
    /// Of the two ways through a residual block.
    let body: [StepTape]
    let shortcut: [StepTape]
    /// Of layers computed by their own formulas.
    var native: LayerTape<Float>?

    init(
        output: Memory, extra: [Memory] = [], statistics: Range<Int>? = nil, body: [StepTape] = [],
        shortcut: [StepTape] = []
    ) {
        memory = output
        self.extra = extra
        self.statistics = statistics
        self.body = body
        self.shortcut = shortcut
    }

    /// What goes out, with bytes to write to. Whoever read it last gives them back.
    var output: Memory {
        get throws {
            try memory.take()
            return memory
        }
    }
}

extension [StepTape] {
    /// Writes what batch normalization measured to its places.
    func collect(into statistics: inout [Float]) {
        for tape in self {
            tape.body.collect(into: &statistics)
            tape.shortcut.collect(into: &statistics)
            guard let range = tape.statistics else { continue }
            let measured = Array<Float>(tape.extra[0].floats) + Array<Float>(tape.extra[1].floats)
            statistics.replaceSubrange(range, with: measured)
        }
    }
}

/// Steps one after the other.
struct StepChain {
    let steps: [any Step]
    let inputLayout: Layout

    var outputLayout: Layout { steps.last?.outputLayout ?? inputLayout }

    func makeTapes() throws -> [StepTape] { try steps.map { try $0.makeTape() } }

    func load(_ parameters: UnsafePointer<Float>) throws {
        for step in steps { try step.load(parameters) }
    }

    func forward(_ input: Memory, _ tapes: [StepTape]) throws -> Memory {
        var value = input
        for (step, tape) in zip(steps, tapes) {
            let output = try step.forward(value, tape)
            // What came in belongs to the caller, and a step may have answered in place.
            if value !== input, value !== output { value.giveBack() }
            value = output
        }
        return value
    }

    func backward(_ gradient: Memory, _ tapes: [StepTape], _ pass: BackwardPass) throws -> Memory {
        var value = gradient
        for (step, tape) in zip(steps, tapes).reversed() { value = try step.backward(value, tape, pass) }
        return value
    }
}
