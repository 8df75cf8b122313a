internal import PilotageAPI
internal import Tensors

extension GalleryBuilder {
    /// The gallery as it is so far, for matching against it.
    func gallery(_ made: EmbeddedPlaces, _ document: GalleryDocument, _ directory: String) throws -> Gallery {
        Gallery(
            name: "", places: made.records.map(\.place),
            embeddings: try GalleryStore.embeddings(directory, document), metric: try document.knownMetric(),
            embedder: document.record, calibration: [:])
    }

    /// Places as footage shows them, by a matrix with a row for every row of the embeddings.
    ///
    /// Rows that are not finite, and those of places that were left out, are passed over.
    func rehearse(
        _ matrix: String, _ made: EmbeddedPlaces, _ run: EmbeddingRun, by embedder: any Embedder,
        in gallery: Gallery
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
        return try Rehearsal.samples(in: gallery, registry) { place in
            guard let row = run.references[made.indices[place]].row else { return nil }
            let vector = try rows[row]
            guard vector.allSatisfy(\.isFinite) else { return nil }
            let frame = Frame(index: 0, timeSeconds: 0, content: .vector(vector))
            return Array(try embedder.embed([frame])[0])
        }
    }
}
