internal import PilotageAPI

/// One camera of a rig; of its frames no more than two are held.
final class RigCamera {
    /// Where it looks: degrees clockwise from the item's heading.
    let headingDegrees: Double
    /// Why nothing more is to be had of it; nil while there is.
    private(set) var loss: PilotageError?
    private let path: String
    private var reader: (any FrameReader)?
    private var framesGiven = 0
    /// The last frame at or before the time that was asked for, and the first one behind it.
    private var before: Moment?
    private var after: Moment?
    /// The shot of the frame that was chosen last.
    private var lastShot: Int?

    /// A frame with the number of cuts up to it.
    private struct Moment {
        var frame: Frame
        var shot: Int
    }

    /// A camera whose file is opened at once; where it cannot be used, that is its loss.
    ///
    /// - Throws: `PilotageError` where another run may read the file, or memory ran out.
    init(_ source: MediaSource, headingDegrees: Double, open: (MediaSource) throws -> any FrameReader) throws
    {
        self.headingDegrees = headingDegrees
        path = source.path
        reader = try attempt { try open(source) }
    }

    /// What the file says of itself.
    var provenance: Provenance? { reader?.provenance }
    /// How long the file is in seconds, where it says so.
    var durationSeconds: Double? { reader?.durationSeconds }
    /// Seconds from one frame to the next, where that is known.
    var stepSeconds: Double? { reader?.stepSeconds }
    /// What was lost so far; a camera of which nothing is to be had is a loss of its own.
    var losses: DecodingLosses {
        (reader?.losses ?? DecodingLosses()) + DecodingLosses(damagedPackets: loss == nil ? 0 : 1)
    }

    /// The next frame, a picture or damaged; nil at the end and where nothing more is to be had.
    ///
    /// - Throws: as `init`.
    func next() throws -> Frame? {
        guard loss == nil else { return nil }
        let frame = try attempt { () throws -> Frame? in
            guard let frame = try reader?.next() else {
                if framesGiven > 0 { return nil }
                throw PilotageError(.damaged, "the file holds no frame that can be decoded")
            }
            try frame.content.checkPicture()
            return frame
        }
        if frame != nil { framesGiven += 1 }
        return frame.flatMap(\.self)
    }

    /// The frame nearest to a time, no further from it than a tolerance, and whether the footage was cut since the one before.
    /// Times may only rise.
    ///
    /// - Throws: as `init`.
    func frame(nearestTo seconds: Double, toleranceSeconds: Double) throws -> (frame: Frame, isCut: Bool)? {
        while after.map({ $0.frame.timeSeconds <= seconds }) ?? true, let frame = try next() {
            before = after
            after = Moment(frame: frame, shot: (before?.shot ?? 0) + (frame.beginsShot ? 1 : 0))
        }
        func distance(_ moment: Moment) -> Double { abs(moment.frame.timeSeconds - seconds) }
        let nearest = [before, after].compactMap { $0 }.min { distance($0) < distance($1) }
        guard let nearest, distance(nearest) <= toleranceSeconds else { return nil }
        defer { lastShot = nearest.shot }
        return (nearest.frame, lastShot.map { nearest.shot != $0 } ?? false)
    }

    /// The result of some work; nil where the file is of no use, which is noted.
    private func attempt<Result>(_ work: () throws -> Result) throws -> Result? {
        do { return try work() } catch let error as PilotageError {
            let error = error.at(path)
            if error.kind == .exhausted || error.kind == .unreadable { throw error }
            loss = error
            return nil
        }
    }
}

extension FrameContent {
    /// Refuses what is neither a picture nor a damaged frame.
    func checkPicture() throws {
        switch self {
        case .image, .damaged: return
        case .vector, .mapView, .rig:
            throw PilotageError(
                .unsupported, "its frames are no pictures, but rigs and projections are made of pictures",
                hint: "name videos or photos")
        }
    }
}
