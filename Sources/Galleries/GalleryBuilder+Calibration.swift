internal import PilotageAPI
internal import Tensors

extension GalleryBuilder {
    /// Places of a new gallery as footage shows them: by what the request gives; those of a map drawn as footage, for maps against
    /// maps promise too much; else its own places against the others.
    ///
    /// - Parameter gallery: with embeddings as they were made.
    func rehearsals(
        _ request: GalleryRequest, _ made: EmbeddedPlaces, _ intake: Intake, by embedder: any Embedder,
        _ gallery: Gallery
    ) throws -> [Rehearsal] {
        try progress(BuildProgress(phase: .calibrating, done: 0, total: 0))
        if let matrix = request.rehearsal {
            return [try rehearse(matrix, made, intake.run, by: embedder)]
        }
        if let drawn = intake.drawn { return try rehearse(drawn, made, intake.run, by: embedder) }
        return [Rehearsal(leavingOneOutOf: gallery)]
    }

    /// What locators learn of a new gallery: of its rehearsals, or of what the fit tells where places are only held against each
    /// other.
    ///
    /// - Parameter fitted: the model's own rehearsal with the places of the samples that it was fitted to.
    func calibration(
        _ rehearsals: [Rehearsal], in gallery: Gallery, fitted: (rehearsal: [[Candidate]]?, places: [Place])
    ) throws -> [String: [String: Double]] {
        let calibration = GalleryCalibration(gallery: gallery, registry: registry)
        var parameters: [String: [String: Double]] = [:]
        for rehearsal in rehearsals {
            let told = rehearsal.leavesOneOut ? fitted.rehearsal : nil
            let samples =
                try told.map { GalleryCalibration.samples($0, of: fitted.places) }
                ?? calibration.samples(of: rehearsal)
            var learned = try calibration.parameters(from: samples)
            try calibration.addPresence(to: &learned, from: rehearsal)
            for (locator, values) in learned {
                parameters[Gallery.calibrationKey(locator, views: rehearsal.views)] = values
            }
        }
        return parameters
    }

    /// Rounds the embeddings of a new gallery, and tells what that costs.
    func round(
        _ segment: String, _ rehearsals: [Rehearsal], from exact: Gallery, _ transaction: GalleryTransaction,
        _ document: GalleryDocument, _ made: EmbeddedPlaces
    ) throws -> (gallery: Gallery, losses: [PrecisionLoss]) {
        guard let precision = document.precision else { return (exact, []) }
        try transaction.round(segment, to: precision)
        let stored = try gallery(made, document, transaction.staging)
        let losses = try rehearsals.map { rehearsal in
            PrecisionLoss(
                views: rehearsal.views,
                embedded: try GalleryCalibration(gallery: exact, registry: registry).samples(of: rehearsal),
                stored: try GalleryCalibration(gallery: stored, registry: registry).samples(of: rehearsal))
        }
        return (stored, losses)
    }

    /// The gallery as it is so far, for matching against it.
    func gallery(_ made: EmbeddedPlaces, _ document: GalleryDocument, _ directory: String) throws -> Gallery {
        Gallery(
            name: "", places: made.records.map(\.place),
            embeddings: try GalleryStore.embeddings(directory, document), metric: try document.knownMetric(),
            embedder: document.record, calibration: [:], views: document.views?.count ?? 1)
    }

    /// Places as footage shows them, by a matrix with a row for every row of the embeddings.
    ///
    /// Rows that no place could have, and those of places that were left out, are passed over.
    private func rehearse(
        _ matrix: String, _ made: EmbeddedPlaces, _ run: EmbeddingRun, by embedder: any Embedder
    ) throws -> Rehearsal {
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
        var rehearsal = Rehearsal()
        for place in evenlySpread(Rehearsal.mostPlaces, of: made.records.count) {
            guard let row = run.references[made.indices[place]].row else { continue }
            let vector = try rows[row]
            guard EmbeddingDefect(vector) == nil else { continue }
            let frame = Frame(index: 0, timeSeconds: 0, content: .vector(vector))
            rehearsal.queries.append(
                Rehearsal.Query(
                    row: place, truth: made.records[place].place,
                    vector: Array(try embedder.embed([frame])[0])
                ))
        }
        return rehearsal
    }
}
