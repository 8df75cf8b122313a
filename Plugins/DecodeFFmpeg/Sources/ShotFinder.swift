import CFFmpeg

/// Tells which frames of a video follow a cut.
///
/// It sees every picture that is decoded, asked for or not. Where pictures were left out in between, since nothing that
/// is asked for depends on them, and those before and behind differ, a `CutSearch` looks at what was left out: after half a
/// second a moving camera sees other things as well.
final class ShotFinder {
    private let path: String
    private let clock: StreamClock
    /// The longest time between two pictures within which pictures left out are searched, in seconds.
    private let longestSearch: Double
    /// The time between two pictures from which on the recording itself is taken to have a hole, in seconds.
    private let shortestHole: Double
    private let grid = LumaGrid()
    private let detector = CutDetector()
    private var search: CutSearch?
    private var isAtEnd = false

    /// Pictures this close, in seconds, follow each other: at 30 frames a second, up to four are left out.
    private static let closeSeconds = 0.15
    /// Below this similarity pictures further apart are searched in between. Over a second of walking it is 0.4 to 0.7.
    private static let searchedSimilarity = 0.42
    /// The longest interval at which pictures are searched, in seconds: longer ones are chosen to save time.
    private static let searchedSeconds = 2.5
    /// A hole is longer than so many frames.
    private static let holeFrames = 10.0

    /// A finder for one pass through a video.
    init(path: String, sampling: Sampling, pass: VideoPass) {
        self.path = path
        clock = pass.clock
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
        guard last.map({ tick > $0 }) ?? true, grid.read(frame) else { return }
        let signature = detector.freshSignature()
        signature.describe(grid.levels)
        if let last, clock.seconds(tick) - clock.seconds(last) > Self.closeSeconds {
            try bridge(last, to: signature, at: tick, isFileTime: isFileTime)
        }
        detector.append(signature, at: tick)
    }

    /// Takes note that there are no more pictures.
    func finish() {
        detector.close()
        isAtEnd = true
    }

    /// Whether all cuts up to a tick are known.
    func isSettled(_ tick: Int64) -> Bool { isAtEnd || detector.settledTick.map { $0 >= tick } ?? false }

    /// Whether there is a cut behind one tick and up to another; forgets it.
    func takeCut(after start: Int64, through end: Int64) -> Bool {
        let isCut = detector.cuts.contains { start < $0 && $0 <= end }
        detector.dropCuts(through: end)
        return isCut
    }

    /// Finds the cuts between the last picture and one that does not follow it closely.
    private func bridge(
        _ last: Int64, to signature: PictureSignature, at tick: Int64, isFileTime: Bool
    ) throws {
        let seconds = clock.seconds(tick) - clock.seconds(last)
        let settled = detector.settledTick ?? last
        let differs = detector.similarity(of: signature) < Self.searchedSimilarity
        guard differs || settled < last else { return detector.forget() }
        guard isFileTime, seconds <= longestSearch else {
            detector.close()
            if differs, seconds >= shortestHole { detector.note([tick]) }
            return
        }
        let search = try search ?? CutSearch(path: path)
        self.search = search
        detector.forget()
        detector.note(try search.cuts(after: settled, through: tick))
    }
}
