internal import PilotageAPI
internal import Rendering
internal import Tensors

extension GalleryBuilder {
    /// More places teach little.
    private static let mostRehearsed = 500
    /// How far footage is from the middle of its lane, and from the way ahead.
    private static let footageError = PlaceViews.Error(meters: 3, degrees: 10)

    /// Evenly spread places of a map, drawn as footage of another town by a camera that is not quite where the place is.
    func rehearse(
        _ drawn: DrawnMap, _ made: EmbeddedPlaces, _ run: EmbeddingRun, by embedder: any Embedder,
        _ calibration: GalleryCalibration
    ) throws -> [CalibrationSample] {
        let rows = evenlySpread(Self.mostRehearsed, of: made.records.count)
        let views = PlaceViews(drawn.map, drawn.views.asOtherFootage, error: Self.footageError)
        let rehearsed = EmbeddingRun(
            references: rows.map { run.references[made.indices[$0]] }, source: views, format: run.format,
            jobs: run.jobs)
        var vectors: [Int: [Float]] = [:]
        var truths: [Int: Place] = [:]
        try rehearsed.embed(by: embedder) { outputs in
            for output in outputs {
                guard case .success(let vector) = output.embedding, EmbeddingDefect(vector) == nil else {
                    continue
                }
                let reference = rehearsed.references[output.index]
                vectors[rows[output.index]] = vector
                var truth = reference.place
                truth.coordinate = views.camera(at: reference).coordinate
                truths[rows[output.index]] = truth
            }
            try progress(BuildProgress(phase: .calibrating, done: vectors.count, total: rows.count))
        }
        return try calibration.samples(
            of: rows, truth: { truths[$0] ?? made.records[$0].place }, query: { vectors[$0] })
    }
}
