internal import PilotageAPI

/// What locators learn when a gallery is built, from places of known position as if they were frames.
struct GalleryCalibration {
    private static let candidates = 50
    let gallery: Gallery
    let registry: Registry

    /// Every locator's parameters, by its name; without those that had too little to go by.
    func parameters(from samples: [CalibrationSample]) throws -> [String: [String: Double]] {
        var calibration: [String: [String: Double]] = [:]
        for locator in registry.locators {
            let parameters = locator.calibrate(samples, metric: gallery.metric)
            if let wrong = parameters.sorted(by: { $0.key < $1.key }).first(where: { !$0.value.isFinite }) {
                throw PilotageError(
                    .gallery, "calibration parameter '\(wrong.key)' is \(wrong.value)", place: [locator.name])
            }
            if !parameters.isEmpty { calibration[locator.name] = parameters }
        }
        return calibration
    }

    /// Adds what locators learn of drives along the places.
    func addPresence(to learned: inout [String: [String: Double]], from rehearsal: Rehearsal) throws {
        guard !rehearsal.tracks.isEmpty else { return }
        let known = Gallery(
            name: gallery.name, places: gallery.places, embeddings: gallery.embeddings,
            metric: gallery.metric,
            embedder: gallery.embedder, calibration: learned, views: gallery.views)
        let area = LabeledArea(gallery: known.showing(rehearsal.shown), tracks: rehearsal.tracks)
        for locator in registry.locators {
            learned[locator.name]?.merge(locator.presence(area)) { _, new in new }
        }
    }

    /// The candidates that the fit itself tells of; they count the samples that it was given.
    static func samples(_ rehearsal: [[Candidate]], of places: [Place]) -> [CalibrationSample] {
        zip(places, rehearsal).map { truth, candidates in
            CalibrationSample(
                truth: truth,
                candidates: candidates.filter { places.indices.contains($0.row) }
                    .map { (places[$0.row], $0.similarity) })
        }
    }

    /// The places of a rehearsal with their candidates.
    func samples(of rehearsal: Rehearsal) throws -> [CalibrationSample] {
        guard let matcher = try registry.matchers.first?.make(nil) else { return [] }
        var samples: [CalibrationSample] = []
        for start in stride(from: 0, to: rehearsal.queries.count, by: 64) {
            let asked = rehearsal.queries[start..<min(start + 64, rehearsal.queries.count)]
            var vectors = Embeddings(dimension: gallery.embeddings.dimension)
            for query in asked { vectors.append(query.vector) }
            let found = try matcher.match(vectors, in: gallery, rows: nil, limit: Self.candidates + 1)
            let factor = gallery.similarityFactor(viewsShown: rehearsal.views)
            for (query, candidates) in zip(asked, found) {
                let chosen = candidates.filter { !rehearsal.leavesOneOut || $0.row != query.row }
                samples.append(
                    CalibrationSample(
                        truth: query.truth,
                        candidates: chosen.prefix(Self.candidates).map {
                            (gallery.places[$0.row], min(1, $0.similarity * factor))
                        }))
            }
        }
        return samples
    }
}
