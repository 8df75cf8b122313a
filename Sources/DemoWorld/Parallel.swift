/// The results of a computation for every input, in the order of the inputs, worked out on all cores.
func inParallel<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @escaping @Sendable (Input) -> Output
) async -> [Output] {
    await withTaskGroup(of: (Int, Output).self) { group in
        for (index, input) in inputs.enumerated() { group.addTask { (index, work(input)) } }
        var outputs = [Output?](repeating: nil, count: inputs.count)
        for await (index, output) in group { outputs[index] = output }
        return outputs.compactMap { $0 }
    }
}
