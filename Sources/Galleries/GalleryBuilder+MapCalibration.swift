internal import PilotageAPI
internal import Rendering
internal import Tensors

extension GalleryBuilder {
    /// More places teach little.
    private static let mostRehearsed = 500
    /// How far footage is from the middle of its lane, and from the way ahead.
    private static let footageError = PlaceViews.Error(meters: 3, degrees: 10)

    /// Evenly spread places of a map, drawn as footage of another town by a camera that is not quite where the place is: as a
    /// single camera shows them, and where places have four views, also as two cameras to the front and back and as four do.
    func rehearse(
        _ drawn: DrawnMap, _ made: EmbeddedPlaces, _ run: EmbeddingRun, by embedder: any Embedder
    ) throws -> [Rehearsal] {
        let sides = drawn.views.count == 1 ? [[0]] : [[0], [0, 2], [0, 1, 2, 3]]
        return try sides.map { try rehearse($0, drawn, made, run, by: embedder) }
    }

    private func rehearse(
        _ sides: [Int], _ drawn: DrawnMap, _ made: EmbeddedPlaces, _ run: EmbeddingRun,
        by embedder: any Embedder
    ) throws -> Rehearsal {
        let rows = evenlySpread(Self.mostRehearsed, of: made.records.count)
        let views = PlaceViews(
            drawn.map, drawn.views.asOtherFootage, sides: sides, error: Self.footageError)
        let rehearsed = EmbeddingRun(
            references: rows.map { run.references[made.indices[$0]] }, source: views, format: run.format,
            jobs: run.jobs)
        var rehearsal = Rehearsal(views: sides.count)
        try rehearsed.embed(by: embedder) { outputs in
            for output in outputs {
                guard case .success(let vector) = output.embedding, EmbeddingDefect(vector) == nil else {
                    continue
                }
                let reference = rehearsed.references[output.index]
                var truth = reference.place
                truth.coordinate = views.camera(at: reference).coordinate
                rehearsal.queries.append(
                    Rehearsal.Query(row: rows[output.index], truth: truth, vector: vector))
            }
            try progress(
                BuildProgress(phase: .calibrating, done: rehearsal.queries.count, total: rows.count))
        }
        return rehearsal
    }
}
