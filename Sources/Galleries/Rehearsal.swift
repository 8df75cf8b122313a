internal import PilotageAPI

/// What locators learn from when a gallery is built: places of known position as if they were frames.
enum Rehearsal {
    private static let mostQueries = 1000
    private static let candidates = 50

    /// Every locator's parameters, by its name; without those that had too little to go by.
    static func calibration(
        of samples: [CalibrationSample], metric: Metric, _ registry: Registry
    ) throws -> [String: [String: Double]] {
        var calibration: [String: [String: Double]] = [:]
        for locator in registry.locators {
            let parameters = locator.calibrate(samples, metric: metric)
            if let wrong = parameters.sorted(by: { $0.key < $1.key }).first(where: { !$0.value.isFinite }) {
                throw PilotageError(
                    .gallery, "calibration parameter '\(wrong.key)' is \(wrong.value)", place: [locator.name])
            }
            if !parameters.isEmpty { calibration[locator.name] = parameters }
        }
        return calibration
    }

    /// The candidates that the fit itself tells of; they count the samples that it was given.
    static func samples(_ rehearsal: [[Candidate]], _ places: [Place]) -> [CalibrationSample] {
        zip(places, rehearsal).map { truth, candidates in
            CalibrationSample(
                truth: truth,
                candidates: candidates.filter { places.indices.contains($0.row) }
                    .map { (places[$0.row], $0.similarity) })
        }
    }

    /// Evenly spread places, each matched against all others.
    static func samples(leavingOneOutOf gallery: Gallery, _ registry: Registry) throws -> [CalibrationSample]
    {
        let rows = evenlySpread(mostQueries, of: gallery.places.count)
        return try samples(of: rows, in: gallery, leavingOut: true, registry) { gallery.embeddings.row($0) }
    }

    /// Evenly spread places, each matched as footage shows it against all, itself included.
    ///
    /// - Parameter query: the embedding of a place as footage shows it; nil where there is none.
    static func samples(
        in gallery: Gallery, _ registry: Registry, query: (Int) throws -> [Float]?
    ) throws -> [CalibrationSample] {
        let rows = evenlySpread(mostQueries, of: gallery.places.count)
        return try samples(of: rows, in: gallery, leavingOut: false, registry, query: query)
    }

    private static func samples(
        of rows: [Int], in gallery: Gallery, leavingOut: Bool, _ registry: Registry,
        query: (Int) throws -> [Float]?
    ) throws -> [CalibrationSample] {
        guard let type = registry.matchers.first else { return [] }
        let matcher = try make(type)
        var samples: [CalibrationSample] = []
        for start in stride(from: 0, to: rows.count, by: 64) {
            var queries = Embeddings(dimension: gallery.embeddings.dimension)
            var asked: [Int] = []
            for row in rows[start..<min(start + 64, rows.count)] {
                guard let vector = try query(row) else { continue }
                queries.append(vector)
                asked.append(row)
            }
            let found = try matcher.match(queries, in: gallery, rows: nil, limit: candidates + 1)
            for (row, candidates) in zip(asked, found) {
                let chosen = candidates.filter { !leavingOut || $0.row != row }.prefix(self.candidates)
                samples.append(
                    CalibrationSample(
                        truth: gallery.places[row],
                        candidates: chosen.map { (gallery.places[$0.row], $0.similarity) }))
            }
        }
        return samples
    }

    private static func make<M: Matcher>(_ type: M.Type) throws -> any Matcher { try M(M.Options.defaults) }
}

/// At most `limit` numbers of `0..<count`, evenly spread and ascending.
func evenlySpread(_ limit: Int, of count: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    return (0..<limit).map { $0 * count / limit }
}
