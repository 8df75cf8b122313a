internal import PilotageAPI

/// The frames of cameras that are fixed to each other, put together by time.
///
/// All files start at the same time. The frames of the first camera of which anything is to be had set the times, and of every other
/// camera that frame goes with them which is nearest in time, unless it is further off than half of a step or half a second.
/// What is damaged or missing is left out.
final class RigFrames: FrameReader {
    /// In half a second a car goes as far as galleries tell places apart.
    private static let mostSecondsApart = 0.5
    /// For times that were rounded.
    private static let rounding = 1e-6

    private let cameras: [RigCamera]
    private let toleranceSeconds: Double
    private var framesGiven = 0

    /// Opens the files of a rig.
    ///
    /// - Throws: `PilotageError` where none can be used, where another run may read one, or where memory ran out.
    init(
        _ sources: [MediaSource], headingsDegrees: [Double], open: (MediaSource) throws -> any FrameReader
    ) throws {
        precondition(
            sources.count == headingsDegrees.count,
            "\(sources.count) files, \(headingsDegrees.count) headings")
        cameras = try zip(sources, headingsDegrees).map { source, heading in
            try RigCamera(source, headingDegrees: heading, open: open)
        }
        let step = cameras.compactMap(\.stepSeconds).max() ?? .infinity
        toleranceSeconds = min(Self.mostSecondsApart, step / 2) + Self.rounding
        _ = try lead
    }

    /// What the file that sets the times says of itself.
    var provenance: Provenance { (try? lead.provenance) ?? Provenance() }
    /// How long the file that sets the times is.
    var durationSeconds: Double? { try? lead.durationSeconds }
    /// What was lost of all files.
    var losses: DecodingLosses { cameras.reduce(DecodingLosses()) { $0 + $1.losses } }
    /// Why nothing is to be had of some cameras.
    var lostCameras: [PilotageError] { cameras.compactMap(\.loss) }

    /// The frames of one time; damaged where no camera has a picture of it.
    func next() throws -> Frame? {
        let (lead, first) = try nextOfLead()
        guard var frame = first else { return nil }
        var views = [RigView(headingDegrees: lead.headingDegrees, content: frame.content)]
        for camera in cameras where camera !== lead {
            let found = try camera.frame(
                nearestTo: frame.timeSeconds, toleranceSeconds: toleranceSeconds)
            guard let (other, isCut) = found else { continue }
            views.append(RigView(headingDegrees: camera.headingDegrees, content: other.content))
            frame.beginsShot = frame.beginsShot || isCut
        }
        views.removeAll { if case .damaged = $0.content { true } else { false } }
        views.sort { $0.headingDegrees < $1.headingDegrees }
        frame.content = views.isEmpty ? .damaged : .rig(views)
        frame.index = framesGiven
        framesGiven += 1
        return frame
    }

    /// The first camera of which anything is to be had.
    private var lead: RigCamera {
        get throws {
            if let camera = cameras.first(where: { $0.loss == nil }) { return camera }
            throw lostCameras.first ?? PilotageError(.invalid, "a rig without cameras")
        }
    }

    /// The next frame that sets a time, and whose it is.
    private func nextOfLead() throws -> (RigCamera, Frame?) {
        while true {
            let camera = try lead
            let frame = try camera.next()
            if camera.loss == nil { return (camera, frame) }
        }
    }
}
