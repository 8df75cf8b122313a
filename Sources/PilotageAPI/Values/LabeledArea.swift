public import Geodesy

/// A sequence whose positions are known, with its evidence in a gallery: what a locator is calibrated by.
public struct LabeledTrack: Sendable {
    /// In time order.
    public var frames: [FrameEvidence]
    /// Where each frame was taken; nil where that is not known.
    public var truths: [Coordinate?]

    /// A sequence with as many positions as frames.
    public init(frames: [FrameEvidence], truths: [Coordinate?]) {
        precondition(frames.count == truths.count, "\(truths.count) positions for \(frames.count) frames")
        self.frames = frames
        self.truths = truths
    }
}

/// Labeled tracks in one gallery.
public struct LabeledArea: Sendable {
    /// Where the tracks lie.
    public var gallery: Gallery
    /// Sequences and single photos.
    public var tracks: [LabeledTrack]

    /// Labeled tracks in a gallery.
    public init(gallery: Gallery, tracks: [LabeledTrack]) {
        self.gallery = gallery
        self.tracks = tracks
    }
}
