internal import PilotageAPI
internal import Tensors

extension GalleryBuilder {
    /// What locators learn of a new gallery: from footage of its places where the request gives some, from what the fit
    /// tells, else from its own places. Those of a map are drawn as footage, for maps against maps promise too much.
    ///
    /// - Parameters:
    ///   - directory: where the embeddings are written already.
    ///   - fitted: the model's own rehearsal with the places of the samples that it was fitted to.
    func calibration(
        _ request: GalleryRequest, _ made: EmbeddedPlaces, _ intake: Intake, by embedder: any Embedder,
        _ document: GalleryDocument, in directory: String,
        fitted: (rehearsal: [[Candidate]]?, places: [Place])
    ) throws -> [String: [String: Double]] {
        try progress(BuildProgress(phase: .calibrating, done: 0, total: 0))
        let calibration = GalleryCalibration(
            gallery: try gallery(made, document, directory), registry: registry)
        if let matrix = request.rehearsal {
            let samples = try rehearse(matrix, made, intake.run, by: embedder, calibration)
            return try calibration.parameters(from: samples)
        }
        if let drawn = intake.drawn {
            let samples = try rehearse(drawn, made, intake.run, by: embedder, calibration)
            return try calibration.parameters(from: samples)
        }
        if let rehearsal = fitted.rehearsal {
            return try calibration.parameters(from: GalleryCalibration.samples(rehearsal, of: fitted.places))
        }
        return try calibration.parameters(from: calibration.samplesLeavingOneOut())
    }

    /// The gallery as it is so far, for matching against it.
    private func gallery(_ made: EmbeddedPlaces, _ document: GalleryDocument, _ directory: String) throws
        -> Gallery
    {
        Gallery(
            name: "", places: made.records.map(\.place),
            embeddings: try GalleryStore.embeddings(directory, document), metric: try document.knownMetric(),
            embedder: document.record, calibration: [:])
    }

    /// Places as footage shows them, by a matrix with a row for every row of the embeddings.
    ///
    /// Rows that no place could have, and those of places that were left out, are passed over.
    private func rehearse(
        _ matrix: String, _ made: EmbeddedPlaces, _ run: EmbeddingRun, by embedder: any Embedder,
        _ calibration: GalleryCalibration
    ) throws -> [CalibrationSample] {
        let rows: NPYRows
        do {
            rows = try NPYRows(npyFile: matrix)
        } catch {
            throw PilotageError(
                .unsupported, "not a matrix of embeddings", place: [matrix], cause: "\(error)")
        }
        if let last = run.references.compactMap(\.row).max(), last >= rows.rows {
            throw PilotageError(
                .invalid, "\(rows.rows) rows, but row \(last) is needed", place: [matrix],
                hint: "row i shows the place of row i of the embeddings")
        }
        return try calibration.samples { place in
            guard let row = run.references[made.indices[place]].row else { return nil }
            let vector = try rows[row]
            guard EmbeddingDefect(vector) == nil else { return nil }
            let frame = Frame(index: 0, timeSeconds: 0, content: .vector(vector))
            return Array(try embedder.embed([frame])[0])
        }
    }
}
