import CFFmpeg
public import PilotageAPI

/// Reads videos and photos through FFmpeg's libraries.
public struct FFmpegDecoder: Decoder {
    /// The name in manifests.
    public static let name = "decode.ffmpeg"
    /// What it does.
    public static let summary = "videos and photos of every format that FFmpeg reads"

    /// FFmpeg, which its libraries name as one.
    public static var libraries: [String] { ["FFmpeg \(String(cString: av_version_info()))"] }

    /// What a manifest can set.
    public struct Options: PluginOptions {
        /// Which frames of a video are taken.
        public let sample: Sampling
        /// Whether the frames that follow a cut of a video are marked.
        public let cuts: Bool

        /// Reads `sample` and `cuts`.
        public init(from reader: inout OptionReader) {
            sample = reader.text(
                "sample", default: "1s", form: "an interval such as 500ms or 1s, keyframes, or all",
                pattern: "^(all|keyframes|[0-9]+([.][0-9]+)?(ms|s))$",
                "which frames of a video are taken: the first of every interval, key frames, or all"
            ) { Sampling($0) }
            cuts = reader.bool(
                "cuts", default: true,
                "whether cuts of a video are looked for, so that a locator of sequences starts anew behind each"
            )
        }
    }

    private let sample: Sampling
    private let cuts: Bool
    private let pool = JPEGDecoderPool()

    /// Opens nothing, and has FFmpeg write nothing to stderr.
    public init(_ options: Options) throws {
        (sample, cuts) = (options.sample, options.cuts)
        // What FFmpeg has to say stands in errors and in the losses.
        av_log_set_level(AV_LOG_QUIET)
    }

    /// Whether the file's name ends as a media file's.
    public static func recognizes(_ source: MediaSource) -> Bool {
        source.rows == nil && MediaSuffixes.recognizes(source.path)
    }

    /// Opens a video or decodes a photo.
    ///
    /// - Throws: `PilotageError` where there is no regular file, no known format, no video or no picture in it.
    public func frames(of source: MediaSource, as format: FrameFormat, threads: Int) throws -> any FrameReader
    {
        guard source.rows == nil, source.turns == nil else {
            throw PilotageError(
                .invalid, "\(source.rows != nil ? "rows are chosen" : "turns are given") of a media file",
                hint: "rows and turns go with an embedding matrix, such as frames.npy")
        }
        let bytes = try ByteSource(path: source.path)
        if let codecID = try StillFormat.codec(of: bytes, path: source.path) {
            return try StillDecoder(pool: pool, format: format).decode(try bytes.wholeFile(), codecID)
        }
        do {
            return try VideoFrameReader(
                bytes, path: source.path, sampling: sample, findsCuts: cuts, format: format, threads: threads)
        } catch { throw StillFormat.heic(bytes) ?? error }
    }
}
