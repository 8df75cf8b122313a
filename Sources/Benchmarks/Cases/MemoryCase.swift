/// Whether memory grows with the length of a video.
enum MemoryCase {
    static let benchmark = BenchmarkCase(
        name: "memory", summary: "peak memory of a run over ten hours, beside one hour", run: run)

    /// What allocators make of the same work differs by a little from run to run.
    private static let tolerance = 1.02

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let gallery = try bench.gallery()
        let hours = bench.isQuick ? 2 : 10
        let short = try bench.pilotageRun(try bench.slowClip(hours: 1), gallery: gallery, jobs: 2)
        let long = try bench.pilotageRun(try bench.slowClip(hours: hours), gallery: gallery, jobs: 2)
        return [
            Figure(
                name: "memory.length", what: "\(hours) h of 1080p at 1 frame/s beside 1 h; ratio: peaks",
                ours: .megabytes(long.peakBytes), peerName: "1 h", peer: .megabytes(short.peakBytes),
                ratio: long.peakBytes / short.peakBytes, target: .atMost(tolerance))
        ]
    }
}
