import Foundation

/// NumPy's way to follow a route: forward, backward and best path over the same ways and the same likelihood, by a matrix
/// product, an `exp`, two `bincount` and a `reduceat` a frame; nothing off the map, no new beginnings, no second guess.
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
        order = np.argsort(target, kind="stable")
        source, target, weight = source[order], target[order], weight[order]
        cost = -np.log(weight)
        firsts = np.flatnonzero(np.r_[True, target[1:] != target[:-1]]); reached = target[firsts]
        def follow():
            count, steps = len(ways), len(frames)
            scores = np.empty((steps, count), dtype=np.float32)
            beliefs = np.empty((steps, count), dtype=np.float32)
            origins = np.empty((steps, count), dtype=np.int32)
            beliefs[0], best = 1 / count, np.zeros(count, dtype=np.float32)
            for t in range(1, steps):
                news = frames[t] - kept * frames[t - 1]
                energy = ((news ** 2).sum() + lengths - 2 * vectors @ news) / (1 - kept * kept)
                energy -= energy.min()
                scores[t] = np.exp(-scale * energy)
                moved = np.bincount(target, weights=weight * beliefs[t - 1][source], minlength=count)
                beliefs[t] = moved * scores[t]
                beliefs[t] /= beliefs[t].sum()
                arriving = best[source] + cost
                least = np.minimum.reduceat(arriving, firsts)
                winners = np.flatnonzero(arriving == np.repeat(least, np.diff(np.r_[firsts, len(target)])))
                best = np.full(count, np.inf, dtype=np.float32)
                best[reached] = least
                origins[t][target[winners]] = source[winners]
                best += scale * energy
            message = np.ones(count, dtype=np.float32)
            for t in range(steps - 1, 0, -1):
                posterior = beliefs[t] * message
                posterior /= posterior.sum()
                message = np.bincount(source, weights=weight * (scores[t] * message)[target], minlength=count)
                message /= message.sum()
            way = int(best.argmin())
            end = way
            for t in range(steps - 1, 0, -1): way = origins[t][way]
            return end
        best = 1e9
        for _ in range(rounds):
            start = time.perf_counter()
            end = follow()
            best = min(best, time.perf_counter() - start)
        print(best, ways[end, 1])
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
