import PilotageAPI
import Tensors
import Workers

/// The same search by everybody.
struct MatchContest: Sendable {
    let ours: any Matcher
    let gallery: Gallery
    let queries: Matrix
    let faiss: FAISSIndex

    /// Ours beside FAISS and beside NumPy, on one thread or on two.
    ///
    /// A run has a batch of queries under way on each thread; so have ours and FAISS here. NumPy takes the batches one
    /// after the other, with all threads on each.
    func figures(_ count: Int, threads: Int, numpy: NumPySearch, rounds: Int) throws -> [Figure] {
        try checkAgreement(numpy)
        var numpyTimes: [Double] = []
        let times = try interleaved(
            rounds: rounds,
            [
                { _ = try match(count, threads: threads) },
                { try searchFAISS(count, threads: threads) },
                {
                    numpyTimes.append(
                        try (0..<threads).reduce(0) { sum, _ in
                            sum + (try numpy.search(queries: count).seconds)
                        })
                },
            ])
        let queries = "\(count) quer\(count == 1 ? "y" : "ies")"
        let what = threads == 1 ? "\(queries), 1 thread" : "\(threads) x \(queries), \(threads) threads"
        // NumPy's own watch leaves out the pipe between the processes.
        let numpyTime = quantile(0.5, of: numpyTimes.dropFirst()) ?? times[2]
        return [("faiss", "FAISS", times[1]), ("numpy", "NumPy", numpyTime)].map { name, peer, time in
            .times(
                "match.\(name).\(count)q.\(threads)t", what, ours: times[0], peer: time, by: peer,
                target: .atLeast(1))
        }
    }

    /// Our answers for one batch, which every thread searches.
    func match(_ count: Int, threads: Int) throws -> [[Candidate]] {
        var found: [[Candidate]] = []
        try onEach(threads, count) { batch in
            try ours.match(batch, in: gallery, rows: nil, limit: MatchCase.limit)
        } collect: {
            found = $0
        }
        return found
    }

    private func searchFAISS(_ count: Int, threads: Int) throws {
        try onEach(threads, count) { batch in
            try faiss.search(batch.values, limit: MatchCase.limit)
        } collect: { _ in
        }
    }

    /// Searches a batch on the calling thread, or on each of several.
    private func onEach<Found: Sendable>(
        _ threads: Int, _ count: Int, _ search: @escaping @Sendable (Embeddings) throws -> Found,
        collect: (Found) -> Void
    ) throws {
        let batch = part(0..<count)
        guard threads > 1 else { return collect(try search(batch)) }
        let batches = Batches(left: threads)
        try orderedMap(
            jobs: threads, next: { batches.next() }, transform: { _ in try search(batch) }, consume: collect)
    }

    private func part(_ range: Range<Int>) -> Embeddings {
        let dimension = queries.columns
        return Embeddings(
            dimension: dimension,
            values: Array(queries.values[range.lowerBound * dimension..<range.upperBound * dimension]))
    }

    /// A comparison is worth nothing if the answers differ.
    private func checkAgreement(_ numpy: NumPySearch) throws {
        let mine = try match(1, threads: 1).first?.first?.row
        let theirs = (
            Int(try faiss.search(part(0..<1).values, limit: 1)[0]), try numpy.search(queries: 1).best
        )
        guard mine == theirs.0, mine == theirs.1 else {
            throw BenchmarkError(
                "the best row is \(mine ?? -1) for us, \(theirs.0) for FAISS, \(theirs.1) for NumPy")
        }
    }
}

/// Numbers as many batches as there are.
///
/// `@unchecked Sendable`: `orderedMap` asks for one at a time, under its own lock.
private final class Batches: @unchecked Sendable {
    private var left: Int

    init(left: Int) { self.left = left }

    func next() -> Int? {
        guard left > 0 else { return nil }
        left -= 1
        return left
    }
}
