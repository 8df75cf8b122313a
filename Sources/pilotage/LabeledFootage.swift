import Catalog
import Evaluation
import Foundation
import Galleries
import Manifests
import PilotageAPI
import Pipeline
import Synchronization

/// The evidence of a manifest's items with the positions of their frames.
struct LabeledFootage {
    /// Farther from all places, a frame shows nothing of the gallery.
    private static let nearMeters = 100.0

    /// The footage in its gallery.
    let area: LabeledArea
    /// Where the gallery lies.
    let galleryPath: String
    /// How the manifest has it located.
    let locate: PluginSection

    /// Decodes and embeds all items that a truth is known for.
    ///
    /// - Throws: `CancellationError` where `progress` was cancelled; `PilotageError`.
    init(
        manifest: String, truths: [TruthTrack], tolerance: Double, jobs: Int, _ progress: RunProgress
    ) throws {
        let plan = try ManifestReader(registry: .catalog).read(path: manifest)
        let open = try OpenedGalleries.open(plan.galleryPath)
        let join = TruthJoin(items: plan.items.map(\.id), truths: truths)
        var labeled = plan
        labeled.items = plan.items.filter { join.tracks[$0.id] != nil }
        guard !labeled.items.isEmpty else {
            throw PilotageError(
                .invalid, "no item of the manifest has a truth", place: [manifest],
                hint: "the column item (or file) holds the ids of items, or the ends of their paths")
        }
        let left = join.itemsWithoutTruth.count
        if left > 0 { Console.note("note: \(left) items of \(manifest) have no truth and are left out") }
        let collector = EvidenceCollector()
        let folder = try Self.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        labeled.reports = []
        _ = try BatchRun(
            plan: labeled, gallery: open, registry: .catalog,
            settings: BatchRun.Settings(
                folder: folder, jobs: jobs, fresh: false, retryFailed: false, failFast: false),
            generator: ProgramVersion.generator, locator: collector
        ).process(progress)
        if progress.isInterrupted { throw CancellationError() }
        locate = plan.locate
        galleryPath = plan.galleryPath
        let seen = labeled.items.compactMap { collector.gallery(of: $0.id) }.first ?? open.gallery
        // In manifest order, whichever item was ready first.
        let tracks = labeled.items.compactMap { item -> LabeledTrack? in
            guard let frames = collector.frames(of: item.id), let truth = join.tracks[item.id] else {
                return nil
            }
            guard collector.gallery(of: item.id)?.views == seen.views else {
                Console.note(
                    "note: \(item.id.visible()) shows other views than the items before, and is left out")
                return nil
            }
            return LabeledTrack(
                frames: frames,
                truths: frames.map { frame in
                    // Zeros are like nothing, and teach nothing.
                    guard frame.embedding.contains(where: { $0 != 0 }) else { return nil }
                    return truth.point(at: frame.timeSeconds, toleranceSeconds: tolerance)?.coordinate
                })
        }
        area = LabeledArea(gallery: seen, tracks: tracks)
    }

    /// How many frames were taken near a place of the gallery, how many have a truth at all, and how many there are.
    var frameCounts: (near: Int, labeled: Int, frames: Int) {
        let places = NearestPlace(area.gallery.places.map(\.coordinate))
        let truths = area.tracks.flatMap(\.truths)
        let labeled = truths.compactMap { $0 }
        let near = labeled.filter { places.distance(to: $0, limitMeters: Self.nearMeters) != nil }
        return (near.count, labeled.count, truths.count)
    }

    /// How many frames are nearly the same picture as the place most like them, of all that have a truth.
    func twins() throws -> (copies: Int, total: Int) {
        let gallery = area.gallery
        let check = TwinCheck(
            gallery.places, metric: gallery.metric,
            neighborDistance: try gallery.neighborDistance(registry: .catalog))
        let labeled = area.tracks.flatMap { zip($0.frames, $0.truths) }.compactMap { frame, truth in
            truth.map { (frame: frame, truth: $0) }
        }
        let copies = labeled.filter { frame, truth in
            frame.candidates.first.map { best in
                check.isTwin(gallery.places[best.row], similarity: Double(best.similarity), truth: truth)
            } ?? false
        }
        return (copies.count, labeled.count)
    }

    /// A folder of a name that nobody can know beforehand.
    private static func temporaryFolder() throws -> String {
        var template = Array((FileManager.default.temporaryDirectory.path + "/pilotage-XXXXXX").utf8CString)
        guard let path = mkdtemp(&template) else {
            throw PilotageError(
                .unwritable, "no temporary folder can be made",
                place: [FileManager.default.temporaryDirectory.path],
                cause: String(cString: strerror(errno)))
        }
        return String(cString: path)
    }
}

/// Stands where the locator does, and keeps the evidence.
private final class EvidenceCollector: Locator {
    static let name = "locate.collect"
    static let summary = "keeps the evidence of every item"
    typealias Options = NoOptions
    private let items = Mutex<[String: (frames: [FrameEvidence], gallery: Gallery)]>([:])

    init() {}
    convenience init(_ options: NoOptions) throws { self.init() }

    func locate(_ track: any TrackEvidence, in gallery: Gallery, emit: (Fix) throws -> Void) throws {
        let frames = try track.frames(in: 0..<track.count)
        items.withLock { $0[track.item] = (frames, gallery) }
    }

    func frames(of item: String) -> [FrameEvidence]? { items.withLock { $0[item]?.frames } }

    /// The gallery as the frames of an item see it.
    func gallery(of item: String) -> Gallery? { items.withLock { $0[item]?.gallery } }

    static func calibrate(_ samples: [CalibrationSample], metric: Metric) -> [String: Double] { [:] }
}
