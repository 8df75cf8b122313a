import Neural
import PilotageAPI
import Synchronization
import Tensors
import Workers

/// How many frames the model that ships embeds.
enum NeuralCase {
    static let benchmark = BenchmarkCase(
        name: "neural", summary: "pictures embedded by the model that ships, two threads", run: run)

    private static let promised = 500.0
    private static let threads = 2
    /// As many as the engine hands over at a time.
    private static let batch = 16

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let model = try PlaceModel(path: Workbench.model)
        let embedder = try bench.registry.viewEmbedder(model: Workbench.model)
        let pictures = noise(512)
        let planes = pictures.map { model.input.planes(of: $0) }
        let views = Tensor(
            shape: [pictures.count] + model.input.shape(.photo), values: planes.flatMap { $0 })
        let tower = try InferenceRunner(model.towers[.photo], threads: threads, group: batch)
        let frames = pictures.map { Frame(index: 0, timeSeconds: 0, content: .image($0)) }
        let times = try interleaved(
            rounds: bench.rounds(21),
            [
                { for picture in pictures { _ = model.input.planes(of: picture) } },
                { _ = try tower.outputs(for: views) },
                { try embed(frames, embedder) },
            ])
        let count = Double(pictures.count)
        return [
            Figure(
                name: "neural.planes", what: "a picture of 192 x 128 to planes, 1 thread",
                ours: .milliseconds(times[0] / count), peerName: "", peer: nil, ratio: nil, target: .none),
            rate("neural.tower", "the tower alone", count / times[1]),
            rate("neural.pictures", "pictures of 192 x 128 to embeddings", count / times[2]),
        ]
    }

    private static func rate(_ name: String, _ what: String, _ value: Double) -> Figure {
        Figure(
            name: name, what: "\(what), \(threads) threads",
            ours: Figure.Quantity(value: value, unit: "frames/s", digits: 0), peerName: "", peer: nil,
            ratio: nil, target: .atLeast(promised))
    }

    /// Batches of frames on every thread, as in the engine.
    private static func embed(_ frames: [Frame], _ embedder: any Embedder) throws {
        let next = Mutex(0)
        try orderedMap(
            jobs: threads,
            next: {
                next.withLock { start -> [Frame]? in
                    guard start < frames.count else { return nil }
                    defer { start += batch }
                    return Array(frames[start..<min(start + batch, frames.count)])
                }
            }, transform: { try embedder.embed($0) }, consume: { _ in })
    }

    private static func noise(_ count: Int) -> [Image] {
        var random = SeededGenerator(seed: 3)
        return (0..<count).map { _ in
            let samples = (0..<192 * 128 * 3).map { _ in UInt8(255 * random.uniform()) }
            return Image(width: 192, height: 128, channels: 3, samples: samples)
        }
    }
}
