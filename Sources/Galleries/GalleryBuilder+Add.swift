internal import Foundation
internal import PilotageAPI

extension GalleryBuilder {
    /// Adds places to a gallery, embedded by its own embedder and without fitting anything again.
    ///
    /// What is there is not written again, but for the table of places; the calibration stays as it is.
    /// - Throws: `PilotageError`, or `PilotageErrors` with all that is wrong with a table. The gallery is then as it was.
    public func add(_ request: GalleryRequest, to path: String) throws -> BuildReport {
        _ = try GalleryStore.document(of: path)
        try checkStrangers(path)
        let transaction = try GalleryTransaction(target: path, steps: steps)
        do {
            return try add(request, path, transaction)
        } catch {
            transaction.abandon()
            throw error
        }
    }

    private func add(
        _ request: GalleryRequest, _ path: String, _ transaction: GalleryTransaction
    ) throws -> BuildReport {
        let old = GalleryPaths(path).current
        // Read again now that nobody else can write.
        var state = GalleryState(transaction: transaction, document: try GalleryStore.document(of: path))
        try GalleryStore.checkSizes(old, state.document)
        // The places get a new digest and the model makes new embeddings: damage would look sound from then on.
        let segments = Set(state.document.segments.map(\.path))
        try GalleryStore.checkDigests(old, state.document.files.filter { !segments.contains($0.path) })
        let model = try GalleryStore.model(old, state.document)
        let embedder = try GalleryStore.embedder(model, state.document, registry)
        let intake = try intake(
            request, try GalleryStore.format(model, state.document, registry),
            views: try storedViews(request, state.document), firstID: state.document.nextID)
        try checkIDs(intake.run.references, state.document.nextID)
        let segment = segments.count + 1
        let name = GalleryLayout.segment(segment)
        let made = try embed(
            intake, by: embedder, to: transaction.path(name), transaction,
            metric: try state.document.knownMetric(), firstID: state.document.nextID)
        try transaction.round(name, to: state.document.precision ?? .float32)
        guard !made.records.isEmpty else {
            throw PilotageError(
                .invalid, "no usable reference", place: [request.source.written],
                cause: made.leftOut.first.map {
                    "\(made.leftOut.count) left out, the first \($0.source): \($0.reason)"
                })
        }
        if made.records.contains(where: { !$0.place.next.isEmpty }) {
            let known = try PlacesFile.read(
                "\(old)/\(GalleryLayout.places)", expecting: state.document.places)
            try checkNext(made.records, known: known)
        }

        try progress(BuildProgress(phase: .writing, done: 0, total: 0))
        try state.shareUnchanged(from: old, but: [GalleryLayout.places])
        try state.extendPlaces(of: old, by: made.records)
        state.document.program = request.program
        state.document.add(made.records, segment: segment, step: "add", request)
        try state.seal(changed: [name, GalleryLayout.places])
        try transaction.commit()
        return made.report(GalleryInfo(path, state.document), intake.references.magneticHeadings)
    }

    /// The views of the gallery, for a map that is to be drawn alike; nil for other sources.
    private func storedViews(_ request: GalleryRequest, _ document: GalleryDocument) throws -> ViewSettings? {
        guard case .map(let source) = request.source else { return nil }
        guard let views = document.views else {
            throw PilotageError(
                .invalid, "not built from a map, so what its confidences say would not hold for drawn places",
                hint: "build a gallery of the map by itself")
        }
        try source.views.check(against: views)
        return views
    }

    private func checkIDs(_ references: [Reference], _ next: Int) throws {
        guard let reference = references.first(where: { $0.hasID && $0.place.id < next }) else { return }
        throw PilotageError(
            .invalid, "id \(reference.place.id) may be in use: new ids must be at least \(next)",
            hint: "leave out the column id to have them numbered")
    }
}
