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

    /// A decoder of a stream.
    ///
    /// - Throws: `PilotageError` `unsupported` where this FFmpeg has none.
    init(_ parameters: UnsafePointer<AVCodecParameters>, timeBase: AVRational, threads: Int, care: Care)
        throws
    {
        let name = String(cString: avcodec_get_name(parameters.pointee.codec_id))
        if let refusal = PictureLimit.refusal(
            width: parameters.pointee.width, height: parameters.pointee.height,
            format: AVPixelFormat(rawValue: parameters.pointee.format),
            pixels: PictureLimit.videoPixels)
        {
            throw refusal
        }
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

    private func configure(_ timeBase: AVRational, threads: Int, care: Care) {
        context.pointee.pkt_timebase = timeBase
        context.pointee.max_pixels = PictureLimit.videoPixels
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
}
