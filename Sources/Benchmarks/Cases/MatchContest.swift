import PilotageAPI
import Tensors
import Workers

/// The same search by everybody.
struct MatchContest: Sendable {
    let ours: any Matcher
    let gallery: Gallery
    let queries: Matrix
    let faiss: FAISSIndex

    /// Ours beside FAISS and beside NumPy, on one thread each or on two.
    func figures(_ count: Int, threads: Int, numpy: NumPySearch, rounds: Int) throws -> [Figure] {
        try checkAgreement(numpy)
        var numpyTimes: [Double] = []
        let times = try interleaved(
            rounds: rounds,
            [
                { _ = try match(count, threads: threads) },
                { try searchFAISS(count, threads: threads) },
                { numpyTimes.append(try numpy.search(queries: count).seconds) },
            ])
        let what = "\(count) quer\(count == 1 ? "y" : "ies"), \(threads) thread\(threads == 1 ? "" : "s")"
        // NumPy's own watch leaves out the pipe between the processes.
        let numpyTime = quantile(0.5, of: numpyTimes.dropFirst()) ?? times[2]
        return [("faiss", "FAISS", times[1]), ("numpy", "NumPy", numpyTime)].map { name, peer, time in
            .times(
                "match.\(name).\(count)q.\(threads)t", what, ours: times[0], peer: time, by: peer,
                target: .atLeast(1))
        }
    }

    /// Our answers; each thread takes its share of the queries.
    func match(_ count: Int, threads: Int) throws -> [[Candidate]] {
        var found: [[Candidate]] = []
        try share(count, threads) { part in
            try ours.match(part, in: gallery, rows: nil, limit: MatchCase.limit)
        } collect: {
            found += $0
        }
        return found
    }

    private func searchFAISS(_ count: Int, threads: Int) throws {
        try share(count, threads) { part in
            try faiss.search(part.values, limit: MatchCase.limit)
        } collect: { _ in
        }
    }

    /// Searches on the calling thread, or on several with a share of the queries each.
    private func share<Found: Sendable>(
        _ count: Int, _ threads: Int, _ search: @escaping @Sendable (Embeddings) throws -> Found,
        collect: (Found) -> Void
    ) throws {
        guard threads > 1 else { return collect(try search(part(0..<count))) }
        let parts = Shares(count: count, parts: threads)
        try orderedMap(
            jobs: threads, next: { parts.next() }, transform: { try search(part($0)) }, consume: collect)
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

/// Equal shares of a count, one after the other.
///
/// `@unchecked Sendable`: `orderedMap` asks for one at a time, under its own lock.
private final class Shares: @unchecked Sendable {
    private let count: Int
    private let parts: Int
    private var taken = 0

    init(count: Int, parts: Int) {
        self.count = count
        self.parts = parts
    }

    func next() -> Range<Int>? {
        guard taken < parts else { return nil }
        defer { taken += 1 }
        return count * taken / parts..<count * (taken + 1) / parts
    }
}
