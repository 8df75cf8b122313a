internal import PilotageAPI

/// The chosen plugins, ready to work: what a frame goes through.
public struct Stages: Sendable {
    /// Asked in order whether they recognize a file, unless the manifest names one.
    let decoders: [any Decoder]
    let embedder: any Embedder
    let matcher: any Matcher
    let locator: any Locator
    let gallery: Gallery
    /// The pictures that the embedder takes.
    let format: FrameFormat
    /// The rows of the gallery in the region; nil for all.
    let rows: [Int]?
    /// Candidates per frame.
    let limit: Int
    private let shownGalleries = ShownGalleries()

    /// The way of some frames: frames -> embeddings -> candidates.
    ///
    /// Damaged frames keep their place and have no evidence. The frames may be of different items.
    func evidence(of frames: [Frame], clock: StageClock) throws -> [FrameEvidence] {
        let whole = frames.filter { if case .damaged = $0.content { false } else { true } }
        let embeddings = try clock.measure(.embed) {
            whole.isEmpty
                ? Embeddings(dimension: embedder.dimension)
                : try named(embedder) { try embedder.embed(whole) }
        }
        for row in 0..<embeddings.count { try gallery.metric.checkLength(of: embeddings[row]) }
        let candidates = try clock.measure(.match) {
            whole.isEmpty
                ? []
                : try named(matcher) {
                    try matcher.match(embeddings, in: gallery, rows: rows, limit: limit)
                }
        }
        var row = 0
        return frames.map { frame in
            if case .damaged = frame.content {
                return FrameEvidence(
                    frame: frame.index, timeSeconds: frame.timeSeconds, candidates: [], embedding: [],
                    beginsShot: frame.beginsShot, turned: frame.turned)
            }
            defer { row += 1 }
            return FrameEvidence(
                frame: frame.index, timeSeconds: frame.timeSeconds,
                candidates: compared(candidates[row], embeddings[row]),
                embedding: Array(embeddings[row]), beginsShot: frame.beginsShot,
                turned: frame.turned)
        }
    }

    /// The way of an item's evidence: candidates -> fixes.
    func locate(_ track: any TrackEvidence, clock: StageClock, emit: (Fix) throws -> Void) throws {
        let (gallery, track) = try shown(track)
        // What takes the fixes is no part of the locator: its errors keep their own place.
        var emitError: (any Error)?
        do {
            try clock.measure(.locate) {
                try named(locator) {
                    try locator.locate(track, in: gallery) { fix in
                        do { try emit(fix) } catch {
                            emitError = error
                            throw error
                        }
                    }
                }
            }
        } catch { throw emitError ?? error }
    }
}

extension Stages {
    /// Candidates with their similarities by the views that a frame shows.
    private func compared(_ candidates: [Candidate], _ embedding: ArraySlice<Float>) -> [Candidate] {
        guard gallery.views > 1 else { return candidates }
        let factor = gallery.similarityFactor(viewsShown: gallery.viewsShown(by: embedding).count)
        return candidates.map { Candidate(row: $0.row, similarity: min(1, $0.similarity * factor)) }
    }

    /// A track and the gallery by the views that most of its frames show.
    private func shown(_ track: any TrackEvidence) throws -> (Gallery, any TrackEvidence) {
        guard gallery.views > 1 else { return (gallery, track) }
        let first = try track.frames(in: 0..<min(track.count, 64))
        let views = gallery.viewsShown(byMostOf: first.filter { !$0.isDamaged }.map(\.embedding))
        let shown = shownGalleries.gallery(gallery, showing: views)
        guard views.count < gallery.views else { return (shown, track) }
        let width = gallery.embeddings.dimension / gallery.views
        return (shown, ShownTrack(whole: track, views: views, width: width))
    }
}

/// Does a plugin's work; its errors come out with its name.
func named<Result>(_ plugin: any Plugin, _ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as PilotageError {
        throw error.at(type(of: plugin).name)
    } catch {
        throw PilotageError(.damaged, "\(error)", place: [type(of: plugin).name])
    }
}
