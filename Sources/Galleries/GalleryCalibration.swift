internal import PilotageAPI
internal import Tensors

/// What locators learn when a gallery is built, from places of known position as if they were frames.
struct GalleryCalibration {
    private static let mostQueries = 1000
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

    /// The candidates that the fit itself tells of; they count the samples that it was given.
    static func samples(_ rehearsal: [[Candidate]], of places: [Place]) -> [CalibrationSample] {
        zip(places, rehearsal).map { truth, candidates in
            CalibrationSample(
                truth: truth,
                candidates: candidates.filter { places.indices.contains($0.row) }
                    .map { (places[$0.row], $0.similarity) })
        }
    }

    /// Evenly spread places, each matched against all others.
    func samplesLeavingOneOut() throws -> [CalibrationSample] {
        try samples(of: rows, leavingOut: true, truth: { gallery.places[$0] }) { gallery.embeddings.row($0) }
    }

    /// Evenly spread places, each matched as footage shows it against all, itself included.
    ///
    /// - Parameter query: the embedding of a place as footage shows it; nil where there is none.
    func samples(query: (Int) throws -> [Float]?) throws -> [CalibrationSample] {
        try samples(of: rows, leavingOut: false, truth: { gallery.places[$0] }, query: query)
    }

    /// Some places, each matched as footage shows it against all, itself included.
    ///
    /// - Parameters:
    ///   - truth: where the footage of a place was taken.
    ///   - query: the embedding of a place as footage shows it; nil where there is none.
    func samples(
        of rows: [Int], truth: (Int) -> Place, query: (Int) throws -> [Float]?
    ) throws -> [CalibrationSample] {
        try samples(of: rows, leavingOut: false, truth: truth, query: query)
    }

    private var rows: [Int] { evenlySpread(Self.mostQueries, of: gallery.places.count) }

    private func samples(
        of rows: [Int], leavingOut: Bool, truth: (Int) -> Place, query: (Int) throws -> [Float]?
    ) throws -> [CalibrationSample] {
        guard let matcher = try registry.matchers.first?.make(nil) else { return [] }
        var samples: [CalibrationSample] = []
        for start in stride(from: 0, to: rows.count, by: 64) {
            var queries = Embeddings(dimension: gallery.embeddings.dimension)
            var asked: [Int] = []
            for row in rows[start..<min(start + 64, rows.count)] {
                guard let vector = try query(row) else { continue }
                queries.append(vector)
                asked.append(row)
            }
            let found = try matcher.match(queries, in: gallery, rows: nil, limit: Self.candidates + 1)
            for (row, candidates) in zip(asked, found) {
                let chosen = candidates.filter { !leavingOut || $0.row != row }.prefix(Self.candidates)
                samples.append(
                    CalibrationSample(
                        truth: truth(row),
                        candidates: chosen.map { (gallery.places[$0.row], $0.similarity) }))
            }
        }
        return samples
    }
}
