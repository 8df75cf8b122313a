internal import CDNNL

/// A backward operation with the memory that it writes the gradient of its input to.
final class InputGradient {
    private let operation: Operation
    private let outer: Converter
    private let input: Memory

    init(_ workshop: Workshop, _ operation: Operation) throws {
        self.operation = operation
        outer = Converter(workshop, to: try operation.layout(dnnl_query_diff_dst_md))
        input = try Memory(workshop, operation.layout(dnnl_query_diff_src_md))
    }

    /// The gradient of the input, which the next call writes again.
    ///
    /// - Parameters:
    ///   - gradient: of the output.
    ///   - others: what else the operation reads and writes.
    func run(_ gradient: Memory, _ others: [(Int32, Memory)]) throws -> Memory {
        try operation.run(
            [(DNNL_ARG_DIFF_DST, try outer.convert(gradient)), (DNNL_ARG_DIFF_SRC, input)] + others)
        return input
    }
}
