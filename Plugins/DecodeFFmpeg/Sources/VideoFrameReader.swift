import CFFmpeg
import PilotageAPI

/// The frames of a video that are asked for, in time order.
///
/// The first pass takes the least damage for an error. Where there is some, a second one goes over the file again from
/// its start, with one thread and cleared pictures, passes over what was given already, and from there shows what can
/// be shown: so the same frames come out whatever the number of threads.
final class VideoFrameReader: FrameReader {
    let provenance: Provenance
    let durationSeconds: Double?
    let stepSeconds: Double?
    private(set) var losses = DecodingLosses()
    private let path: String
    private let sampling: Sampling
    private let orientation: Orientation
    private let format: FrameFormat
    private let scaler = FrameScaler()
    private var pass: VideoPass
    private var schedule: SampleSchedule
    private var care: VideoStreamDecoder.Care
    /// Nil where cuts are not looked for.
    private var shots: ShotFinder?
    /// Frames that wait until it is known whether the footage was cut before them.
    private var ready: [(frame: Frame, tick: Int64)] = []
    private var lastGiven: Int64?
    private var isAtEnd = false
    private var framesGiven = 0
    private var lastError: FFmpegError?

    /// Opens a video.
    init(
        _ bytes: ByteSource, path: String, sampling: Sampling, findsCuts: Bool, format: FrameFormat,
        threads: Int
    ) throws {
        self.path = path
        self.sampling = sampling
        self.format = format
        care = .strict
        pass = try VideoPass(bytes, sampling: sampling, threads: threads, care: .strict)
        schedule = SampleSchedule(sampling, clock: pass.clock)
        let frame = pass.secondsPerFrame
        stepSeconds = sampling == .keyFrames ? nil : max(sampling.intervalSeconds, frame)
        shots = findsCuts ? ShotFinder(path: path, sampling: sampling, pass: pass) : nil
        let words = FileWords(pass.file, bytes)
        provenance = words.provenance
        durationSeconds = words.durationSeconds
        orientation = words.orientation
        losses.isTruncated = pass.file.isTruncated
    }

    func next() throws -> Frame? {
        while !isAtEnd {
            if let first = ready.first, shots?.isSettled(first.tick) ?? true { break }
            try advance()
        }
        guard !ready.isEmpty else {
            guard framesGiven > 0 else { throw nothingDecoded() }
            return nil
        }
        return give()
    }

    private func give() -> Frame {
        var (frame, tick) = ready.removeFirst()
        let isCut = shots?.takeCut(after: lastGiven ?? tick, through: tick) ?? false
        frame.beginsShot = isCut
        lastGiven = tick
        framesGiven += 1
        return frame
    }

    private func advance() throws {
        switch try pass.next() {
        case .frame(let tick, let isDamaged):
            if isDamaged, try meetsDamage(nil) { return }
            if !isDamaged { try see(tick) }
            if let waited = schedule.overdue(at: tick) { append(.damaged, waited) }
            guard schedule.choose(tick, isDamaged: isDamaged) == .take else { return }
            append(isDamaged ? .damaged : .image(try picture()), tick)
        case .lost(let error):
            _ = try meetsDamage(error)
        case .end:
            isAtEnd = true
            shots?.finish()
            losses.isTruncated = losses.isTruncated || pass.file.isTruncated
            // What the first pass stumbled over, the second may pass over in silence.
            if care == .lenient { losses.damagedPackets = max(1, losses.damagedPackets) }
            if let waited = schedule.overdue(at: nil) { append(.damaged, waited) }
        }
    }

    /// Counts a loss; whether the file is gone through again because of it.
    private func meetsDamage(_ error: FFmpegError?) throws -> Bool {
        lastError = error ?? lastError
        guard care == .strict else {
            losses.damagedPackets += 1
            return false
        }
        care = .lenient
        pass = try VideoPass(ByteSource(path: path), sampling: sampling, threads: 1, care: .lenient)
        shots = shots.map { _ in ShotFinder(path: path, sampling: sampling, pass: pass) }
        return true
    }

    private func append(_ content: FrameContent, _ tick: Int64) {
        let index = framesGiven + ready.count
        ready.append((Frame(index: index, timeSeconds: pass.clock.seconds(tick), content: content), tick))
    }

    private func see(_ tick: Int64) throws {
        let isFileTime = pass.movedFrom.map { tick < $0 } ?? true
        try shots?.see(pass.decoder.frame.pointee, at: tick, isFileTime: isFileTime)
    }

    private func picture() throws -> Image {
        let frame = pass.decoder.frame.pointee
        let guess = av_guess_sample_aspect_ratio(nil, pass.file.stream, pass.decoder.frame)
        let size = PictureGeometry(
            storedWidth: Int(frame.width), storedHeight: Int(frame.height),
            aspect: guess.num > 0 && guess.den > 0 ? Double(guess.num) / Double(guess.den) : 1,
            longSide: format.longSide)
        return try scaler.picture(frame, color: format.color, size: size, orientation: orientation)
    }

    private func nothingDecoded() -> PilotageError {
        PilotageError(
            .damaged, "no frame of the video could be decoded",
            cause: lastError?.cause,
            hint: "look whether the file plays elsewhere; copy it again from the camera")
    }
}
