public import Neural
internal import PilotageAPI
internal import Tensors

/// How a network is trained.
public struct TrainingPlan: Sendable, Hashable, Codable {
    /// How many batches are learned from.
    public var steps = 3_000
    /// The greatest rate of learning.
    public var rate = 2e-3
    /// Steps until the rate is at its greatest.
    public var warmUpSteps = 200
    /// How strongly weights are drawn to 0.
    public var weightDecay = 1e-2
    /// The greatest length of the gradient of a step.
    public var longestGradient = 5.0
    /// What is made small.
    public var loss = PlaceLoss.contrastive
    /// How much single views count beside rigs, [0, 1].
    public var singleShare = 0.5
    /// Decides all that is random.
    public var seed: UInt64 = 1
    /// The shape of the networks.
    public var towers = PlaceTowers()
    /// What they take.
    public var input = ViewInput()

    /// The usual plan.
    public init() {}

    var schedule: LearningRate {
        LearningRate(peak: rate, warmUpSteps: warmUpSteps, totalSteps: steps, final: rate / 100)
    }
}

/// Teaches two towers by batches of pairs.
public final class Trainer {
    /// What a step tells.
    public struct Report: Sendable {
        /// Steps made.
        public var step: Int
        /// The loss before the step.
        public var loss: Double
        /// The rate of learning.
        public var rate: Double
        /// The length of the gradient before it was clipped.
        public var gradientLength: Double
    }

    /// How it is trained.
    public let plan: TrainingPlan
    /// All that is needed to go on.
    public private(set) var state: TrainingState
    private let runner: TowersRunner

    /// A trainer that goes on from a state, or begins.
    ///
    /// - Parameter start: towers to begin with; nil for new ones.
    /// - Throws: `PilotageError` where the networks cannot be made.
    public init(
        _ plan: TrainingPlan, state: TrainingState? = nil, start: Towers? = nil, threads: Int = 2
    ) throws {
        self.plan = plan
        if let state {
            self.state = state
        } else {
            var generator = SeededGenerator(seed: plan.seed)
            let towers = try start ?? plan.towers.towers(plan.input, generator: &generator)
            self.state = TrainingState(
                towers: towers, method: .adam(Adam(weightDecay: plan.weightDecay)), generator: generator)
        }
        runner = try TowersRunner(self.state.towers, threads: threads)
    }

    /// Learns from a batch.
    ///
    /// - Throws: `PilotageError` where the loss is no number any more.
    public func step(_ samples: PairSamples) throws -> Report {
        let pass = try runner.forward(state.towers, photos: samples.photos, maps: samples.maps)
        let loss = loss(RigEmbeddings(views: pass.batch, count: samples.views), samples)
        let gradients = try runner.backward(state.towers, loss, pass)
        runner.track(pass, &state.towers)
        let rate = plan.schedule.rate(at: state.step)
        let length = state.update(by: gradients, rate: rate, clippedTo: plan.longestGradient)
        guard length.isFinite, loss.value.isFinite else {
            throw PilotageError(
                .invalid, "training has come apart: the loss of step \(state.step + 1) is no number",
                hint: "a lower --rate keeps it together")
        }
        return Report(
            step: state.step, loss: Double(loss.value), rate: rate, gradientLength: length)
    }

    private func loss(_ embeddings: RigEmbeddings, _ samples: PairSamples) -> PairLoss<Float> {
        let share = Float(samples.views > 1 ? plan.singleShare : 1)
        var total = plan.loss.evaluated(embeddings.views, samples.viewRelations)
        total.scale(by: share)
        guard share < 1 else { return total }
        var rigs = embeddings.gradient(plan.loss.evaluated(embeddings.rigs, samples.rigRelations))
        rigs.scale(by: 1 - share)
        total.value += rigs.value
        total.photoGradient += rigs.photoGradient
        total.mapGradient += rigs.mapGradient
        return total
    }
}

extension PairLoss<Float> {
    mutating func scale(by factor: Float) {
        value *= factor
        for index in photoGradient.values.indices { photoGradient.values[index] *= factor }
        for index in mapGradient.values.indices { mapGradient.values[index] *= factor }
    }
}
