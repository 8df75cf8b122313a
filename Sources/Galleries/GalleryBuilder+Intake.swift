internal import PilotageAPI
internal import Tensors

/// References that are ready to be decoded.
struct Intake {
    var references: References
    var run: EmbeddingRun
    /// The map that is drawn; nil for what is decoded.
    var drawn: DrawnMap?
}

/// Places whose embeddings are written.
struct EmbeddedPlaces {
    var records: [PlaceRecord] = []
    /// For every record the index of its reference.
    var indices: [Int] = []
    var leftOut: [LeftOut]
    /// Views of a map that show nothing.
    var blankViews = 0
    /// References with an id that did not become places, with the ids that they lead to.
    var lost: [Int: [Int]] = [:]
    /// The id of the next place that was given none.
    var nextID: Int

    /// Makes a place of the reference of some index.
    mutating func add(_ reference: Reference, _ index: Int) {
        var place = reference.place
        if !reference.hasID { place.id = nextID }
        nextID = place.id + 1
        records.append(PlaceRecord(place: place, capturedAt: reference.capturedAt))
        indices.append(index)
    }

    /// Notes that a reference did not become a place.
    mutating func leaveOut(_ reference: Reference, _ reason: LeftOut) {
        leftOut.append(reason)
        if reference.hasID { lost[reference.place.id] = [] }
    }

    /// Notes that a place of a map shows nothing, such as a passage through a building; ways lead on through it.
    mutating func passOver(_ reference: Reference) {
        blankViews += 1
        lost[reference.place.id] = reference.place.next
    }

    /// Has ways that lead to what did not become a place end before it, or lead on to what lies behind.
    mutating func leadPastLost() {
        guard !lost.isEmpty else { return }
        for index in records.indices where records[index].place.next.contains(where: { lost[$0] != nil }) {
            records[index].place.next = leadingOn(from: records[index].place.next)
        }
    }

    /// The places that some ids stand for, in order, each once.
    private func leadingOn(from ids: [Int]) -> [Int] {
        var known = Set(ids)
        var waiting = Array(ids.reversed())
        var found: [Int] = []
        while let id = waiting.popLast() {
            guard let onward = lost[id] else {
                found.append(id)
                continue
            }
            waiting += onward.reversed().filter { known.insert($0).inserted }
        }
        return found
    }

    func report(_ info: GalleryInfo, _ magneticHeadings: Int) -> BuildReport {
        BuildReport(
            places: records.count, leftOut: leftOut, blankViews: blankViews,
            magneticHeadings: magneticHeadings, info: info)
    }
}

extension GalleryBuilder {
    /// Reads what the source offers.
    ///
    /// - Parameters:
    ///   - views: how places of a map are drawn; nil for other sources.
    ///   - firstID: the id of the first place of a map.
    func intake(
        _ request: GalleryRequest, _ format: FrameFormat, views: ViewSettings?, firstID: Int
    ) throws -> Intake {
        if case .map(let source) = request.source, let views {
            try progress(BuildProgress(phase: .scanning, done: 0, total: 0))
            let (drawn, references) = try source.survey(views, firstID: firstID)
            let run = EmbeddingRun(
                references: references.usable, source: PlaceViews(drawn.map, views), format: format,
                jobs: max(1, request.jobs))
            return Intake(references: references, run: run, drawn: drawn)
        }
        let decoder = try ReferenceDecoder(registry, sample: request.sample)
        var references = try references(request, decoder)
        references.usable = references.usable.arranged()
        let run = EmbeddingRun(
            references: references.usable, source: decoder, format: format, jobs: max(1, request.jobs))
        return Intake(references: references, run: run)
    }

    private func references(_ request: GalleryRequest, _ decoder: ReferenceDecoder) throws -> References {
        switch request.source {
        case .photos(let path):
            let progress = progress
            return try References(
                photos: path, split: request.split, registry, decoder, jobs: request.jobs
            ) { try progress(BuildProgress(phase: .scanning, done: $0, total: $1)) }
        case .embeddings(let matrix, let places):
            return try PlaceTable(path: places, matrix: matrix, split: request.split).references()
        case .map: return References()
        }
    }

    /// Embeds all references into a file of embeddings, and makes places of those that have one.
    ///
    /// - Throws: `PilotageError` also where an embedding is not as long as the metric needs it.
    func embed(
        _ intake: Intake, by embedder: any Embedder, to path: String, _ transaction: GalleryTransaction,
        metric: Metric, firstID: Int
    ) throws -> EmbeddedPlaces {
        var made = EmbeddedPlaces(leftOut: intake.references.leftOut, nextID: firstID)
        let references = intake.run.references
        var writer = try transaction.steps.take("create \(path)") {
            try NPYWriter(path: path, columns: embedder.dimension)
        }
        try intake.run.embed(by: embedder) { outputs in
            var rows: [Float] = []
            for output in outputs {
                let reference = references[output.index]
                switch output.embedding {
                case .failure(let error): made.leaveOut(reference, error.leftOut)
                case .success(let embedding):
                    if let defect = EmbeddingDefect(embedding) {
                        if intake.drawn != nil, defect == .zero {
                            made.passOver(reference)
                        } else {
                            made.leaveOut(reference, LeftOut(reference.place.source, defect.rawValue))
                        }
                        continue
                    }
                    do { try metric.checkLength(of: embedding) } catch let error as PilotageError {
                        throw error.at(reference.place.source)
                    }
                    made.add(reference, output.index)
                    rows += embedding
                }
            }
            try writer.append(rows)
            let done =
                made.records.count + made.blankViews + made.leftOut.count - intake.references.leftOut.count
            try progress(BuildProgress(phase: .embedding, done: done, total: references.count))
        }
        try writer.finish()
        made.leadPastLost()
        return made
    }

    /// Checks that every neighbor that a table names is there.
    func checkNext(_ records: [PlaceRecord], known: [PlaceRecord]) throws {
        guard records.contains(where: { !$0.place.next.isEmpty }) else { return }
        let ids = Set(known.map(\.place.id) + records.map(\.place.id))
        let strays = records.flatMap { record in
            record.place.next.filter { !ids.contains($0) }.map { (record.place.id, $0) }
        }
        guard let (from, to) = strays.first else { return }
        throw PilotageError(
            .invalid, "place \(from) leads to \(to), which is not there (\(strays.count) such in all)",
            hint: "next must name ids of the same gallery")
    }
}

extension GalleryDocument {
    /// The description of a gallery without places.
    static func empty(
        _ embedder: any Embedder, _ options: OptionNode, _ metric: Metric, _ program: String
    ) -> GalleryDocument {
        GalleryDocument(
            format: GalleryLayout.format, program: program,
            embedder: EmbedderEntry(
                name: type(of: embedder).name, options: options, fingerprint: embedder.fingerprint.description
            ),
            metric: metric.rawValue, dimension: embedder.dimension, places: 0, nextID: 0, calibration: [:],
            history: [], segments: [], files: [], digest: "")
    }

    /// Notes that a segment with some places was added.
    mutating func add(_ records: [PlaceRecord], segment: Int, step: String, _ request: GalleryRequest) {
        places += records.count
        nextID = max(nextID, (records.map(\.place.id).max() ?? -1) + 1)
        segments.append(Segment(path: GalleryLayout.segment(segment), rows: records.count))
        history.append(
            GalleryStep(
                action: step, source: request.source.written, places: records.count, seed: request.seed))
    }
}
