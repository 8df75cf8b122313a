internal import PilotageAPI
internal import Synchronization

/// The gallery as frames see it that show some of its views, made once for each choice of views.
final class ShownGalleries: Sendable {
    private let known = Mutex<[[Int]: Gallery]>([:])

    func gallery(_ gallery: Gallery, showing views: [Int]) -> Gallery {
        // Made while others wait: they mostly want the same one.
        known.withLock { known in
            if let found = known[views] { return found }
            let shown = gallery.showing(views)
            known[views] = shown
            return shown
        }
    }
}

/// A track whose frames have some views only.
struct ShownTrack: TrackEvidence {
    let whole: any TrackEvidence
    let views: [Int]
    /// Elements of a view.
    let width: Int

    var item: String { whole.item }
    var count: Int { whole.count }
    var rows: [Int]? { whole.rows }
    var isTimed: Bool { whole.isTimed }

    func frames(in range: Range<Int>) throws -> [FrameEvidence] {
        try whole.frames(in: range).map { frame in
            var frame = frame
            if !frame.isDamaged {
                frame.embedding = Gallery.parts(views, of: frame.embedding, width: width)
            }
            return frame
        }
    }
}
