import Learning
import Neural
import PilotageAPI
import Synchronization
import Tensors
import Workers

/// How many frames the tower of photos embeds.
enum NeuralCase {
    static let benchmark = BenchmarkCase(
        name: "neural", summary: "views of 96 x 64 pixels through the tower of photos, two threads", run: run)

    private static let promised = 500.0
    private static let threads = 2
    /// As many as the engine hands over at a time.
    private static let batch = 16

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let input = ViewInput()
        let network = try Networks.network(PlaceTowers().architecture(.photo, input))
        let pictures = noise(128)
        let views = input.tensor(pictures)
        let tower = try InferenceRunner(network, threads: threads, group: batch)
        let shares = try (0..<threads).map { thread in
            let count = pictures.count / threads
            return Share(
                pictures: Array(pictures[thread * count..<(thread + 1) * count]), input: input,
                runner: try InferenceRunner(network, threads: 1, group: batch), batch: batch)
        }
        let times = try interleaved(
            rounds: bench.rounds(21),
            [
                { for picture in pictures { _ = input.planes(of: picture) } },
                { _ = try tower.outputs(for: views) },
                { try embed(shares) },
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

    /// Every thread embeds its share of the pictures, as the engine's do.
    private static func embed(_ shares: [Share]) throws {
        let next = Mutex(0)
        try orderedMap(
            jobs: shares.count,
            next: {
                next.withLock { index in
                    defer { index += 1 }
                    return index < shares.count ? shares[index] : nil
                }
            }, transform: { try $0.embed() }, consume: { _ in })
    }

    private static func noise(_ count: Int) -> [Image] {
        var random = SeededGenerator(seed: 3)
        return (0..<count).map { _ in
            let samples = (0..<192 * 128 * 3).map { _ in UInt8(255 * random.uniform()) }
            return Image(width: 192, height: 128, channels: 3, samples: samples)
        }
    }
}

/// What one thread embeds.
///
/// `@unchecked Sendable`: every share is used by one thread at a time.
private struct Share: @unchecked Sendable {
    let pictures: [Image]
    let input: ViewInput
    let runner: InferenceRunner
    let batch: Int

    func embed() throws {
        for first in stride(from: 0, to: pictures.count, by: batch) {
            let views = input.tensor(Array(pictures[first..<min(first + batch, pictures.count)]))
            _ = try runner.outputs(for: views)
        }
    }
}

extension ViewInput {
    /// What the tower of photos takes of some pictures.
    fileprivate func tensor(_ pictures: [Image]) -> Tensor<Float> {
        Tensor(
            shape: [pictures.count] + shape(.photo), values: pictures.flatMap { planes(of: $0) })
    }
}
