/// The endings by which media files are found in a folder.
///
/// Of families of files that a camera writes beside each footage, only the footage counts: not the small copies (`.lrv`)
/// and previews (`.thm`).
package enum MediaSuffixes {
    private static let known: Set<String> = [
        // Videos.
        "mp4", "m4v", "m4a", "mov", "qt", "3gp", "3g2", "avi", "mkv", "webm", "mts", "m2ts", "ts", "m2t",
        "mpg", "mpeg",
        "mpe", "m2v", "vob", "mod", "tod", "wmv", "asf", "flv", "f4v", "mxf", "ogv", "ogm", "dv", "rm",
        "rmvb", "divx",
        "h264", "264", "h265", "265", "hevc", "ivf", "obu", "mjpg", "mjpeg", "nut", "y4m", "insv", "360",
        "dav",
        // Photos.
        "jpg", "jpeg", "jpe", "jfif", "mpo", "png", "apng", "gif", "webp", "bmp", "dib", "tif", "tiff",
        "avif", "heic",
        "heif", "jp2", "j2k", "jxl", "tga", "ppm", "pgm", "pbm", "pnm", "pam", "pcx", "sgi", "exr", "dpx",
        "psd", "qoi",
        "insp",
    ]

    /// Whether a file's name ends as a media file's; the case of letters does not matter.
    package static func recognizes(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        return known.contains(name[name.index(after: dot)...].lowercased())
    }
}
