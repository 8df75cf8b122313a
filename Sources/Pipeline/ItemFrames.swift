internal import Manifests
internal import Panoramas
internal import PilotageAPI

/// The frames of an item: those of one file, one of each file of a sequence, or those of a rig's files put together.
final class ItemFrames {
    private let item: PlannedItem
    private let stages: Stages
    private let threads: Int
    private var panorama: PanoramaCutter?
    private var reader: (any FrameReader)?
    private var position = 0
    private var closedLosses = DecodingLosses()
    private var intactFrames = 0
    private var firstError: PilotageError?

    init(_ item: PlannedItem, stages: Stages, threads: Int) throws {
        self.item = item
        self.stages = stages
        self.threads = max(1, threads / (item.isSequence ? 1 : item.sources.count))
        panorama = item.panoramaFrontDegrees.map {
            PanoramaCutter(frontDegrees: $0, longSide: stages.format.longSide)
        }
        if let headings = item.rigHeadingsDegrees {
            reader = try RigFrames(item.sources, headingsDegrees: headings, open: open)
        } else if !item.isSequence, let source = item.sources.first {
            reader = try open(source)
        }
    }

    /// What the item's file says of itself; nothing for a sequence.
    var provenance: Provenance { reader?.provenance ?? Provenance() }

    /// What was lost in all files so far.
    var losses: DecodingLosses { closedLosses + (reader?.losses ?? DecodingLosses()) }

    /// Why nothing is to be had of some cameras of a rig.
    var lostCameras: [PilotageError] { (reader as? RigFrames)?.lostCameras ?? [] }

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
        guard var frame = try nextOfAny() else {
            if intactFrames > 0 { return nil }
            throw firstError ?? PilotageError(.damaged, "the file holds no frame that can be decoded")
        }
        if case .damaged = frame.content { return frame }
        intactFrames += 1
        frame.fieldOfViewDegrees =
            panorama == nil ? item.fieldOfViewDegrees : PanoramaCutter.fieldOfViewDegrees
        return frame
    }

    /// The next frame, damaged or not.
    private func nextOfAny() throws -> Frame? {
        guard item.isSequence else {
            guard var frame = try reader?.next() else { return nil }
            frame.content = try views(of: frame.content)
            return frame
        }
        guard position < item.sources.count else { return nil }
        defer { position += 1 }
        let source = item.sources[position]
        let content = try photo(source)
        do {
            return Frame(
                index: position, timeSeconds: Double(position), content: try views(of: content))
        } catch let error as PilotageError { throw error.at(source.path) }
    }

    /// The views of a panorama; of other items the content as it is.
    private func views(of content: FrameContent) throws -> FrameContent {
        guard let panorama else { return content }
        try content.checkPicture()
        guard case .image(let image) = content else { return content }
        return .rig(try panorama.views(of: image))
    }

    /// The photo of a sequence; one that cannot be decoded costs its frame, not the sequence.
    ///
    /// - Throws: `PilotageError` where it is no photo, since its frames would take the places of later photos; where its file
    ///   cannot be read, which another run may mend; and where memory ran out.
    private func photo(_ source: MediaSource) throws -> FrameContent {
        var frames: [Frame] = []
        do {
            let reader = try open(source)
            while frames.count < 2, let frame = try reader.next() { frames.append(frame) }
            closedLosses = closedLosses + reader.losses
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
        var format = stages.format
        format.longSide = panorama?.panoramaLongSide ?? format.longSide
        return try OpenedSource(source, by: stages.decoders, as: format, threads: threads)
    }
}
