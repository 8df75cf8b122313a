import PilotageAPI

/// Decoding videos, beside the `ffmpeg` command with the same scaler, threads and size.
enum DecodeCase {
    static let benchmark = BenchmarkCase(
        name: "decode", summary: "1080p H.264 to 320 x 180, beside the ffmpeg command", run: run)

    /// One way of sampling, and how the command is told to do the same.
    private struct Work {
        var name: String
        var sample: String
        var color: FrameFormat.Color
        var gop: Int
        var input: [String] = []
        var filter = ""
        var output: [String] = []
    }

    private static let works = [
        Work(name: "all.gray", sample: "all", color: .gray, gop: 250),
        Work(name: "all.rgb", sample: "all", color: .rgb, gop: 250),
        Work(name: "1s.gray", sample: "1s", color: .gray, gop: 250, filter: "fps=1,"),
        Work(name: "1s.gop50", sample: "1s", color: .gray, gop: 50, filter: "fps=1,"),
        Work(
            name: "key.gray", sample: "keyframes", color: .gray, gop: 250, input: ["-skip_frame", "nokey"],
            output: ["-vsync", "passthrough"]),
        Work(
            name: "key.gop50", sample: "keyframes", color: .gray, gop: 50, input: ["-skip_frame", "nokey"],
            output: ["-vsync", "passthrough"]),
    ]

    private static func run(_ bench: Workbench) throws -> [Figure] {
        var figures: [Figure] = []
        for work in works {
            // Key frames are so quick that a longer clip is needed to see more than the start of a process.
            let isKey = work.sample == "keyframes"
            let clip = try bench.clip(seconds: (isKey ? 120 : 20), gop: work.gop)
            for threads in [1, 2] {
                figures.append(try figure(work, clip, threads: threads, bench))
            }
        }
        return figures
    }

    private static func figure(_ work: Work, _ clip: String, threads: Int, _ bench: Workbench) throws
        -> Figure
    {
        let format = FrameFormat(color: work.color, longSide: 320)
        let decoder = try bench.registry.videoDecoder(sample: work.sample)
        var frames = 0
        let times = try interleaved(
            rounds: bench.rounds(work.sample == "keyframes" ? 7 : 5),
            [
                { frames = try decoder.drain(clip, as: format, threads: threads) },
                { try ChildProcess.run(command(work, clip, threads: threads)) },
            ])
        return .times(
            "decode.\(work.name).\(threads)t",
            "\(work.sample), \(work.color), GOP \(work.gop), \(frames) frames",
            ours: times[0], peer: times[1], by: "ffmpeg", target: .atLeast(1))
    }

    private static func command(_ work: Work, _ clip: String, threads: Int) -> [String] {
        // The scaler's flags are those of the decoder under test.
        let scale = "scale=320:180:flags=area+accurate_rnd+full_chroma_int"
        let pixels = work.color == .gray ? "gray" : "rgb24"
        return ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-threads", "\(threads)"] + work.input
            + [
                "-filter_threads", "\(threads)", "-i", clip, "-an", "-vf",
                "\(work.filter)\(scale),format=\(pixels)",
            ]
            + work.output + ["-f", "rawvideo", "/dev/null"]
    }
}
