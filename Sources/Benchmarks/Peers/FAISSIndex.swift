import CFAISS

/// FAISS's exact index by inner product.
///
/// `@unchecked Sendable`: the index is not changed after it is made.
final class FAISSIndex: @unchecked Sendable {
    private let index: OpaquePointer
    private let dimension: Int

    /// An index of rows, which are copied.
    init(_ rows: [Float], dimension: Int) throws {
        faiss_use_threads(1)
        guard let index = faiss_flat_create(Int64(dimension), Int64(rows.count / dimension), rows) else {
            throw BenchmarkError("FAISS has no memory for its index")
        }
        self.index = index
        self.dimension = dimension
    }

    deinit { faiss_flat_free(index) }

    /// The numbers of the best rows for each query, one query after the other.
    func search(_ queries: [Float], limit: Int) throws -> [Int64] {
        let count = queries.count / dimension
        var similarities = [Float](repeating: 0, count: count * limit)
        var rows = [Int64](repeating: -1, count: count * limit)
        // OpenMP keeps this by thread.
        faiss_use_threads(1)
        guard faiss_flat_search(index, Int64(count), queries, Int64(limit), &similarities, &rows) != 0 else {
            throw BenchmarkError("FAISS ended with an exception")
        }
        return rows
    }
}
