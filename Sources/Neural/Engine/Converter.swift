internal import CDNNL

/// Brings blocks of numbers into a wanted order; does nothing where they have it.
final class Converter {
    private let workshop: Workshop
    private let target: Layout
    private var prepared: (source: Layout, operation: Operation, memory: Memory)?

    init(_ workshop: Workshop, to target: Layout) {
        self.workshop = workshop
        self.target = target
    }

    /// The numbers in the wanted order: what is given, or memory that the next call writes again.
    func convert(_ source: Memory) throws -> Memory {
        if source.layout == target { return source }
        if let prepared, prepared.source == source.layout {
            try prepared.operation.run([(DNNL_ARG_FROM, source), (DNNL_ARG_TO, prepared.memory)])
            return prepared.memory
        }
        let operation = try Operation(workshop, from: source.layout, to: target)
        let memory = try Memory(workshop, target)
        prepared = (source.layout, operation, memory)
        try operation.run([(DNNL_ARG_FROM, source), (DNNL_ARG_TO, memory)])
        return memory
    }
}

/// Numbers that lie row-major in a network's parameters, and that an operation wants in another order.
final class ParameterReader {
    private let plain: Memory
    private let converter: Converter
    private let offset: Int

    /// - Parameter offset: of the first number among all parameters.
    init(_ workshop: Workshop, shape: [Int], offset: Int, wanted: Layout? = nil) throws {
        let layout = try Layout.plain(shape)
        plain = try Memory(borrowing: workshop, layout)
        converter = Converter(workshop, to: wanted ?? layout)
        self.offset = offset
    }

    /// The numbers in the wanted order; valid as long as the parameters stay where they are.
    func read(_ parameters: UnsafePointer<Float>) throws -> Memory {
        try plain.point(at: parameters + offset)
        return try converter.convert(plain)
    }
}

/// The weights of an operation, and the numbers that it adds to its outputs where it does.
final class WeightReader {
    private let weight: ParameterReader
    private let bias: ParameterReader?
    private var loaded: [(Int32, Memory)] = []

    /// - Parameters:
    ///   - offset: of the first weight among all parameters; biases stand behind the weights.
    ///   - biases: how many of them there are, if any.
    init(_ workshop: Workshop, _ operation: Operation, shape: [Int], offset: Int, biases: Int?) throws {
        weight = try ParameterReader(
            workshop, shape: shape, offset: offset, wanted: operation.layout(dnnl_query_weights_md))
        bias = try biases.map {
            try ParameterReader(workshop, shape: [$0], offset: offset + shape.reduce(1, *))
        }
    }

    /// Takes the numbers over; valid as long as the parameters stay where they are.
    func load(_ parameters: UnsafePointer<Float>) throws {
        loaded = [(DNNL_ARG_WEIGHTS, try weight.read(parameters))]
        if let bias { loaded.append((DNNL_ARG_BIAS, try bias.read(parameters))) }
    }

    /// What was loaded, as arguments of the operation.
    var arguments: [(Int32, Memory)] {
        precondition(!loaded.isEmpty, "an operation runs before its weights are loaded")
        return loaded
    }
}

/// Gradients that an operation writes in some order, and that lie row-major beside the network's parameters.
final class GradientWriter {
    private let workshop: Workshop
    private let plain: Memory
    private let computed: Memory
    private let operation: Operation?
    private let offset: Int

    /// - Parameter offset: of the first number among all parameters.
    init(_ workshop: Workshop, shape: [Int], offset: Int, computed layout: Layout? = nil) throws {
        let target = try Layout.plain(shape)
        self.workshop = workshop
        self.offset = offset
        plain = try Memory(borrowing: workshop, target)
        guard let layout, !(layout == target) else {
            computed = plain
            operation = nil
            return
        }
        computed = try Memory(workshop, layout)
        operation = try Operation(workshop, from: layout, to: target)
    }

    /// What the operation has to write into.
    func target(_ gradients: UnsafeMutablePointer<Float>) throws -> Memory {
        try plain.point(at: gradients + offset)
        return computed
    }

    /// Brings what was written to its place.
    func finish() throws { try operation?.run([(DNNL_ARG_FROM, computed), (DNNL_ARG_TO, plain)]) }
}
