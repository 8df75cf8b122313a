internal import Manifests
internal import PilotageAPI

/// The frames of an item: those of one file, or one of each file of a sequence.
final class ItemFrames {
    private let item: PlannedItem
    private let stages: Stages
    private let threads: Int
    private var reader: (any FrameReader)?
    private var decoderName = ""
    private var position = 0
    private(set) var provenance = Provenance()
    private var closedLosses = DecodingLosses()
    private var intactFrames = 0
    private var firstError: PilotageError?

    init(_ item: PlannedItem, stages: Stages, threads: Int) throws {
        self.item = item
        self.stages = stages
        self.threads = threads
        if !item.isSequence, let source = item.sources.first {
            let reader = try open(source)
            provenance = reader.provenance
            self.reader = reader
        }
    }

    /// What was lost in all files so far.
    var losses: DecodingLosses {
        guard let reader else { return closedLosses }
        return DecodingLosses(
            damagedPackets: closedLosses.damagedPackets + reader.losses.damagedPackets,
            isTruncated: closedLosses.isTruncated || reader.losses.isTruncated)
    }

    /// The share of the item that lies behind a frame, [0, 1]; an estimate.
    func share(at frame: Frame) -> Double {
        if item.isSequence { return Double(position) / Double(max(1, item.sources.count)) }
        guard let duration = reader?.durationSeconds, duration > 0 else { return 0 }
        return min(1, max(0, frame.timeSeconds / duration))
    }

    /// The next frame; nil at the end.
    ///
    /// - Throws: `PilotageError`, at the end at the latest if no frame could be shown.
    func next() throws -> Frame? {
        let frame = try nextOfAny()
        if let frame {
            if case .damaged = frame.content {} else { intactFrames += 1 }
        } else if intactFrames == 0 {
            throw firstError ?? PilotageError(.damaged, "the file holds no frame that can be decoded")
        }
        return frame
    }

    /// The next frame, damaged or not.
    private func nextOfAny() throws -> Frame? {
        if !item.isSequence {
            do { return try reader?.next() } catch let error as PilotageError { throw error.at(decoderName) }
        }
        guard position < item.sources.count else { return nil }
        defer { position += 1 }
        return Frame(
            index: position, timeSeconds: Double(position), content: try photo(item.sources[position]))
    }

    /// The photo of a sequence; one that cannot be decoded costs its frame, not the sequence.
    ///
    /// - Throws: `PilotageError` where it is no photo, since its frames would take the places of later photos; where its file
    ///   cannot be read, which another run may mend; and where memory ran out.
    private func photo(_ source: MediaSource) throws -> FrameContent {
        var frames: [Frame] = []
        do {
            let reader = try open(source)
            do {
                while frames.count < 2, let frame = try reader.next() { frames.append(frame) }
            } catch let error as PilotageError { throw error.at(decoderName) }
            closedLosses.damagedPackets += reader.losses.damagedPackets
            closedLosses.isTruncated = closedLosses.isTruncated || reader.losses.isTruncated
        } catch let error as PilotageError {
            if error.kind == .exhausted || error.kind == .unreadable { throw error.at(source.path) }
            firstError = firstError ?? error.at(source.path)
        }
        guard frames.count < 2 else {
            throw PilotageError(
                .unsupported, "no photo: it has more than one frame, but a sequence takes photos only",
                place: [source.path], hint: "move it to another folder, and name it as an item of its own")
        }
        if let frame = frames.first { return frame.content }
        closedLosses.damagedPackets += 1
        return .damaged
    }

    private func open(_ source: MediaSource) throws -> any FrameReader {
        let decoder = try stages.decoders.choose(for: source)
        decoderName = type(of: decoder).name
        do {
            return try decoder.frames(of: source, as: stages.format, threads: threads)
        } catch let error as PilotageError {
            throw error.at(decoderName)
        }
    }
}
