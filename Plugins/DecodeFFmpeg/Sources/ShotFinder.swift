import CFFmpeg

/// Tells which frames of a video follow a cut.
///
/// It sees every picture that is decoded, asked for or not. Where none was left out around a change, that is enough to tell
/// a cut. Where some were, since nothing that is asked for depends on them, a moving camera may see other things behind
/// them as well: if the pictures on both sides differ, a `CutSearch` decodes what lies between.
final class ShotFinder {
    private let path: String
    private let clock: StreamClock
    /// The longest time between pictures, in seconds, at which none was left out.
    private let closest: Double
    /// The longest time between pictures, in seconds, within which those left out are searched.
    private let longestSearch: Double
    /// The time between pictures, in seconds, from which on the recording itself is taken to have a hole.
    private let shortestHole: Double
    private let grid = LumaGrid()
    private let detector = CutDetector()
    private var search: CutSearch?
    /// How many pictures next to each other came last; nothing was left out before the first.
    private var run = CutDetector.span
    /// How alike pictures further apart are without a cut: over a second of walking 0.4 to 0.7, learned as the video goes on.
    private var usualSimilarity = 0.525
    private var isAtEnd = false

    /// Pictures of one shot that are no further apart, in seconds, look alike whatever the camera does.
    private static let shortSeconds = 0.15
    /// The share of their usual similarity below which pictures further apart are searched in between.
    private static let usualShare = 0.8
    /// The longest time that is searched, in seconds: longer intervals are chosen to save time.
    private static let searchedSeconds = 2.5
    /// A hole is longer than so many frames.
    private static let holeFrames = 10.0

    /// The time of the last picture that could not be compared.
    private var unreadTick: Int64?

    /// A finder for one pass through a video.
    init(path: String, sampling: Sampling, pass: VideoPass) {
        self.path = path
        clock = pass.clock
        closest = min(Self.shortSeconds, 1.5 * pass.secondsPerFrame)
        switch sampling {
        case .keyFrames: (longestSearch, shortestHole) = (0, .infinity)
        case .all, .interval:
            longestSearch = Self.searchedSeconds
            shortestHole = max(
                Self.searchedSeconds + sampling.intervalSeconds, Self.holeFrames * pass.secondsPerFrame)
        }
    }

    /// Takes the next picture that was decoded undamaged.
    ///
    /// - Parameter isFileTime: whether its time is that of the file, so that the file can be searched for it.
    /// - Throws: `PilotageError` where the file cannot be read once more.
    func see(_ frame: AVFrame, at tick: Int64, isFileTime: Bool) throws {
        let last = detector.lastTick
        guard last.map({ tick > $0 }) ?? true else { return }
        guard grid.read(frame) else {
            // Frames must not wait for a decision that pictures which cannot be compared will never bring.
            detector.decideAll()
            unreadTick = tick
            return
        }
        let signature = detector.freshSignature()
        signature.describe(grid.levels)
        guard let last else { return detector.append(signature, at: tick, similarity: 1) }
        let seconds = clock.seconds(tick) - clock.seconds(last)
        let similarity = detector.similarity(of: signature)
        let isSettled = try settle(last, tick, seconds, similarity, isFileTime: isFileTime)
        run = seconds <= closest ? run + 1 : 1
        detector.append(signature, at: tick, similarity: similarity, mayFollowCut: !isSettled)
    }

    /// Takes note that there are no more pictures.
    func finish() {
        detector.decideAll()
        isAtEnd = true
    }

    /// Whether all cuts up to a tick are known.
    func isSettled(_ tick: Int64) -> Bool {
        isAtEnd || (unreadTick ?? .min) >= tick || detector.settledTick.map { $0 >= tick } ?? false
    }

    /// Whether there is a cut behind one tick and up to another; forgets it.
    func takeCut(after start: Int64, through end: Int64) -> Bool {
        let isCut = detector.cuts.contains { start < $0 && $0 <= end }
        detector.dropCuts(through: end)
        return isCut
    }

    /// Finds the cuts up to the next picture, where the pictures that were decoded do not tell; whether they did not.
    private func settle(
        _ last: Int64, _ tick: Int64, _ seconds: Double, _ similarity: Double, isFileTime: Bool
    ) throws -> Bool {
        let isNext = seconds <= closest
        let differs = similarity < leastSimilarity(over: seconds)
        let settled = detector.settledTick ?? last
        if isNext, !differs || run >= CutDetector.span { return false }
        guard differs || settled < last else {
            note(similarity, over: seconds)
            return true
        }
        guard isFileTime, seconds <= longestSearch else {
            guard !isNext else { return false }
            detector.decideAll()
            if differs, seconds >= shortestHole { detector.note([tick]) }
            return true
        }
        let search = try search ?? CutSearch(path: path)
        self.search = search
        detector.forget()
        let found = try search.cuts(after: settled, through: tick)
        detector.note(found)
        if found.isEmpty { note(similarity, over: seconds) }
        return true
    }

    /// The similarity below which pictures that far apart may be of two shots.
    private func leastSimilarity(over seconds: Double) -> Double {
        guard seconds > Self.shortSeconds else { return CutDetector.similarity }
        return min(CutDetector.similarity, Self.usualShare * usualSimilarity)
    }

    /// Learns what is usual: fast where pictures are less alike, so that fast motion is not searched again and again.
    private func note(_ similarity: Double, over seconds: Double) {
        guard seconds > Self.shortSeconds else { return }
        let difference = similarity - usualSimilarity
        usualSimilarity += difference / (difference < 0 ? 2 : 8)
    }
}
