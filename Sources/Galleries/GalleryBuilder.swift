internal import Foundation
public import PilotageAPI
internal import Tensors

/// Builds galleries and extends them.
public struct GalleryBuilder {
    let registry: Registry
    let steps: FileSteps
    let progress: (BuildProgress) throws -> Void

    /// A builder.
    ///
    /// - Parameter progress: told on the calling thread; what it throws ends the work, and leaves what was there before.
    public init(registry: Registry, progress: @escaping (BuildProgress) throws -> Void = { _ in }) {
        self.init(registry: registry, steps: FileSteps(), progress: progress)
    }

    package init(
        registry: Registry, steps: FileSteps, progress: @escaping (BuildProgress) throws -> Void = { _ in }
    ) {
        self.registry = registry
        self.steps = steps
        self.progress = progress
    }

    /// Makes a new gallery. Same references, options and seed: same bytes, whatever the number of jobs.
    ///
    /// - Throws: `PilotageError`, or `PilotageErrors` with all that is wrong with a table.
    public func build(_ request: GalleryRequest, at path: String) throws -> BuildReport {
        try checkTarget(path, request)
        if case .embeddings = request.source { try request.precision.check(request.metric) }
        let node = try embedderNode(request)
        guard case .string(let name)? = node["use"]?.value else {
            throw PilotageError(.invalid, "the embedder has no 'use'")
        }
        let type = try Registry.find(name, in: registry.embedders)
        let transaction = try GalleryTransaction(target: path, steps: steps)
        do {
            return try build(request, by: type, node.removing(["use"]), path, transaction)
        } catch {
            transaction.abandon()
            throw error
        }
    }

    private func build<E: Embedder>(
        _ request: GalleryRequest, by type: E.Type, _ node: OptionNode, _ path: String,
        _ transaction: GalleryTransaction
    ) throws -> BuildReport {
        let options = try E.Options(node, of: E.name)
        // A model that is fitted to nothing may say itself how places are to be drawn.
        let ready = E.fitLimit == 0 ? try E.fit(options, to: [], seed: request.seed) : nil
        let format = try ready.map { try E.format(options, model: $0.files) } ?? E.format(options)
        let views = try newViews(request, node, format, E.name)
        var intake = try intake(request, format, views: views, firstID: 0)
        let (model, samples) = try ready.map { ($0, []) } ?? fit(E.self, options, request, &intake)
        let embedder = try E(options, model: model.files)
        let metric = if case .embeddings = request.source { request.metric } else { Metric.cosine }
        let made = try embed(
            intake, by: embedder, to: transaction.path(GalleryLayout.segment(1)), transaction,
            metric: metric, firstID: 0)
        guard made.records.count >= 2 else {
            throw tooFew(made.records.count, made.leftOut, request.source)
        }
        try checkNext(made.records, known: [])

        var state = GalleryState(
            transaction: transaction,
            document: GalleryDocument.empty(
                embedder, node.keepingFileNames(of: E.optionDescriptions), metric, request.program))
        state.document.views = views
        state.document.add(made.records, segment: 1, step: "build", request)
        let segment = GalleryLayout.segment(1)
        let exact = try gallery(made, state.document, transaction.staging)
        let rehearsals = try rehearsals(request, made, intake, by: embedder, exact)
        state.document.precision = request.precision == .float32 ? nil : request.precision
        let (stored, losses) = try round(segment, rehearsals, from: exact, transaction, state.document, made)
        state.document.calibration = try calibration(
            rehearsals, in: stored, fitted: (model.rehearsal, samples.map(\.place)))
        try commit(&state, made.records, model.files)
        var report = made.report(GalleryInfo(path, state.document), intake.references.magneticHeadings)
        report.losses = losses
        return report
    }

    /// Writes what is not written yet, and puts the gallery in its place.
    private func commit(_ state: inout GalleryState, _ records: [PlaceRecord], _ model: ModelFiles) throws {
        try progress(BuildProgress(phase: .writing, done: 0, total: 0))
        try state.writeModel(model)
        try state.writePlaces(records)
        let modelPaths = model.contents.keys.sorted().map(GalleryLayout.model)
        try state.seal(changed: [GalleryLayout.segment(1), GalleryLayout.places] + modelPaths)
        try state.transaction.commit()
    }

    /// The model of an embedder, with the samples that it was fitted to.
    private func fit<E: Embedder>(
        _ type: E.Type, _ options: E.Options, _ request: GalleryRequest, _ intake: inout Intake
    ) throws -> (FittedModel, [FitSample]) {
        let samples = try fitSamples(&intake.run, limit: E.fitLimit)
        guard samples.count >= min(2, E.fitLimit) else {
            let leftOut =
                intake.references.leftOut + intake.run.failures.sorted { $0.key < $1.key }.map(\.value)
            throw tooFew(samples.count, leftOut, request.source)
        }
        try progress(BuildProgress(phase: .fitting, done: 0, total: 0))
        return (try E.fit(options, to: samples, seed: request.seed), samples)
    }

    private func fitSamples(_ run: inout EmbeddingRun, limit: Int) throws -> [FitSample] {
        let wanted = evenlySpread(max(1, limit), of: run.references.count)
        let progress = progress
        try run.decode(wanted) {
            try progress(BuildProgress(phase: .sampling, done: $0, total: wanted.count))
        }
        return wanted.compactMap { index in
            run.frames[index].map { FitSample(frame: $0, place: run.references[index].place) }
        }
    }

    private func tooFew(_ count: Int, _ leftOut: [LeftOut], _ source: GallerySource) -> PilotageError {
        let first = leftOut.first.map { "\($0.source): \($0.reason)" }
        let isMap = if case .map = source { true } else { false }
        return PilotageError(
            .invalid, "\(count) usable reference\(count == 1 ? "" : "s"), but a gallery needs at least 2",
            place: [source.written], cause: first.map { "\(leftOut.count) left out, the first \($0)" },
            hint: isMap
                ? "places nearer to each other are more: --spacing"
                : "positions come from EXIF, or from a CSV file with file, lat and lon")
    }
}
