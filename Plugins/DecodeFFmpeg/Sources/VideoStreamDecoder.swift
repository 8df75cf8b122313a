import CFFmpeg
import PilotageAPI

/// Decodes the packets of one video stream into frames, in time order.
///
/// Owns FFmpeg's decoder and the frame it hands out.
final class VideoStreamDecoder {
    /// What came of asking for a frame.
    enum Answer: Equatable {
        /// `frame` holds one.
        case frame(isDamaged: Bool)
        /// It wants another packet first.
        case needsPacket
        /// Nothing comes any more.
        case end
        /// A packet could not be decoded; there may be frames all the same.
        case failure(FFmpegError)
    }

    /// How a decoder deals with damage.
    enum Care: Hashable {
        /// The least damage is an error. Several threads may decode.
        case strict
        /// Shows what can be shown, with one thread and cleared pictures, so that it shows the same each time.
        case lenient
    }

    /// The frame that was decoded last.
    let frame: UnsafeMutablePointer<AVFrame>
    /// Whether each frame of this codec stands alone.
    let isIntraOnly: Bool
    private let context: UnsafeMutablePointer<AVCodecContext>

    /// The most pixels a picture may have; larger ones are taken for an attack or a mistake.
    static let pixelLimit: Int64 = 1 << 28

    /// A decoder of a stream.
    ///
    /// - Throws: `PilotageError` `unsupported` where this FFmpeg has none.
    init(_ parameters: UnsafePointer<AVCodecParameters>, timeBase: AVRational, threads: Int, care: Care)
        throws
    {
        let (name, pixels) = VideoStreamDecoder.describe(parameters)
        guard pixels <= Self.pixelLimit else { throw VideoStreamDecoder.refusal(parameters) }
        guard let codec = avcodec_find_decoder(parameters.pointee.codec_id) else {
            throw PilotageError(
                .unsupported, "this FFmpeg has no decoder for '\(name)'",
                hint: "convert the footage to H.264 in MP4")
        }
        frame = try allocated("a frame", av_frame_alloc())
        context = try allocated("a decoder", avcodec_alloc_context3(codec))
        isIntraOnly =
            avcodec_descriptor_get(parameters.pointee.codec_id)
            .map { Int32($0.pointee.props) & AV_CODEC_PROP_INTRA_ONLY != 0 } ?? false
        do {
            try checked("avcodec_parameters_to_context", avcodec_parameters_to_context(context, parameters))
            configure(timeBase, threads: threads, care: care)
            try checked("avcodec_open2", avcodec_open2(context, codec, nil))
        } catch {
            throw error.telling(.damaged, "the decoder for '\(name)' does not accept the stream")
        }
    }

    deinit {
        var (frame, context) = (Optional(frame), Optional(context))
        av_frame_free(&frame)
        avcodec_free_context(&context)
    }

    /// Hands over a packet; nil tells that there are no more.
    ///
    /// - Parameter mayBeLeftOut: whether it need not be decoded if no other frame depends on it.
    func send(_ packet: UnsafeMutablePointer<AVPacket>?, mayBeLeftOut: Bool) -> FFmpegError? {
        context.pointee.skip_frame = mayBeLeftOut ? AVDISCARD_NONREF : AVDISCARD_DEFAULT
        let code = avcodec_send_packet(context, packet)
        guard code < 0, code != pilotage_error_eof() else { return nil }
        return FFmpegError(code: code, call: "avcodec_send_packet")
    }

    /// Asks for the next frame.
    func receive() -> Answer {
        let code = avcodec_receive_frame(context, frame)
        if code == pilotage_error_again() { return .needsPacket }
        if code == pilotage_error_eof() { return .end }
        guard code >= 0 else { return .failure(FFmpegError(code: code, call: "avcodec_receive_frame")) }
        let isFlagged = frame.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0
        return .frame(isDamaged: isFlagged || frame.pointee.decode_error_flags != 0)
    }

    /// Starts anew behind a gap or behind the end.
    func flush() { avcodec_flush_buffers(context) }

    /// Leaves out the filter between blocks for frames that no other depends on, or for all.
    func skipLoopFilter(_ discard: AVDiscard) { context.pointee.skip_loop_filter = discard }

    private func configure(_ timeBase: AVRational, threads: Int, care: Care) {
        context.pointee.pkt_timebase = timeBase
        context.pointee.max_pixels = Self.pixelLimit
        context.pointee.thread_type = FF_THREAD_FRAME | FF_THREAD_SLICE
        switch care {
        case .strict:
            // FFmpeg 5.1 aborts the program where a thread of its MPEG-4 decoder meets an error that ends the picture.
            let isSafe = context.pointee.codec_id != AV_CODEC_ID_MPEG4
            context.pointee.thread_count = isSafe ? Int32(clamping: max(1, threads)) : 1
            context.pointee.err_recognition |= AV_EF_EXPLODE
        case .lenient:
            context.pointee.thread_count = 1
            context.pointee.get_buffer2 = clearedBuffer
        }
    }

    private static func describe(_ parameters: UnsafePointer<AVCodecParameters>) -> (
        name: String, pixels: Int64
    ) {
        let pixels = Int64(parameters.pointee.width) * Int64(parameters.pointee.height)
        return (String(cString: avcodec_get_name(parameters.pointee.codec_id)), pixels)
    }

    private static func refusal(_ parameters: UnsafePointer<AVCodecParameters>) -> PilotageError {
        let size = "\(parameters.pointee.width) x \(parameters.pointee.height)"
        return PilotageError(
            .unsupported,
            "the picture has \(size) pixels, more than the \(pixelLimit >> 20) Mpx that are decoded",
            hint: "scale it down first, if it is genuine")
    }
}

/// Memory for a picture, all mid-gray: what damage leaves undecoded must not show an older picture.
func clearedBuffer(
    _ context: UnsafeMutablePointer<AVCodecContext>?, _ frame: UnsafeMutablePointer<AVFrame>?, _ flags: Int32
) -> Int32 {
    let code = avcodec_default_get_buffer2(context, frame, flags)
    guard code >= 0, let frame else { return code }
    withUnsafeBytes(of: frame.pointee.buf) { raw in
        for buffer in raw.bindMemory(to: UnsafeMutablePointer<AVBufferRef>?.self) {
            if let buffer { buffer.pointee.data.update(repeating: 128, count: Int(buffer.pointee.size)) }
        }
    }
    return code
}
