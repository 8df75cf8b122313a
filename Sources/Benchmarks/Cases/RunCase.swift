import Foundation
import PilotageAPI

/// A whole run over a long video at one frame a second, beside decoding alone with the same threads.
enum RunCase {
    static let benchmark = BenchmarkCase(
        name: "run", summary: "an hour of 1080p at 1s through `pilotage run`, beside its decoding alone",
        run: run)

    private static let threads = 2
    /// What a run may take beside the mapped gallery, in bytes.
    private static let memoryLimit = 300e6

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let minutes = bench.isQuick ? 5 : 60
        let clip = try bench.clip(seconds: minutes * 60, gop: 250)
        let gallery = try bench.gallery()
        let decoder = try bench.registry.videoDecoder(sample: "1s")
        // A round takes minutes, so there is one, and what a round before it would warm is warmed by reading the file.
        try ChildProcess.run(["cksum", clip, "\(gallery)/embeddings.npy"])
        var usage: [ChildProcess.Usage] = []
        var frames = 0
        let times = try interleaved(
            rounds: bench.isQuick ? 3 : 1, warmup: false,
            [
                {
                    frames = try decoder.drain(
                        clip, as: FrameFormat(color: .gray, longSide: 320), threads: threads)
                },
                { usage.append(try bench.pilotageRun(clip, gallery: gallery, jobs: threads)) },
            ])
        let peak = usage.map(\.peakBytes).max() ?? 0
        let mapped = Double(bench.size(of: "\(gallery)/embeddings.npy"))
        let what = "\(minutes) min, \(frames) frames, \(threads) threads"
        return [
            Figure(
                name: "run.time", what: "\(what); ratio: ours / decoding", ours: .time(times[1]),
                peerName: "decoding", peer: .time(times[0]), ratio: times[1] / times[0], target: .atMost(1.15)
            ),
            Figure(
                name: "run.memory", what: "\(what): peak, MB beside the gallery",
                ours: .megabytes(peak - mapped),
                peerName: "", peer: nil, ratio: nil, target: .atMost(memoryLimit / 1e6)),
        ]
    }
}

/// The program as people run it.
extension Workbench {
    /// A gallery of photos out of the clip.
    func gallery() throws -> String {
        try file("bench.gallery") { path in
            let photos = try photos(count: 200, width: 800)
            let names = try FileManager.default.contentsOfDirectory(atPath: photos).sorted()
            let rows = names.enumerated().map {
                "\(photos)/\($1),45.0,\(fixed(7 + Double($0) * 0.0005, digits: 6))"
            }
            let table = "\(folder)/places.csv"
            try (["file,lat,lon"] + rows).joined(separator: "\n").write(
                toFile: table, atomically: true, encoding: .utf8)
            note("  building a gallery of \(names.count) photos")
            try ChildProcess.run([
                try pilotage(), "gallery", "build", "--photos", table, "--output", path,
            ])
        }
    }

    /// `pilotage run` over one video.
    func pilotageRun(_ video: String, gallery: String, jobs: Int) throws -> ChildProcess.Usage {
        let output = "\(folder)/results"
        try? FileManager.default.removeItem(atPath: output)
        return try ChildProcess.run([
            try pilotage(), "run", video, "--gallery", gallery, "--output", output, "--jobs", "\(jobs)",
            "--progress", "none",
        ])
    }

    /// Bytes of a file; 0 where there is none.
    func size(of path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }
}
