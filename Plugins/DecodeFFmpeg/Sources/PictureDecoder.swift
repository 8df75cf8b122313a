import CFFmpeg
import PilotageAPI

/// Decodes picture files that are one packet each.
final class PictureDecoder {
    /// The picture that was decoded last.
    let frame: UnsafeMutablePointer<AVFrame>
    private let context: UnsafeMutablePointer<AVCodecContext>

    /// A decoder of one kind of picture.
    ///
    /// - Parameter isStrict: whether the least damage is an error, instead of showing what can be shown.
    init(_ codecID: AVCodecID, isStrict: Bool) throws {
        guard let codec = avcodec_find_decoder(codecID) else {
            throw PilotageError(
                .unsupported,
                "this FFmpeg has no decoder for '\(String(cString: avcodec_get_name(codecID)))'",
                hint: "convert the picture to JPEG")
        }
        frame = try allocated("a frame", av_frame_alloc())
        context = try allocated("a decoder", avcodec_alloc_context3(codec))
        context.pointee.thread_count = 1
        if isStrict {
            context.pointee.get_buffer2 = boundedBuffer
            context.pointee.err_recognition |= AV_EF_EXPLODE
        } else {
            context.pointee.get_buffer2 = clearedBuffer
        }
        do { try checked("avcodec_open2", avcodec_open2(context, codec, nil)) } catch {
            throw error.telling(
                .unsupported, "the decoder for '\(String(cString: codec.pointee.name))' does not start")
        }
    }

    deinit {
        var (frame, context) = (Optional(frame), Optional(context))
        av_frame_free(&frame)
        avcodec_free_context(&context)
    }

    /// Why the picture was too large to be decoded, as far as its header was read; nil where it was not.
    var refusal: PilotageError? {
        PictureLimit.refusal(
            width: context.pointee.width, height: context.pointee.height, format: context.pointee.pix_fmt)
    }

    /// Decodes a file's picture into `frame`.
    func decode(_ packet: Packet) throws(FFmpegError) {
        try checked("avcodec_send_packet", avcodec_send_packet(context, packet.pointer))
        var code = avcodec_receive_frame(context, frame)
        if code == pilotage_error_again() {
            // Some decoders hold their frame until they hear that there is nothing more.
            avcodec_send_packet(context, nil)
            code = avcodec_receive_frame(context, frame)
        }
        try checked("avcodec_receive_frame", code)
    }
}
