import CFFmpeg
import PilotageAPI

/// An opened container: the packets of its video stream, in file order.
///
/// Owns FFmpeg's demuxer. No format that opens further files is ever started, and none could: there is no name to begin
/// from, no protocol is allowed, and the callback that opens files refuses.
final class MediaFile {
    /// The video stream, owned by the demuxer.
    let stream: UnsafeMutablePointer<AVStream>
    private let bytes: ByteSource
    private let demuxer: UnsafeMutablePointer<AVFormatContext>
    private var failedReads = 0
    /// Whether reading met the end before the container's own end.
    private(set) var isTruncated = false

    /// The most streams a file may have.
    private static let streamLimit: Int32 = 100
    /// How far into a file the search for its format goes, in bytes.
    private static let probeLimit: UInt32 = 1 << 20
    /// How many unreadable packets in a row end a file.
    private static let failedReadLimit = 64

    /// Opens the container of a file and finds its video stream.
    ///
    /// - Throws: `PilotageError`: `unsupported` for what is no media file or has no video, `damaged` for one whose head
    ///   is.
    init(_ bytes: ByteSource) throws {
        self.bytes = bytes
        let format = try MediaFile.recognize(bytes)
        let demuxer = try MediaFile.open(bytes, format)
        self.demuxer = demuxer
        do {
            stream = try MediaFile.findVideo(demuxer)
        } catch {
            var closing: UnsafeMutablePointer<AVFormatContext>? = demuxer
            avformat_close_input(&closing)
            throw error
        }
        isTruncated =
            MediaFile.endsEarly(stream, size: bytes.size)
            || StatedLength.bytes(head: bytes.head(StatedLength.headLength)).map { $0 > bytes.size } ?? false
    }

    deinit {
        var closing: UnsafeMutablePointer<AVFormatContext>? = demuxer
        avformat_close_input(&closing)
    }

    /// What the demuxer knows of the file as a whole.
    var container: AVFormatContext { demuxer.pointee }

    /// Has the demuxer leave out all packets but key packets, where it can.
    func readKeyPacketsOnly() { stream.pointee.discard = AVDISCARD_NONKEY }

    /// When the last key packet at or before a tick is decoded, where the file's index knows.
    func lastKey(before tick: Int64) -> Int64? {
        avformat_index_get_entry_from_timestamp(stream, tick, AVSEEK_FLAG_BACKWARD)?.pointee.timestamp
    }

    /// Goes to the last key packet at or before a tick; whether that worked.
    func seek(to tick: Int64) -> Bool {
        av_seek_frame(demuxer, stream.pointee.index, tick, AVSEEK_FLAG_BACKWARD) >= 0
    }

    /// Reads the next packet of the video stream into `packet`; false at the end.
    ///
    /// - Throws: `PilotageError` `unreadable` where the disk fails.
    func read(into packet: UnsafeMutablePointer<AVPacket>) throws -> Bool {
        while true {
            av_packet_unref(packet)
            let code = av_read_frame(demuxer, packet)
            if code < 0 { try bytes.checkReading() }
            if code == pilotage_error_eof() { return false }
            guard code >= 0 else {
                failedReads += 1
                guard failedReads < Self.failedReadLimit, demuxer.pointee.pb.pointee.eof_reached == 0 else {
                    isTruncated = true
                    return false
                }
                continue
            }
            failedReads = 0
            if packet.pointee.stream_index == stream.pointee.index, packet.pointee.size > 0 { return true }
        }
    }

    private static func recognize(_ bytes: ByteSource) throws -> UnsafePointer<AVInputFormat> {
        guard bytes.size > 0 else {
            throw PilotageError(.damaged, "the file is empty", hint: "copy it again from the camera")
        }
        var format: UnsafePointer<AVInputFormat>?
        let code = av_probe_input_buffer2(bytes.context, &format, "", nil, 0, probeLimit)
        guard code >= 0, let format else {
            try bytes.checkReading()
            throw PilotageError(
                .unsupported,
                "no media format is recognized in the first \(min(bytes.size, Int64(probeLimit))) bytes",
                cause: FFmpegError(code: code, call: "av_probe_input_buffer2").cause,
                hint: "look whether the file plays elsewhere; convert it to MP4 or JPEG")
        }
        let name = DemuxerPolicy.name(format)
        guard !DemuxerPolicy.refuses(name) else {
            throw PilotageError(
                .unsupported, "the format '\(name)' is refused, because such files name others or draw text",
                hint: "name the footage itself as an item")
        }
        return format
    }

