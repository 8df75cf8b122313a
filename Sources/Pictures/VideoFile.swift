internal import CFFmpeg
public import PilotageAPI

/// A video as an MP4 file: H.264 by libx264, 8-bit 4:2:0, one thread and no dates, so that the same pictures give the same bytes.
///
/// It appears whole under its name by `publish()`, or not at all: what was written is removed with the object.
public final class VideoFile {
    /// Hardly to be told from the original.
    private static let options = [(name: "preset", value: "veryfast"), (name: "crf", value: "18")]
    /// The largest frames of H.264, level 6.2 (ITU-T H.264, table A-1): macroblocks of 16 x 16 pixels.
    private static let mostMacroblocks = 139_264
    private static let longestSide = 16_384

    /// The target.
    public var path: String { file.path }
    /// Pictures so far.
    public private(set) var count = 0

    private let file: AtomicFile
    private let width: Int
    private let height: Int
    private let output: VideoOutput
    private let encoder: PictureEncoder
    private var converter: OpaquePointer?
    private var format: UnsafeMutablePointer<AVFormatContext>?
    private var stream: UnsafeMutablePointer<AVStream>?

    /// Starts a video.
    ///
    /// - Parameters:
    ///   - width: columns of every picture; even.
    ///   - height: rows of every picture; even.
    ///   - framesPerSecond: 1 to 240.
    /// - Throws: `PilotageError` with the path as its place.
    public convenience init(path: String, width: Int, height: Int, framesPerSecond: Int) throws {
        do { try Self.check(width: width, height: height) } catch { throw error.at(path) }
        try self.init(
            AtomicFile(path: path), width: width, height: height, framesPerSecond: framesPerSecond)
    }

    /// Starts a video in a file that was opened before.
    package init(_ file: AtomicFile, width: Int, height: Int, framesPerSecond: Int) throws {
        precondition((1...240).contains(framesPerSecond), "\(framesPerSecond) frames a second")
        (self.file, self.width, self.height) = (file, width, height)
        do {
            try Self.check(width: width, height: height)
            output = try VideoOutput(file)
            encoder = try PictureEncoder(
                PictureEncoder.Settings(
                    name: "libx264", width: width, height: height, pixelFormat: AV_PIX_FMT_YUV420P,
                    framesPerSecond: framesPerSecond, options: Self.options, hasGlobalHeader: true))
        } catch let error as PilotageError {
            throw error.at(file.path)
        }
        try telling {
            converter = try FFmpegCall.allocated(
                "a converter",
                sws_getContext(
                    Int32(width), Int32(height), AV_PIX_FMT_RGB24, Int32(width), Int32(height),
                    AV_PIX_FMT_YUV420P, SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT, nil, nil, nil))
            try begin()
        }
    }

    deinit {
        sws_freeContext(converter)
        avformat_free_context(format)
        file.abandon()
    }

    /// Refuses sizes that a video cannot have.
    ///
    /// - Throws: `PilotageError` `invalid`.
    public static func check(width: Int, height: Int) throws(PilotageError) {
        guard width % 2 == 0, height % 2 == 0 else {
            throw PilotageError(
                .invalid, "a video has even numbers of columns and rows, but these are \(width) x \(height)",
                hint: "make it \(width + width % 2) x \(height + height % 2)")
        }
        let macroblocks = ((width + 15) / 16) * ((height + 15) / 16)
        guard (2...longestSide).contains(width), (2...longestSide).contains(height),
            macroblocks <= mostMacroblocks
        else {
            throw PilotageError(
                .invalid, "\(width) x \(height) pixels are not a size that H.264 videos have",
                hint: "a side has at most \(longestSide) pixels, and a picture about 35 million")
        }
    }

    /// Adds a picture, of the size of the video.
    public func append(_ image: Image) throws {
        precondition(
            image.width == width && image.height == height,
            "\(image.width) x \(image.height) in a video of \(width) x \(height)")
        let rgb = image.channels == 3 ? image.samples : Raster(image).image.samples
        try telling {
            try encoder.encode(time: Int64(count), fill: { try convert(rgb, to: $0) }, take: write)
        }
        count += 1
    }

    /// Completes the video and brings it to the disk; nothing can be added after it.
    public func seal() throws {
        precondition(count > 0, "a video without pictures")
        try telling {
            try encoder.finish(take: write)
            try FFmpegCall.check("av_write_trailer", av_write_trailer(format), "the video cannot be ended")
            avio_flush(output.context)
            if let failure = output.failure { throw failure }
        }
        try file.seal()
    }

    /// Puts the video in its place, whatever stood there before; `seal()` comes first.
    public func publish() throws { try file.publish() }

    /// Removes what was written; does nothing after `publish()`.
    public func abandon() { file.abandon() }

    private func begin() throws {
        let message = "the video cannot be begun"
        try FFmpegCall.check(
            "avformat_alloc_output_context2", avformat_alloc_output_context2(&format, nil, "mp4", nil),
            message)
        let format = try FFmpegCall.allocated("a video", format)
        format.pointee.pb = output.context
        format.pointee.flags |= AVFMT_FLAG_BITEXACT
        let stream = try FFmpegCall.allocated("a stream", avformat_new_stream(format, nil))
        self.stream = stream
        let context = try FFmpegCall.allocated("an encoder", encoder.context)
        stream.pointee.time_base = context.pointee.time_base
        stream.pointee.avg_frame_rate = context.pointee.framerate
        try FFmpegCall.check(
            "avcodec_parameters_from_context",
            avcodec_parameters_from_context(stream.pointee.codecpar, context), message)
        try FFmpegCall.check("avformat_write_header", avformat_write_header(format, nil), message)
    }

    private func convert(_ rgb: [UInt8], to frame: UnsafeMutablePointer<AVFrame>) throws {
        let data = frame.pointee.data
        let sizes = frame.pointee.linesize
        let code = rgb.withUnsafeBufferPointer { samples in
            sws_scale(
                // libswscale copies four planes and four lines, whatever the format.
                converter, [samples.baseAddress, nil, nil, nil], [Int32(width * 3), 0, 0, 0], 0,
                Int32(height),
                [data.0, data.1, data.2, nil], [sizes.0, sizes.1, sizes.2, 0])
        }
        try FFmpegCall.check("sws_scale", code, "a picture cannot be converted")
    }

    private func write(_ packet: UnsafeMutablePointer<AVPacket>) throws {
        let stream = try FFmpegCall.allocated("a stream", stream)
        let context = try FFmpegCall.allocated("an encoder", encoder.context)
        packet.pointee.stream_index = stream.pointee.index
        packet.pointee.duration = 1
        av_packet_rescale_ts(packet, context.pointee.time_base, stream.pointee.time_base)
        try FFmpegCall.check(
            "av_write_frame", av_write_frame(format, packet), "a picture cannot be written")
        if let failure = output.failure { throw failure }
    }

    /// Runs a body whose errors name the file; the disk's own come first, for FFmpeg's are their consequence.
    private func telling(_ body: () throws -> Void) throws {
        do { try body() } catch {
            if let failure = output.failure { throw failure }
            guard let error = error as? PilotageError, error.place.isEmpty else { throw error }
            throw error.at(path)
        }
    }
}
