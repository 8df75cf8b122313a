import Neural
import Tensors

/// Two tiny towers and batches of pairs that they can learn.
struct TrainingFixture {
    static let architecture = Architecture(
        inputShape: [2, 8, 8],
        layers: [
            .convolution(Convolution(inputs: 2, outputs: 8, stride: 2)),
            .batchNormalization(BatchNormalization(channels: 8)), .rectifier,
            .convolution(Convolution(inputs: 8, outputs: 8, stride: 2)),
            .batchNormalization(BatchNormalization(channels: 8)), .rectifier, .flatten,
            .linear(Linear(inputs: 32, outputs: 16)), .normalization,
        ])

    var state: TrainingState
    let photos: Tensor<Float>
    let maps: Tensor<Float>
    let runner: TowersRunner

    init(isShared: Bool = false, threads: Int = 2, method: Optimizer.Method = .adam(Adam())) throws {
        var generator = SeededGenerator(seed: 9)
        let photo = try Network<Float>(Self.architecture, generator: &generator)
        let map = try Network<Float>(Self.architecture, generator: &generator)
        let towers = isShared ? Towers(shared: photo) : Towers(photo: photo, map: map)
        photos = generator.tensor([8, 2, 8, 8])
        maps = generator.tensor([8, 2, 8, 8])
        state = TrainingState(towers: towers, method: method, generator: generator)
        runner = try TowersRunner(towers, threads: threads)
    }

    /// The losses of some steps, each before its step.
    mutating func losses(
        _ steps: Int, rate: Double = 0.01,
        _ loss: (PairBatch<Float>, PairRelations) -> PairLoss<Float> = { ContrastiveLoss()($0, $1) }
    ) throws -> [Float] {
        try (0..<steps).map { _ in
            let pass = try runner.forward(state.towers, photos: photos, maps: maps)
            let found = loss(pass.batch, PairRelations(count: 8))
            let gradients = try runner.backward(state.towers, found, pass)
            runner.track(pass, &state.towers)
            state.update(by: gradients, rate: rate, clippedTo: 10)
            return found.value
        }
    }

    /// Everything that training has changed.
    var numbers: [[Float]] {
        state.towers.networks.flatMap { [$0.parameters, $0.statistics] } + state.optimizers.flatMap(\.moments)
    }
}
