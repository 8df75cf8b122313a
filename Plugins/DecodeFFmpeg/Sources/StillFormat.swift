import CFFmpeg
import Glibc
import PilotageAPI

/// Tells photos from videos by their first bytes.
enum StillFormat {
    /// How many bytes are looked at.
    private static let headLength = 2048

    /// The codec of a photo; nil for all that is not one.
    static func codec(of bytes: ByteSource, path: String) throws -> AVCodecID? {
        let padding = Int(AVPROBE_PADDING_SIZE)
        var head = [UInt8](repeating: 0, count: headLength + padding)
        let length = pread(bytes.descriptor, &head, headLength, 0)
        guard length > 3 else { return nil }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return AV_CODEC_ID_MJPEG }
        let recognized = codec(ofHead: &head, length: length)
        // A Targa has no mark at its beginning by which it could be told.
        return recognized ?? (path.lowercased().hasSuffix(".tga") ? AV_CODEC_ID_TARGA : nil)
    }

    private static func codec(ofHead head: inout [UInt8], length: Int) -> AVCodecID? {
        head.withUnsafeMutableBufferPointer { buffer in
            "".withCString { name in
                var probe = AVProbeData(
                    filename: name, buf: buffer.baseAddress, buf_size: Int32(length), mime_type: nil)
                guard let format = av_probe_input_format(&probe, 1),
                    DemuxerPolicy.isStill(DemuxerPolicy.name(format)), format.pointee.raw_codec_id != 0
                else { return nil }
                return AVCodecID(rawValue: UInt32(format.pointee.raw_codec_id))
            }
        }
    }

    /// The error for pictures of kinds that this FFmpeg is known not to read; nil for all others.
    static func unreadKind(_ bytes: UnsafeRawBufferPointer) -> PilotageError? {
        // A WebP whose extended header (`VP8X`) says that it moves.
        guard bytes.count > 20, bytes[8..<16].elementsEqual("WEBPVP8X".utf8), bytes[20] & 2 != 0 else {
            return nil
        }
        return PilotageError(
            .unsupported, "animated WebP is not read by this FFmpeg", hint: "convert it to MP4 or GIF")
    }

    /// The error for a HEIC photo, which this FFmpeg takes for a video; nil for all others.
    static func heic(_ bytes: ByteSource) -> PilotageError? {
        var head = [UInt8](repeating: 0, count: 12)
        let brands: Set<String> = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"]
        guard pread(bytes.descriptor, &head, head.count, 0) == head.count,
            head[4..<8].elementsEqual("ftyp".utf8),
            brands.contains(String(decoding: head[8...], as: UTF8.self))
        else { return nil }
        return PilotageError(
            .unsupported, "HEIC photos are not read by this FFmpeg",
            hint: "convert it to JPEG, for instance with heif-convert")
    }
}