    private static func open(_ bytes: ByteSource, _ format: UnsafePointer<AVInputFormat>) throws
        -> UnsafeMutablePointer<AVFormatContext>
    {
        let context = try allocated("a container", avformat_alloc_context())
        context.pointee.pb = bytes.context
        context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        context.pointee.io_open = { _, _, _, _, _ in pilotage_error_system(EACCES) }
        context.pointee.protocol_whitelist = av_strdup("none")
        context.pointee.format_whitelist = av_strdup(format.pointee.name)
        context.pointee.max_streams = streamLimit
        var opening: UnsafeMutablePointer<AVFormatContext>? = context
        let code = avformat_open_input(&opening, "", format, nil)
        guard code >= 0, let opened = opening else {
            try bytes.checkReading()
            throw FFmpegError(code: code, call: "avformat_open_input").telling(
                .damaged, "the head of this \(shortName(format)) file cannot be read",
                hint:
                    "it may be cut off or still being written; copy it again, or repair it with a tool for its format"
            )
        }
        return opened
    }

    private static func findVideo(_ demuxer: UnsafeMutablePointer<AVFormatContext>) throws
        -> UnsafeMutablePointer<AVStream>
    {
        let information = MediaFile.inspect(demuxer)
        let index = av_find_best_stream(demuxer, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
        guard index >= 0, let stream = demuxer.pointee.streams[Int(index)],
            stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
        else { throw missingVideo(demuxer, information) }
        for other in 0..<Int(demuxer.pointee.nb_streams) where other != Int(index) {
            demuxer.pointee.streams[other]?.pointee.discard = AVDISCARD_ALL
        }
        return stream
    }

    /// Has FFmpeg look into the streams, for which it decodes some frames: these must not be too large either.
    private static func inspect(_ demuxer: UnsafeMutablePointer<AVFormatContext>) -> Int32 {
        var options = [OpaquePointer?](repeating: nil, count: Int(demuxer.pointee.nb_streams) + 1)
        for index in options.indices {
            av_dict_set_int(&options[index], "max_pixels", PictureLimit.videoPixels, 0)
        }
        defer { for index in options.indices { av_dict_free(&options[index]) } }
        return avformat_find_stream_info(demuxer, &options)
    }

    private static func missingVideo(_ demuxer: UnsafeMutablePointer<AVFormatContext>, _ information: Int32)
        -> PilotageError
    {
        var kinds: [String] = []
        for index in 0..<Int(demuxer.pointee.nb_streams) {
            guard let stream = demuxer.pointee.streams[index] else { continue }
            let name = av_get_media_type_string(stream.pointee.codecpar.pointee.codec_type)
            let kind = name.map { String(cString: $0) } ?? "unknown"
            let isCover = stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
            kinds.append(isCover ? "cover picture" : kind)
        }
        let found = kinds.isEmpty ? "no streams" : "only \(kinds.joined(separator: ", "))"
        return PilotageError(
            .unsupported, "there is no video stream in the file, \(found)",
            cause: information < 0
                ? FFmpegError(code: information, call: "avformat_find_stream_info").cause : nil,
            hint: "leave this item out, or name the footage it belongs to")
    }

    /// Whether the container's own index speaks of bytes behind the file's end.
    private static func endsEarly(_ stream: UnsafeMutablePointer<AVStream>, size: Int64) -> Bool {
        (0..<avformat_index_get_entries_count(stream)).contains { index in
            guard let entry = avformat_index_get_entry(stream, index)?.pointee else { return false }
            return entry.pos > size - Int64(entry.size)
        }
    }

    private static func shortName(_ format: UnsafePointer<AVInputFormat>) -> String {
        String(DemuxerPolicy.name(format).prefix { $0 != "," })
    }
}
