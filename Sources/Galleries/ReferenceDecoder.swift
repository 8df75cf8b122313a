internal import PilotageAPI

/// Decodes references by the decoders of the registry.
struct ReferenceDecoder: FrameSource {
    private let decoders: [any Decoder]

    /// - Parameter sample: for decoders that take an option `sample`: how densely videos are decoded.
    init(_ registry: Registry, sample: String) throws {
        let options = OptionNode(
            .object([OptionEntry(key: "sample", value: OptionNode(.string(sample)))]))
        decoders = try registry.decoders.map { type in
            try type.make(type.optionDescriptions.contains { $0.key == "sample" } ? options : nil)
        }
    }

    /// What a photo says of itself; nil for a video.
    func photoProvenance(of path: String) throws -> Provenance? {
        let source = MediaSource(path: path)
        return try decoders.choose(for: source).photoProvenance(of: source)
    }

    private func open(_ source: MediaSource, as format: FrameFormat) throws -> any FrameReader {
        try decoders.choose(for: source).frames(of: source, as: format, threads: 1)
    }

    func forEachFrame(
        of unit: ReferenceUnit, in references: [Reference], as format: FrameFormat,
        _ body: (Int, Result<Frame, any Error>) throws -> Void
    ) throws {
        guard let first = unit.indices.first else { return }
        if references[first].row != nil {
            try rows(unit, references, format, body)
        } else if references[first].timeSeconds != nil {
            try video(unit, references, format, body)
        } else {
            for index in unit.indices {
                try body(index, Result { try photo(references[index].path, format) })
            }
        }
    }

    private func photo(_ path: String, _ format: FrameFormat) throws -> Frame {
        let reader = try open(MediaSource(path: path), as: format)
        guard let frame = try reader.next() else {
            throw PilotageError(.damaged, "no picture in it", place: [path])
        }
        return try intact(frame)
    }

    private func rows(
        _ unit: ReferenceUnit, _ references: [Reference], _ format: FrameFormat,
        _ body: (Int, Result<Frame, any Error>) throws -> Void
    ) throws {
        let source = MediaSource(
            path: references[unit.indices[0]].path, rows: unit.indices.compactMap { references[$0].row })
        // A matrix that cannot be opened is one error, not one a row.
        let reader = try open(source, as: format)
        for index in unit.indices {
            guard let frame = try reader.next() else {
                throw PilotageError(
                    .damaged, "it ends before row \(references[index].row ?? 0)", place: [source.path])
            }
            try body(index, Result { try intact(frame, otherwise: "the row is not finite") })
        }
    }

    private func video(
        _ unit: ReferenceUnit, _ references: [Reference], _ format: FrameFormat,
        _ body: (Int, Result<Frame, any Error>) throws -> Void
    ) throws {
        var picker: FramePicker
        do {
            picker = FramePicker(try open(MediaSource(path: references[unit.indices[0]].path), as: format))
        } catch {
            for index in unit.indices { try body(index, .failure(error)) }
            return
        }
        for index in unit.indices {
            let seconds = references[index].timeSeconds ?? 0
            try body(index, Result { try intact(try picker.frame(at: seconds)) })
        }
    }

    private func intact(_ frame: Frame, otherwise message: String = "the frame is damaged") throws -> Frame {
        if case .damaged = frame.content { throw PilotageError(.damaged, message) }
        return frame
    }
}

/// Picks from a reader the frames nearest to some times, which must ascend.
struct FramePicker {
    private static let farthestSeconds = 1.0
    private let reader: any FrameReader
    private var before: Frame?
    private var after: Frame?

    init(_ reader: any FrameReader) { self.reader = reader }

    /// The frame nearest to a time; the earlier of two that are equally near.
    ///
    /// - Throws: `PilotageError` where none is within a second.
    mutating func frame(at seconds: Double) throws -> Frame {
        if after == nil, before == nil { after = try reader.next() }
        while let frame = after, frame.timeSeconds < seconds {
            before = frame
            after = try reader.next()
        }
        let near = [before, after].compactMap { $0 }
        let best = near.min { abs($0.timeSeconds - seconds) < abs($1.timeSeconds - seconds) }
        guard let best, abs(best.timeSeconds - seconds) <= FramePicker.farthestSeconds else {
            let found =
                best.map { "the nearest is at \(fixed($0.timeSeconds, digits: 3)) s" } ?? "it has no frames"
            throw PilotageError(
                .damaged, "no frame within a second of \(fixed(seconds, digits: 3)) s: \(found)")
        }
        return best
    }
}
