internal import CFFmpeg
internal import PilotageAPI

/// An encoder of FFmpeg's: pictures in, packets out. One thread, so that the same pictures give the same bytes.
final class PictureEncoder {
    /// What an encoder is asked for.
    struct Settings {
        /// FFmpeg's name of the encoder.
        var name: String
        var width: Int
        var height: Int
        var pixelFormat: AVPixelFormat
        var framesPerSecond = 1
        /// The encoder's own options.
        var options: [(name: String, value: String)] = []
        /// Whether what decoders must know stands in front of the file instead of among the packets.
        var hasGlobalHeader = false
    }

    private(set) var context: UnsafeMutablePointer<AVCodecContext>?
    private var frame: UnsafeMutablePointer<AVFrame>?
    private var packet: UnsafeMutablePointer<AVPacket>?
    private let refusal: String

    /// An encoder that is ready for pictures.
    ///
    /// - Throws: `PilotageError` where there is none of the name, or it takes no such pictures.
    init(_ settings: Settings) throws {
        // Once is enough, but there is no place that is passed only once.
        av_log_set_level(AV_LOG_QUIET)
        refusal =
            "pictures of \(settings.width) x \(settings.height) pixels cannot be encoded by \(settings.name)"
        guard let codec = avcodec_find_encoder_by_name(settings.name) else {
            throw PilotageError(
                .unsupported, "this system's FFmpeg has no encoder \(settings.name)",
                hint: "install an FFmpeg that has it; Debian's libavcodec does")
        }
        let context = try FFmpegCall.allocated("an encoder", avcodec_alloc_context3(codec))
        self.context = context
        Self.configure(context, settings)
        for option in settings.options {
            try FFmpegCall.check(
                "av_opt_set \(option.name)",
                av_opt_set(context.pointee.priv_data, option.name, option.value, 0), refusal)
        }
        try FFmpegCall.check("avcodec_open2", avcodec_open2(context, codec, nil), refusal)
        packet = try FFmpegCall.allocated("a packet", av_packet_alloc())
        let frame = try FFmpegCall.allocated("a picture", av_frame_alloc())
        self.frame = frame
        frame.pointee.width = Int32(settings.width)
        frame.pointee.height = Int32(settings.height)
        frame.pointee.format = settings.pixelFormat.rawValue
        try FFmpegCall.check("av_frame_get_buffer", av_frame_get_buffer(frame, 0), refusal)
    }

    deinit {
        av_frame_free(&frame)
        av_packet_free(&packet)
        avcodec_free_context(&context)
    }

    private static func configure(_ context: UnsafeMutablePointer<AVCodecContext>, _ settings: Settings) {
        context.pointee.width = Int32(settings.width)
        context.pointee.height = Int32(settings.height)
        context.pointee.pix_fmt = settings.pixelFormat
        context.pointee.time_base = AVRational(num: 1, den: Int32(settings.framesPerSecond))
        context.pointee.framerate = AVRational(num: Int32(settings.framesPerSecond), den: 1)
        context.pointee.thread_count = 1
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
        if settings.hasGlobalHeader { context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER }
        guard settings.pixelFormat == AV_PIX_FMT_YUV420P else { return }
        // The matrix that libswscale converts by unless it is told otherwise.
        context.pointee.colorspace = AVCOL_SPC_SMPTE170M
        context.pointee.color_primaries = AVCOL_PRI_SMPTE170M
        context.pointee.color_trc = AVCOL_TRC_SMPTE170M
        context.pointee.color_range = AVCOL_RANGE_MPEG
    }

    /// Encodes a picture.
    ///
    /// - Parameters:
    ///   - time: in units of a frame.
    ///   - fill: writes the picture's samples.
    ///   - take: takes a packet; called any number of times.
    func encode(
        time: Int64 = 0, fill: (UnsafeMutablePointer<AVFrame>) throws -> Void,
        take: (UnsafeMutablePointer<AVPacket>) throws -> Void
    ) throws {
        let frame = try FFmpegCall.allocated("a picture", frame)
        // The encoder may still hold the samples of the picture before.
        try FFmpegCall.check("av_frame_make_writable", av_frame_make_writable(frame), refusal)
        frame.pointee.pts = time
        try fill(frame)
        try send(frame, take)
    }

    /// Takes the packets of the pictures that are still under way.
    func finish(take: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws { try send(nil, take) }

    private func send(
        _ frame: UnsafeMutablePointer<AVFrame>?, _ take: (UnsafeMutablePointer<AVPacket>) throws -> Void
    ) throws {
        try FFmpegCall.check("avcodec_send_frame", avcodec_send_frame(context, frame), refusal)
        let packet = try FFmpegCall.allocated("a packet", packet)
        while true {
            let code = avcodec_receive_packet(context, packet)
            if code == pilotage_error_again() || code == pilotage_error_eof() { return }
            try FFmpegCall.check("avcodec_receive_packet", code, refusal)
            defer { av_packet_unref(packet) }
            try take(packet)
        }
    }
}
