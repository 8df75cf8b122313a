import Foundation
import Geodesy
import PilotageAPI
import Tensors
import Workers

/// Exact matching, beside the machine's own matrix product, FAISS and NumPy.
enum MatchCase {
    static let benchmark = BenchmarkCase(
        name: "match", summary: "the ten best of 100,000 x 256, beside sgemm, FAISS and NumPy", run: run)

    static let dimension = 256
    static let rowCount = 100_000
    static let limit = 10
    private static let mostQueries = 256

    private static func run(_ bench: Workbench) throws -> [Figure] {
        var random = SeededGenerator(seed: 7)
        let rows = randomRows(rowCount, &random)
        let queries = randomRows(mostQueries, &random)
        let files = (try store(rows, "match-rows.f32", bench), try store(queries, "match-queries.f32", bench))
        let contest = MatchContest(
            ours: try bench.registry.exactMatcher(), gallery: gallery(rows),
            queries: queries, faiss: try FAISSIndex(rows.values, dimension: dimension))
        var figures = [try ofProduct(contest, rows, queries, bench.rounds(9))]
        for threads in [1, 2] {
            let numpy = try NumPySearch(
                rows: files.0, queries: files.1, dimension: dimension, limit: limit, threads: threads)
            for count in threads == 1 ? [1, 16, 256] : [16, 256] {
                let rounds = bench.rounds(count > 16 ? 9 : 25)
                figures += try contest.figures(count, threads: threads, numpy: numpy, rounds: rounds)
            }
        }
        return figures
    }

    /// Ours as a share of the best rate at which the library multiplies matrices of this size.
    private static func ofProduct(
        _ contest: MatchContest, _ rows: Matrix, _ queries: Matrix, _ rounds: Int
    ) throws -> Figure {
        var scores = [Float](repeating: 0, count: mostQueries * rowCount)
        let times = try interleaved(
            rounds: rounds,
            [
                { _ = try contest.match(mostQueries, threads: 1) },
                { product(queries, rows, block: rowCount, &scores) },
                { product(queries, rows, block: 2048, &scores) },
            ])
        let work = 2 * Double(mostQueries) * Double(rowCount) * Double(dimension) / 1e9
        func rate(_ seconds: Double) -> Figure.Quantity {
            Figure.Quantity(value: work / seconds, unit: "GF/s", digits: 1)
        }
        let best = min(times[1], times[2])
        return Figure(
            name: "match.sgemm.256q.1t", what: "256 queries; ratio: share of sgemm's own rate",
            ours: rate(times[0]), peerName: "sgemm", peer: rate(best), ratio: best / times[0],
            target: .atLeast(0.85))
    }

    private static func product(_ queries: Matrix, _ rows: Matrix, block: Int, _ scores: inout [Float]) {
        scores.withUnsafeMutableBufferPointer { scores in
            queries.values.withUnsafeBufferPointer { left in
                rows.values.withUnsafeBufferPointer { right in
                    guard let left = left.baseAddress, let right = right.baseAddress,
                        let scores = scores.baseAddress
                    else { return }
                    for start in stride(from: 0, to: rowCount, by: block) {
                        multiply(
                            rows: mostQueries, columns: min(block, rowCount - start), inner: dimension, left,
                            leftStride: dimension, right + start * dimension, .transposed,
                            rightStride: dimension,
                            into: scores, productStride: block)
                    }
                }
            }
        }
    }

    private static func randomRows(_ count: Int, _ random: inout SeededGenerator) -> Matrix {
        let values = (0..<count * dimension).map { _ in Float(random.normal()) }
        return Matrix(rows: count, columns: dimension, values: values).normalizingRows()
    }

    private static func store(_ matrix: Matrix, _ name: String, _ bench: Workbench) throws -> String {
        try bench.file(name) { path in
            try matrix.values.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) }
        }
    }

    private static func gallery(_ rows: Matrix) -> Gallery {
        let places = (0..<rows.rows).map { id in
            Place(
                id: id, coordinate: Coordinate(latitude: 0, longitude: 0), headingDegrees: nil,
                source: "\(id)")
        }
        return Gallery(
            name: "random", places: places,
            embeddings: EmbeddingMatrix(Embeddings(dimension: dimension, values: rows.values)),
            metric: .cosine,
            embedder: EmbedderRecord(name: "none", options: .empty, fingerprint: Fingerprint("0")),
            calibration: [:])
    }
}
