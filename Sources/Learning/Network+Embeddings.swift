internal import Neural
internal import Workers

extension Network<Float> {
    /// The outputs for pictures that are made while they are wanted, one row for each.
    func embeddings(
        _ count: Int, jobs: Int, _ planes: @escaping @Sendable (Int) throws -> [Float]
    ) throws -> Tensor<Float> {
        let runner = try InferenceRunner(self, threads: jobs, group: 4)
        var values: [Float] = []
        for start in stride(from: 0, to: count, by: 256) {
            let part = min(256, count - start)
            let queue = IndexQueue(count: part)
            var batch: [Float] = []
            batch.reserveCapacity(part * architecture.inputShape.reduce(1, *))
            try orderedMap(jobs: jobs, next: queue.next) {
                try planes(start + $0)
            } consume: {
                batch += $0
            }
            let input = Tensor(shape: [part] + architecture.inputShape, values: batch)
            values += try runner.outputs(for: input).values
        }
        return Tensor(shape: [count, outputShape.reduce(1, *)], values: values)
    }
}
