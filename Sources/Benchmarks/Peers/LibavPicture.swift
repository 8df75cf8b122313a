import CFFmpeg

/// A picture file read the way FFmpeg's own examples do it: open, find the stream, decode, scale.
enum LibavPicture {
    /// Reads a picture and scales it to gray samples.
    ///
    /// - Returns: the samples, row by row.
    @discardableResult
    static func read(_ path: String, longSide: Int) throws -> [UInt8] {
        var container: UnsafeMutablePointer<AVFormatContext>?
        try check(avformat_open_input(&container, path, nil, nil))
        defer { avformat_close_input(&container) }
        try check(avformat_find_stream_info(container, nil))
        var codec: UnsafePointer<AVCodec>?
        let index = try check(av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, &codec, 0))
        var context = avcodec_alloc_context3(codec)
        defer { avcodec_free_context(&context) }
        try check(
            avcodec_parameters_to_context(context, container?.pointee.streams[Int(index)]?.pointee.codecpar))
        context?.pointee.thread_count = 1
        try check(avcodec_open2(context, codec, nil))
        return try withFrame { frame in
            try decode(container, context, into: frame)
            return try scaled(frame, longSide: longSide)
        }
    }

    private static func withFrame<Result>(_ body: (UnsafeMutablePointer<AVFrame>) throws -> Result) throws
        -> Result
    {
        var frame = av_frame_alloc()
        defer { av_frame_free(&frame) }
        guard let frame else { throw BenchmarkError("no memory for a frame") }
        return try body(frame)
    }

    private static func decode(
        _ container: UnsafeMutablePointer<AVFormatContext>?, _ context: UnsafeMutablePointer<AVCodecContext>?,
        into frame: UnsafeMutablePointer<AVFrame>
    ) throws {
        var packet = av_packet_alloc()
        defer { av_packet_free(&packet) }
        try check(av_read_frame(container, packet))
        try check(avcodec_send_packet(context, packet))
        try check(avcodec_send_packet(context, nil))
        try check(avcodec_receive_frame(context, frame))
    }

    private static func scaled(_ frame: UnsafeMutablePointer<AVFrame>, longSide: Int) throws -> [UInt8] {
        let (width, height) = (frame.pointee.width, frame.pointee.height)
        let scale = Double(longSide) / Double(max(width, height))
        let size = (Int32(Double(width) * scale), Int32(Double(height) * scale))
        let converter = sws_getContext(
            width, height, AVPixelFormat(rawValue: frame.pointee.format), size.0, size.1, AV_PIX_FMT_GRAY8,
            SWS_AREA, nil, nil, nil)
        defer { sws_freeContext(converter) }
        let data = frame.pointee.data
        let planes = [UnsafePointer(data.0), UnsafePointer(data.1), UnsafePointer(data.2), nil]
        let lines = [frame.pointee.linesize.0, frame.pointee.linesize.1, frame.pointee.linesize.2, 0]
        let count = Int(size.0) * Int(size.1)
        // libswscale writes whole vectors, so there is room behind the last row.
        return try [UInt8](unsafeUninitializedCapacity: count + 64) { samples, initialized in
            try check(
                sws_scale(
                    converter, planes, lines, 0, height, [samples.baseAddress, nil, nil, nil],
                    [size.0, 0, 0, 0]))
            initialized = count
        }
    }

    @discardableResult
    private static func check(_ code: Int32) throws -> Int32 {
        guard code >= 0 else { throw BenchmarkError("a call to FFmpeg's libraries gave \(code)") }
        return code
    }
}
