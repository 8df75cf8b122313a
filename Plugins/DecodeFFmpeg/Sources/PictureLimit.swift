import CFFmpeg
import PilotageAPI

/// How large a picture may be; larger ones are taken for an attack or a mistake.
///
/// A few bytes of a file can ask for any amount of memory.
enum PictureLimit {
    /// The most pixels of a photo.
    static let pixels: Int64 = 1 << 28
    /// The most pixels of a video's frame: as many as fit into `bytes` in any format. Several are decoded at a time.
    static let videoPixels: Int64 = 1 << 26
    /// The most bytes that a picture's decoded samples may take.
    static let bytes = 1 << 29

    /// Why a picture is not decoded; nil where it is.
    static func refusal(width: Int32, height: Int32, format: AVPixelFormat, pixels: Int64 = pixels)
        -> PilotageError?
    {
        let hint = "scale it down first, if it is genuine"
        guard Int64(width) * Int64(height) <= pixels else {
            return PilotageError(
                .unsupported,
                "the picture has \(width) x \(height) pixels, more than the \(pixels >> 20) Mpx that are decoded",
                hint: hint)
        }
        guard format != AV_PIX_FMT_NONE, !allows(width, height, format) else { return nil }
        return PilotageError(
            .unsupported,
            "the samples of the picture's \(width) x \(height) pixels take more than the \(bytes >> 20) MiB that are decoded",
            hint: hint)
    }

    /// Whether a picture's samples are few enough.
    static func allows(_ width: Int32, _ height: Int32, _ format: AVPixelFormat) -> Bool {
        // Negative where the size does not even fit into 31 bits.
        let size = av_image_get_buffer_size(format, width, height, 1)
        return Int64(width) * Int64(height) <= pixels && size >= 0 && Int(size) <= bytes
    }
}

/// Memory for a picture of no more than the limit.
func boundedBuffer(
    _ context: UnsafeMutablePointer<AVCodecContext>?, _ frame: UnsafeMutablePointer<AVFrame>?, _ flags: Int32
) -> Int32 {
    if let frame = frame?.pointee,
        !PictureLimit.allows(frame.width, frame.height, AVPixelFormat(rawValue: frame.format))
    {
        return pilotage_error_system(ENOMEM)
    }
    return avcodec_default_get_buffer2(context, frame, flags)
}

/// Memory for a picture of no more than the limit, all mid-gray: what damage leaves undecoded must not show an older picture.
func clearedBuffer(
    _ context: UnsafeMutablePointer<AVCodecContext>?, _ frame: UnsafeMutablePointer<AVFrame>?, _ flags: Int32
) -> Int32 {
    let code = boundedBuffer(context, frame, flags)
    guard code >= 0, let frame else { return code }
    withUnsafeBytes(of: frame.pointee.buf) { raw in
        for buffer in raw.bindMemory(to: UnsafeMutablePointer<AVBufferRef>?.self) {
            if let buffer { buffer.pointee.data.update(repeating: 128, count: Int(buffer.pointee.size)) }
        }
    }
    return code
}
