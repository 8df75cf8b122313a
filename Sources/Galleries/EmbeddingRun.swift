internal import PilotageAPI
internal import Workers

/// Decodes and embeds references on several threads, in order and with bounded memory.
struct EmbeddingRun: Sendable {
    let references: [Reference]
    let source: any FrameSource
    let format: FrameFormat
    let jobs: Int
    /// Frames that are decoded already, by index.
    var frames: [Int: Frame] = [:]
    /// References that are known to be useless, by index, with the reason.
    var failures: [Int: LeftOut] = [:]

    /// A reference with its embedding, or with the reason why there is none.
    struct Output: Sendable {
        var index: Int
        var embedding: Result<[Float], LeftOutError>
    }

    /// Decodes the references of some indices and keeps the frames.
    mutating func decode(_ wanted: [Int], _ progress: (Int) throws -> Void) throws {
        let chosen = Set(wanted)
        let units = ReferenceUnit.units(of: references).compactMap { unit in
            let indices = unit.indices.filter(chosen.contains)
            return indices.isEmpty ? nil : ReferenceUnit(indices: indices)
        }
        let queue = IndexQueue(count: units.count)
        let run = self
        try orderedMap(jobs: jobs, next: queue.next) { number in
            var results: [(Int, Result<Frame, any Error>)] = []
            try run.source.forEachFrame(of: units[number], in: run.references, as: run.format) {
                results.append(($0, $1))
            }
            return results
        } consume: { results in
            for (index, result) in results { keep(index, result) }
            try progress(frames.count + failures.count)
        }
    }

    private mutating func keep(_ index: Int, _ result: Result<Frame, any Error>) {
        switch result {
        case .success(let frame): frames[index] = frame
        case .failure(let error): failures[index] = LeftOut(references[index].place.source, error)
        }
    }

    /// Embeds all references, and hands over the outputs in order.
    func embed(by embedder: any Embedder, _ consume: ([Output]) throws -> Void) throws {
        let units = ReferenceUnit.units(of: references)
        let queue = IndexQueue(count: units.count)
        try orderedMap(jobs: jobs, next: queue.next) {
            try outputs(of: units[$0], by: embedder)
        } consume: {
            try consume($0)
        }
    }

    private func outputs(of unit: ReferenceUnit, by embedder: any Embedder) throws -> [Output] {
        var outputs: [Output] = []
        var batch = FrameBatch(limit: references[unit.indices[0]].row == nil ? 16 : 1024)
        var rest = ReferenceUnit(indices: [])
        for index in unit.indices {
            if let result = decoded(index) {
                try batch.add(index, result, by: embedder, to: &outputs)
            } else {
                rest.indices.append(index)
            }
        }
        try source.forEachFrame(of: rest, in: references, as: format) { index, result in
            let told = result.mapError { LeftOutError(LeftOut(references[index].place.source, $0)) }
            try batch.add(index, told, by: embedder, to: &outputs)
        }
        try batch.flush(by: embedder, to: &outputs)
        return outputs.sorted { $0.index < $1.index }
    }

    /// What decoding for the fit gave; nil for what was not asked for then.
    private func decoded(_ index: Int) -> Result<Frame, LeftOutError>? {
        if let frame = frames[index] { return .success(frame) }
        return failures[index].map { .failure(LeftOutError($0)) }
    }
}

/// Why a reference has no embedding.
struct LeftOutError: Error {
    let leftOut: LeftOut
    init(_ leftOut: LeftOut) { self.leftOut = leftOut }
}

/// Frames that wait until they are embedded together.
private struct FrameBatch {
    let limit: Int
    private var waiting: [(index: Int, frame: Frame)] = []

    init(limit: Int) { self.limit = limit }

    mutating func add(
        _ index: Int, _ result: Result<Frame, LeftOutError>, by embedder: any Embedder,
        to outputs: inout [EmbeddingRun.Output]
    ) throws {
        switch result {
        case .failure(let error):
            outputs.append(EmbeddingRun.Output(index: index, embedding: .failure(error)))
        case .success(let frame):
            waiting.append((index, frame))
            if waiting.count == limit { try flush(by: embedder, to: &outputs) }
        }
    }

    mutating func flush(by embedder: any Embedder, to outputs: inout [EmbeddingRun.Output]) throws {
        guard !waiting.isEmpty else { return }
        let embeddings = try embedder.embed(waiting.map(\.frame))
        for (row, (index, _)) in waiting.enumerated() {
            outputs.append(EmbeddingRun.Output(index: index, embedding: .success(Array(embeddings[row]))))
        }
        waiting = []
    }
}
