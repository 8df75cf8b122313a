internal import PilotageAPI

/// Where the frames of references come from: files that are decoded, or a map that is drawn.
protocol FrameSource: Sendable {
    /// Hands over the frame of every reference of a unit, or why there is none, with the reference's index.
    func forEachFrame(
        of unit: ReferenceUnit, in references: [Reference], as format: FrameFormat,
        _ body: (Int, Result<Frame, any Error>) throws -> Void
    ) throws
}
