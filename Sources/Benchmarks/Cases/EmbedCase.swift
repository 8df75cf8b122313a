import PilotageAPI
import Tensors

/// The time of `embed.vlad` for a frame, beside VLFeat with the same geometry.
enum EmbedCase {
    static let benchmark = BenchmarkCase(
        name: "embed", summary: "embed.vlad at 320 x 240 on one thread, beside VLFeat", run: run)

    /// As many as the engine hands over at a time.
    private static let batch = 16

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let images = try bench.pictures(count: bench.isQuick ? 160 : 640)
        bench.note("  fitting both to \(images.count) pictures")
        let ours = try bench.registry.pictureEmbedder(fitting: images, seed: 1)
        let one = try VLFeatPipeline(
            VLFeatPipeline.Recipe(binSizes: [6], words: 256, dimensions: 512), fitting: images, seed: 1)
        let three = try VLFeatPipeline(
            VLFeatPipeline.Recipe(binSizes: [4, 6, 8], words: 64, dimensions: 512), fitting: images, seed: 1)
        let frames = images.prefix(batch).map { Frame(index: 0, timeSeconds: 0, content: .image($0)) }
        let pictures = Array(images.prefix(batch))
        let times = try interleaved(
            rounds: bench.rounds(15),
            [
                { _ = try ours.embed(frames) }, { _ = try one.embed(pictures) },
                { _ = try three.embed(pictures) },
            ]
        ).map { $0 / Double(batch) }
        let what = "a frame at 320 x 240, \(ours.dimension) elements"
        return [
            Figure(
                name: "embed.vlad", what: what, ours: .milliseconds(times[0]), peerName: "", peer: nil,
                ratio: nil,
                target: .atMost(12)),
            .times(
                "embed.vlfeat.1scale", "the same beside dsift, bins of 6 px, 256 words", ours: times[0],
                peer: times[1], by: "VLFeat", target: .none),
            .times(
                "embed.vlfeat.3scales", "the same beside dsift, bins of 4/6/8 px, 64 words", ours: times[0],
                peer: times[2], by: "VLFeat", target: .none),
        ]
    }
}
