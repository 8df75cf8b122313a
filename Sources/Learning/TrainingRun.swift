internal import Foundation
public import Neural
internal import PilotageAPI

/// A training from its first step, or its last checkpoint, to the model.
public struct TrainingRun {
    /// How often what happens.
    public struct Pace: Sendable, Hashable {
        /// Steps between checkpoints.
        public var checkpoint = 100
        /// Steps between looks at the held-out places.
        public var validation = 250

        /// The usual pace.
        public init() {}
    }

    /// What is told after every step.
    public struct Progress: Sendable {
        /// The step.
        public var report: Trainer.Report
        /// How many there will be.
        public var steps: Int
        /// Seconds of training so far.
        public var seconds: Double
        /// The last point of the curve.
        public var latest: CurvePoint?
    }

    private let plan: TrainingPlan
    private let pace: Pace
    private let source: any PairSource
    private let validate: (PlaceModel) throws -> (rig: Recall?, single: Recall?)
    private let files: TrainingFiles
    private let seconds: () -> Double
    private let provenance: [String: String]

    /// A training.
    ///
    /// - Parameters:
    ///   - provenance: what is kept in the model of what it was trained on and with; a checkpoint of another provenance is refused.
    ///   - validate: tells how well a model does among places that are held out.
    ///   - seconds: tells the time since some moment.
    public init(
        _ plan: TrainingPlan, _ pace: Pace, source: any PairSource, provenance: [String: String],
        files: TrainingFiles, seconds: @escaping () -> Double,
        validate: @escaping (PlaceModel) throws -> (rig: Recall?, single: Recall?)
    ) {
        (self.plan, self.pace, self.source, self.provenance) = (plan, pace, source, provenance)
        (self.files, self.seconds, self.validate) = (files, seconds, validate)
    }

    /// Trains, and writes the model.
    ///
    /// - Parameters:
    ///   - start: towers to begin with, for fine-tuning; nil for new ones.
    ///   - progress: told after every step; what it throws ends the training behind a checkpoint.
    /// - Throws: `PilotageError`; a checkpoint that was written stays.
    public func run(
        from start: Towers? = nil, threads: Int, progress: (Progress) throws -> Void
    ) throws -> PlaceModel {
        let found = try files.checkpoint(of: identity)
        let trainer = try Trainer(plan, state: found?.state, start: start, threads: threads)
        var curve = found?.curve ?? []
        let before = (found?.seconds ?? 0) - seconds()
        var losses = found?.losses ?? LossSum()
        while trainer.state.step < plan.steps {
            let report = try step(trainer)
            losses.add(report.loss)
            let isLast = report.step == plan.steps
            if isLast || report.step.isMultiple(of: pace.validation) {
                let recall = try validate(model(trainer, curve))
                curve.append(
                    CurvePoint(
                        step: report.step, seconds: before + seconds(),
                        loss: losses.mean, rate: report.rate, rig: recall.rig, single: recall.single))
                losses = LossSum()
                try files.write(curve)
            }
            let now = before + seconds()
            let told = Result {
                try progress(Progress(report: report, steps: plan.steps, seconds: now, latest: curve.last))
            }
            if isLast || report.step.isMultiple(of: pace.checkpoint) || told.isFailure {
                try files.write(
                    TrainingFiles.Checkpoint(
                        state: trainer.state, curve: curve, losses: losses, seconds: now), identity)
            }
            try told.get()
        }
        let finished = model(trainer, curve)
        try files.write(finished)
        return finished
    }

    private func step(_ trainer: Trainer) throws -> Trainer.Report {
        let samples = try source.batch(trainer.state.step)
        do {
            return try trainer.step(samples)
        } catch var error as PilotageError {
            if let step = files.checkpointStep {
                error.hint =
                    "a lower --rate keeps it together: with --from \(files.checkpoint) and another --output it goes on from step \(step)"
            }
            throw error
        }
    }

    /// What a checkpoint must have been made with.
    private var identity: [String: String] {
        get throws { provenance.merging(["plan": try sortedJSON(plan)]) { $1 } }
    }

    private func model(_ trainer: Trainer, _ curve: [CurvePoint]) -> PlaceModel {
        var metadata = provenance
        metadata["plan"] = try? sortedJSON(plan)
        metadata["steps"] = "\(trainer.state.step)"
        // Without the time that it took, so that the same training gives the same bytes.
        metadata["held_out"] = curve.last.flatMap { try? sortedJSON(HeldOut($0)) }
        return PlaceModel(towers: trainer.state.towers, input: plan.input, metadata: metadata)
    }
}

extension Result {
    fileprivate var isFailure: Bool { if case .failure = self { true } else { false } }
}

/// What a model keeps of the last point of its curve.
private struct HeldOut: Encodable {
    let step: Int
    let loss: Double
    let rig: Recall?
    let single: Recall?

    init(_ point: CurvePoint) {
        (step, loss, rig, single) = (point.step, point.loss, point.rig, point.single)
    }
}
