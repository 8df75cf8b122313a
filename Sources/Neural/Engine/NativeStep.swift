internal import CDNNL

/// A layer of few numbers, computed by its own formulas on row-major memory.
final class NativeStep: Step {
    let outputLayout: Layout
    private let workshop: Workshop
    private let placed: PlacedLayer
    private let source: Converter
    private let gradient: Converter
    private let inputGradient: Memory
    private let inputShape: [Int]
    private let outputShape: [Int]
    private let statistics: [Float]
    private var parameters: [Float] = []

    /// - Parameter statistics: the running ones of batch normalization in inference.
    init(_ workshop: Workshop, _ placed: PlacedLayer, batch: Int, statistics: [Float] = []) throws {
        self.workshop = workshop
        self.placed = placed
        self.statistics = statistics
        inputShape = [batch] + placed.inputShape
        outputShape = [batch] + placed.outputShape
        outputLayout = try Layout.pictures(batch, placed.outputShape)
        let inputLayout = try Layout.pictures(batch, placed.inputShape)
        source = Converter(workshop, to: inputLayout)
        gradient = Converter(workshop, to: outputLayout)
        inputGradient = try Memory(workshop, inputLayout)
    }

    func makeTape() throws -> StepTape { StepTape(output: try Memory(outputOf: workshop, outputLayout)) }

    func load(_ parameters: UnsafePointer<Float>) {
        let range = placed.parameters
        self.parameters = Array(
            UnsafeBufferPointer(start: parameters + range.lowerBound, count: range.count))
    }

    func forward(_ input: Memory, _ tape: StepTape) throws -> Memory {
        let value = Tensor(shape: inputShape, values: Array(try source.convert(input).floats))
        let (result, remembered) = forward(value)
        tape.native = remembered
        let output = try tape.output
        _ = output.floats.update(fromContentsOf: result.values)
        return output
    }

    func backward(_ gradient: Memory, _ tape: StepTape, _ pass: BackwardPass) throws -> Memory {
        guard let remembered = tape.native else { preconditionFailure("backward goes before forward") }
        let outer = Tensor(shape: outputShape, values: Array(try self.gradient.convert(gradient).floats))
        let found = backward(outer, remembered)
        for (index, value) in found.parameters.enumerated() {
            pass.gradients[placed.parameters.lowerBound + index] = value
        }
        _ = inputGradient.floats.update(fromContentsOf: found.input.values)
        return inputGradient
    }

    private func forward(
        _ input: Tensor<Float>
    ) -> (output: Tensor<Float>, tape: LayerTape<Float>) {
        switch placed.layer {
        case .batchNormalization(let layer):
            layer.forward(input, parameters, running: statistics, .inference)
        case .globalPooling(let layer): layer.forward(input, parameters)
        case .linear(let layer): layer.forward(input, parameters)
        case .normalization: Normalization.forward(input)
        case .flatten: (input.reshaped(outputShape), LayerTape(input: input))
        default: preconditionFailure("a \(placed.layer.kind) is no native layer")
        }
    }

    private func backward(_ gradient: Tensor<Float>, _ tape: LayerTape<Float>) -> LayerGradient<Float> {
        switch placed.layer {
        case .globalPooling(let layer): layer.backward(gradient, tape)
        case .linear(let layer): layer.backward(gradient, tape)
        case .normalization: Normalization.backward(gradient, tape)
        case .flatten: LayerGradient(input: gradient.reshaped(inputShape))
        default: preconditionFailure("a \(placed.layer.kind) is no native layer")
        }
    }
}
