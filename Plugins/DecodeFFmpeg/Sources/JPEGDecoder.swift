import CFFmpeg
import CTurboJPEG
import PilotageAPI

/// Decodes plain JPEGs with libjpeg-turbo. Can be used again.
final class JPEGDecoder {
    /// Keeps its tables, since photos are often alike.
    private let scaler = FrameScaler()
    private let handle: tjhandle

    /// A decoder of any JPEG.
    init() throws {
        guard let handle = tjInitDecompress() else {
            throw PilotageError(
                .exhausted, "no memory for a JPEG decoder", hint: "run fewer items at a time with --jobs")
        }
        self.handle = handle
    }

    deinit { tjDestroy(handle) }

    /// Decodes a picture, halved as often as the wanted size allows, and scales it.
    ///
    /// - Parameters:
    ///   - color: gray or red, green and blue, 8 bits each.
    ///   - size: that of the picture before it is turned upright.
    /// - Returns: nil where the file has the least damage, where libjpeg-turbo does not decode its kind, and where the
    ///   decoded samples would be too many.
    func picture(
        _ bytes: UnsafeRawBufferPointer, _ header: JPEGHeader, color: FrameFormat.Color,
        size: PictureGeometry, orientation: Orientation
    ) throws -> Image? {
        let halvings = header.halvings(for: size)
        // libjpeg rounds up.
        let (width, height) = (Int32(-(-header.width >> halvings)), Int32(-(-header.height >> halvings)))
        let format = color == .gray ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24
        guard PictureLimit.allows(width, height, format) else { return nil }
        // Freed at once: the decoder waits for its next photo, and the samples may be many.
        var frame: UnsafeMutablePointer<AVFrame>? = try Self.emptyFrame(width, height, format)
        defer { av_frame_free(&frame) }
        guard let frame else { return nil }
        let code = tjDecompress2(
            handle, bytes.bindMemory(to: UInt8.self).baseAddress, UInt(bytes.count), frame.pointee.data.0,
            width, frame.pointee.linesize.0, height,
            Int32((color == .gray ? TJPF_GRAY : TJPF_RGB).rawValue), TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING
        )
        guard code == 0 else { return nil }
        return try scaler.picture(frame.pointee, color: color, size: size, orientation: orientation)
    }

    /// A frame with room for a picture.
    private static func emptyFrame(_ width: Int32, _ height: Int32, _ format: AVPixelFormat) throws
        -> UnsafeMutablePointer<AVFrame>
    {
        let frame = try allocated("a frame", av_frame_alloc())
        (frame.pointee.width, frame.pointee.height) = (width, height)
        frame.pointee.format = format.rawValue
        frame.pointee.color_range = AVCOL_RANGE_JPEG
        do { try checked("av_frame_get_buffer", av_frame_get_buffer(frame, 0)) } catch {
            var unused: UnsafeMutablePointer<AVFrame>? = frame
            av_frame_free(&unused)
            throw error.telling(
                .exhausted, "no memory for a picture of \(width) x \(height) pixels",
                hint: "run fewer items at a time with --jobs")
        }
        return frame
    }
}
