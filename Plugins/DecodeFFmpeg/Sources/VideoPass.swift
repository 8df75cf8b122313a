import CFFmpeg
import PilotageAPI

/// One way through a video from its start: reads, leaves out what is not needed, decodes.
final class VideoPass {
    /// What the pass meets next.
    enum Event {
        /// The decoder's `frame` holds the frame of a tick.
        case frame(tick: Int64, isDamaged: Bool)
        /// A packet could not be decoded.
        case lost(FFmpegError)
        /// All is read.
        case end
    }

    /// The container.
    let file: MediaFile
    /// The decoder.
    let decoder: VideoStreamDecoder
    /// The stream's clock.
    let clock: StreamClock
    private let sampling: Sampling
    private var gate: PacketGate<Packet>?
    private var steps: ArraySlice<PacketGate<Packet>.Step> = []
    private var pending: FFmpegError?
    private var isDrainingForJump = false
    private var isAtEnd = false
    private var hasSent = false
    private var lastTick: Int64?
    private var timeline: Timeline
    /// From when on times are not those in the file, because the stream's clock was set back there.
    private(set) var movedFrom: Int64?
    private var lastRead: Int64?
    private var lastSought: Int64?

    /// A pass through an opened file.
    init(_ bytes: ByteSource, sampling: Sampling, threads: Int, care: VideoStreamDecoder.Care) throws {
        file = try MediaFile(bytes)
        let stream = file.stream.pointee
        decoder = try VideoStreamDecoder(
            stream.codecpar, timeBase: stream.time_base, threads: threads, care: care)
        clock = StreamClock(
            start: time(stream.start_time) ?? 0, numerator: Int64(max(1, stream.time_base.num)),
            denominator: Int64(max(1, stream.time_base.den)))
        timeline = Timeline(ticksPerSecond: max(1, clock.denominator / clock.numerator))
        self.sampling = sampling
        switch sampling {
        case .all: break
        case .keyFrames: file.readKeyPacketsOnly()
        case .interval(let microseconds): gate = PacketGate(clock: clock, microseconds: microseconds)
        }
    }

    /// Goes on to the next frame, loss or end.
    func next() throws -> Event {
        while true {
            if let error = pending {
                pending = nil
                return .lost(error)
            }
            switch decoder.receive() {
            case .frame(let isDamaged): return .frame(tick: tickOfFrame(), isDamaged: isDamaged)
            case .failure(let error): return .lost(error)
            case .needsPacket: try feed()
            case .end:
                guard isDrainingForJump else { return .end }
                isDrainingForJump = false
                decoder.flush()
            }
        }
    }

    /// Gives the decoder what it is to do next.
    private func feed() throws {
        while steps.isEmpty {
            guard !isAtEnd else {
                pending = decoder.send(nil, mayBeLeftOut: false)
                return
            }
            try readSteps()
        }
        switch steps.removeFirst() {
        case .jump:
            // Frames that stand alone need no new start, which would cost the threads their pace.
            guard hasSent, !decoder.isIntraOnly else { return }
            isDrainingForJump = true
            pending = decoder.send(nil, mayBeLeftOut: false)
        case .decode(let packet, let isSample):
            hasSent = true
            pending = decoder.send(packet.pointer, mayBeLeftOut: !isSample)
        }
    }

    private func readSteps() throws {
        skipAhead()
        let packet = try Packet()
        guard try file.read(into: packet.pointer) else {
            isAtEnd = true
            steps = gate?.finish()[...] ?? []
            return
        }
        let shift = timeline.shift(for: packet.facts)
        if shift > 0 { packet.move(by: shift) }
        let facts = packet.facts
        if shift > 0, movedFrom == nil { movedFrom = facts.decoded ?? facts.shown }
        lastRead = facts.decoded ?? facts.shown ?? lastRead
        switch sampling {
        case .all: steps = [.decode(packet, isSample: true)]
        case .keyFrames: steps = facts.isKey ? [.decode(packet, isSample: true)] : []
        case .interval: steps = gate?.take(packet, facts)[...] ?? []
        }
    }

    /// Leaves out reading what lies before the group of pictures that the next sample is in, where the file's index tells
    /// where that begins.
    private func skipAhead() {
        guard let target = gate?.nextTarget, target != lastSought, let lastRead,
            let safe = startAhead(of: target, from: lastRead)
        else { return }
        lastSought = target
        if file.seek(to: safe) { gate?.skip() }
    }

    /// Where to seek for all that a frame at a tick depends on; nil where reading on from a position is as good.
    private func startAhead(of target: Int64, from position: Int64) -> Int64? {
        // A key packet is decoded up to some frames before it is shown: a second is more than that.
        let (safe, overflow) = target.subtractingReportingOverflow(second)
        let (near, isFar) = position.addingReportingOverflow(2 * second)
        guard !overflow, !isFar, let key = file.lastKey(before: safe), key > near else { return nil }
        return safe
    }

    private var second: Int64 { max(1, clock.denominator / clock.numerator) }

    /// Leaves out what lies well before a tick, where that can be told from where reading stands; whether it did.
    ///
    /// Without an index in the file, it goes to ten seconds before, from where a decoder finds its way into most footage.
    func skip(towards tick: Int64) -> Bool {
        let position = lastRead ?? clock.start
        var start = startAhead(of: tick, from: position)
        if start == nil, file.lastKey(before: tick) == nil,
            Int128(tick) - Int128(position) > Int128(second) * 20
        {
            start = tick - 10 * second
        }
        guard !isAtEnd, let start, file.seek(to: start) else { return false }
        decoder.flush()
        (steps, pending, lastRead) = ([], nil, start)
        return true
    }

    /// The frame's own time; where the file has none, one frame of the stream's rate after the last.
    private func tickOfFrame() -> Int64 {
        let frame = decoder.frame.pointee
        let tick =
            time(frame.pts) ?? time(frame.best_effort_timestamp)
            ?? lastTick.map { $0.addingReportingOverflow(ticksPerFrame).partialValue } ?? clock.start
        lastTick = tick
        return tick
    }

    /// How long a frame lasts at the stream's nominal rate.
    var secondsPerFrame: Double {
        Double(ticksPerFrame) * Double(clock.numerator) / Double(clock.denominator)
    }

    private var ticksPerFrame: Int64 {
        let stream = file.stream.pointee
        let rate =
            stream.avg_frame_rate.num > 0 && stream.avg_frame_rate.den > 0
            ? stream.avg_frame_rate : AVRational(num: 25, den: 1)
        return max(1, av_rescale_q(1, AVRational(num: rate.den, den: rate.num), stream.time_base))
    }
}
