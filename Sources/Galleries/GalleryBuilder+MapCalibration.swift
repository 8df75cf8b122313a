internal import Geodesy
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
        let drives = try drives(drawn, made, run, by: embedder)
        return try sides.map {
            var rehearsal = try rehearse($0, drawn, made, run, by: embedder)
            rehearsal.tracks = drives.map { [views = drawn.views.count] in
                $0.track(showing: rehearsal.shown, of: views)
            }
            return rehearsal
        }
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
        var rehearsal = Rehearsal(shown: sides)
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

    /// Drives along places of the map, each a take of its own, drawn as footage of another town.
    private func drives(
        _ drawn: DrawnMap, _ made: EmbeddedPlaces, _ run: EmbeddingRun, by embedder: any Embedder
    ) throws -> [Drive] {
        let routes = Drive.routes(along: made.records.map(\.place))
        var references: [Reference] = []
        for (number, route) in routes.enumerated() {
            for (index, row) in route.enumerated() {
                var reference = run.references[made.indices[row]]
                // The frames of a take come one after the other, as those of a video do.
                let before = index == 0 ? nil : references.last
                let seconds = before.map {
                    ($0.timeSeconds ?? 0) + $0.place.coordinate.distance(to: reference.place.coordinate)
                        / Drive.metersPerSecond
                }
                (reference.path, reference.timeSeconds) = ("drive \(number)", seconds ?? 0)
                references.append(reference)
            }
        }
        let views = PlaceViews(drawn.map, drawn.views.asOtherFootage, error: Self.footageError)
        let footage = EmbeddingRun(
            references: references, source: views, format: run.format, jobs: run.jobs)
        var embeddings = [[Float]?](repeating: nil, count: references.count)
        var done = 0
        try footage.embed(by: embedder) { outputs in
            for output in outputs {
                guard case .success(let vector) = output.embedding, EmbeddingDefect(vector) == nil else {
                    continue
                }
                embeddings[output.index] = vector
            }
            done += outputs.count
            try progress(BuildProgress(phase: .calibrating, done: done, total: references.count))
        }
        var start = 0
        return routes.map { route in
            defer { start += route.count }
            return Drive(
                places: references[start..<start + route.count].map(\.place),
                times: references[start..<start + route.count].map { $0.timeSeconds ?? 0 },
                embeddings: Array(embeddings[start..<start + route.count]))
        }
    }
}
