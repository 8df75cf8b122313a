import Foundation

/// NumPy's way: a matrix product, then `argpartition`, then a sort of what is left. Runs in a process of its own, and
/// searches once for every line it is sent.
final class NumPySearch {
    /// It reads its arguments `ROWS.f32 QUERIES.f32 DIMENSION LIMIT` and then lines: how many queries to search.
    private static let script = """
        import sys, time, numpy as np
        rows = np.fromfile(sys.argv[1], dtype=np.float32).reshape(-1, int(sys.argv[3]))
        queries = np.fromfile(sys.argv[2], dtype=np.float32).reshape(-1, int(sys.argv[3]))
        limit = int(sys.argv[4])
        def search(asked):
            scores = asked @ rows.T
            best = np.argpartition(scores, -limit, axis=1)[:, -limit:]
            kept = np.take_along_axis(scores, best, axis=1)
            return np.take_along_axis(best, np.argsort(-kept, axis=1), axis=1)
        for line in sys.stdin:
            asked = queries[:int(line)]
            start = time.perf_counter()
            found = search(asked)
            print(time.perf_counter() - start, int(found[0, 0]), flush=True)
        """

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Starts Python.
    ///
    /// - Parameters:
    ///   - rows: a file of bare single-precision numbers.
    ///   - queries: the same.
    ///   - threads: how many NumPy's BLAS may use.
    init(rows: String, queries: String, dimension: Int, limit: Int, threads: Int) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, rows, queries, "\(dimension)", "\(limit)"]
        let variables = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"]
        process.environment = ProcessInfo.processInfo.environment.merging(
            variables.map { ($0, "\(threads)") }
        ) { _, new in new }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Searches for the first queries; answers the seconds it took there, and the best row of the first query.
    func search(queries: Int) throws -> (seconds: Double, best: Int) {
        try input.fileHandleForWriting.write(contentsOf: Data("\(queries)\n".utf8))
        var line = ""
        while !line.hasSuffix("\n") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else {
                throw BenchmarkError("python3 with NumPy is needed, and ended early")
            }
            line += String(decoding: piece, as: UTF8.self)
        }
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let seconds = Double(words[0]), let best = Int(words[1]) else {
            throw BenchmarkError("NumPy answered '\(line)' where a time and a row were expected")
        }
        return (seconds, best)
    }
}
