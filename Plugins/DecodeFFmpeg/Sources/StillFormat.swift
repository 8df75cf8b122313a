import CFFmpeg
import Glibc

/// Tells photos from videos by their first bytes.
enum StillFormat {
    /// How many bytes are looked at.
    private static let headLength = 2048

    /// The codec of a photo; nil for all that is not one.
    static func codec(of bytes: ByteSource) throws -> AVCodecID? {
        let padding = Int(AVPROBE_PADDING_SIZE)
        var head = [UInt8](repeating: 0, count: headLength + padding)
        let length = pread(bytes.descriptor, &head, headLength, 0)
        guard length > 3 else { return nil }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return AV_CODEC_ID_MJPEG }
        return head.withUnsafeMutableBufferPointer { buffer in
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
}
