import CFFmpeg

/// Which of FFmpeg's formats are read.
enum DemuxerPolicy {
    /// Formats that name other files or addresses, draw text as pictures, or read devices.
    private static let refused: Set<String> = [
        "concat", "hls", "dash", "webm_dash_manifest", "imf", "sdp", "rtp", "rtsp", "sap", "image2",
        "image2pipe",
        "lavfi", "svg_pipe", "tty", "bin", "xbin", "adf", "idf", "ffmetadata", "avisynth", "vapoursynth",
        "mpjpeg",
    ]

    /// Whether a format is refused whatever its content.
    static func refuses(_ name: String) -> Bool {
        name.split(separator: ",").contains { refused.contains(String($0)) }
    }

    /// Whether a file of a format is a photo, of which one frame is taken, at time 0.
    static func isStill(_ name: String) -> Bool { name.hasSuffix("_pipe") }

    /// The name of a format.
    static func name(_ format: UnsafePointer<AVInputFormat>) -> String {
        String(cString: format.pointee.name)
    }
}
