import Foundation

/// NumPy's way to follow a route: the forward pass alone, over the same ways and the same likelihood, by one matrix
/// product, one `exp` and one `bincount` a frame.
enum NumPyFilter {
    /// It reads `PLACES.f32 FRAMES.f32 WAYS.i32 DIMENSION ROUNDS`, and prints the seconds of its fastest pass and the place where
    /// it ends.
    private static let script = """
        import sys, time, numpy as np
        dimension, rounds = int(sys.argv[4]), int(sys.argv[5])
        places = np.fromfile(sys.argv[1], dtype=np.float32).reshape(-1, dimension)
        frames = np.fromfile(sys.argv[2], dtype=np.float32).reshape(-1, dimension)
        ways = np.fromfile(sys.argv[3], dtype=np.int32).reshape(-1, 2)
        kept, scale = 0.5, 2.1 / dimension
        after = [[] for _ in places]
        for way, (start, _) in enumerate(ways): after[start].append(way)
        pairs = [(way, onward) for way, (_, end) in enumerate(ways) for onward in after[end]]
        source = np.array([pair[0] for pair in pairs]); target = np.array([pair[1] for pair in pairs])
        weight = np.array([1 / len(after[ways[way, 1]]) for way in source], dtype=np.float32)
        vectors = places[ways[:, 1]] - kept * places[ways[:, 0]]
        lengths = (vectors ** 2).sum(1)
        def follow():
            belief = np.ones(len(ways), dtype=np.float32) / len(ways)
            for before, frame in zip(frames[:-1], frames[1:]):
                news = frame - kept * before
                energy = ((news ** 2).sum() + lengths - 2 * vectors @ news) / (1 - kept * kept)
                moved = np.bincount(target, weights=weight * belief[source], minlength=len(ways))
                belief = moved * np.exp(-scale * (energy - energy.min()))
                belief /= belief.sum()
            return belief
        best = 1e9
        for _ in range(rounds):
            start = time.perf_counter()
            belief = follow()
            best = min(best, time.perf_counter() - start)
        print(best, ways[belief.argmax(), 1])
        """

    /// Follows a route on one thread; answers the seconds it took, and the place where it ends.
    static func follow(places: String, frames: String, ways: String, dimension: Int, rounds: Int) throws -> (
        seconds: Double, end: Int
    ) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, places, frames, ways, "\(dimension)", "\(rounds)"]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"]) { _, new in new }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let seconds = Double(words[0]), let end = Int(words[1]) else {
            throw BenchmarkError("NumPy answered '\(text)' where a time and a place were expected")
        }
        return (seconds, end)
    }
}
