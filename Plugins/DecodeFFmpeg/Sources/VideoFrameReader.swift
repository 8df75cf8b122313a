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
    private(set) var losses = DecodingLosses()
    private let path: String
    private let sampling: Sampling
    private let orientation: Orientation
    private let format: FrameFormat
    private let scaler = FrameScaler()
    private var pass: VideoPass
    private var schedule: SampleSchedule
    private var care: VideoStreamDecoder.Care
    private var ready: [Frame] = []
    private var isAtEnd = false
    private var framesGiven = 0
    private var lastError: FFmpegError?

    /// Opens a video.
    init(_ bytes: ByteSource, path: String, sampling: Sampling, format: FrameFormat, threads: Int) throws {
        self.path = path
        self.sampling = sampling
        self.format = format
        care = .strict
        pass = try VideoPass(bytes, sampling: sampling, threads: threads, care: .strict)
        schedule = SampleSchedule(sampling, clock: pass.clock)
        let words = FileWords(pass.file, bytes)
        provenance = words.provenance
        durationSeconds = words.durationSeconds
        orientation = words.orientation
        losses.isTruncated = pass.file.isTruncated
    }

    func next() throws -> Frame? {
        while ready.isEmpty {
            guard !isAtEnd else {
                guard framesGiven > 0 else { throw nothingDecoded() }
                return nil
            }
            try advance()
        }
        framesGiven += 1
        return ready.removeFirst()
    }

    private func advance() throws {
        switch try pass.next() {
        case .frame(let tick, let isDamaged):
            if isDamaged, try meetsDamage(nil) { return }
            if let waited = schedule.overdue(at: tick) { append(.damaged, waited) }
            guard schedule.choose(tick, isDamaged: isDamaged) == .take else { return }
            append(isDamaged ? .damaged : .image(try picture()), tick)
        case .lost(let error):
            _ = try meetsDamage(error)
        case .end:
            isAtEnd = true
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
        return true
    }

    private func append(_ content: FrameContent, _ tick: Int64) {
        let index = framesGiven + ready.count
        ready.append(Frame(index: index, timeSeconds: pass.clock.seconds(tick), content: content))
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
