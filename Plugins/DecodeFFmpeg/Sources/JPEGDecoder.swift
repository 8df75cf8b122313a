import CFFmpeg
import CTurboJPEG
import PilotageAPI

/// Decodes plain JPEGs with libjpeg-turbo. Can be used again.
final class JPEGDecoder {
    /// Scales the pictures of this decoder, which are often alike.
    let scaler = FrameScaler()
    private let handle: tjhandle
    private var frame: UnsafeMutablePointer<AVFrame>?

    /// A decoder of any JPEG.
    init() throws {
        guard let handle = tjInitDecompress() else {
            throw PilotageError(
                .exhausted, "no memory for a JPEG decoder", hint: "run fewer items at a time with --jobs")
        }
        self.handle = handle
    }

    deinit {
        tjDestroy(handle)
        av_frame_free(&frame)
    }

    /// Decodes a picture, halved as often as the wanted size allows.
    ///
    /// - Parameters:
    ///   - color: gray or red, green and blue, 8 bits each.
    ///   - size: what the picture will be scaled to.
    /// - Returns: the picture, valid until the next call; nil for the least damage, and for what libjpeg-turbo does not
    ///   decode.
    func decode(
        _ bytes: UnsafeRawBufferPointer, _ header: JPEGHeader, color: FrameFormat.Color, size: PictureGeometry
    ) throws -> UnsafeMutablePointer<AVFrame>? {
        let halvings = header.halvings(for: size)
        // libjpeg rounds up.
        let (width, height) = (-(-header.width >> halvings), -(-header.height >> halvings))
        let picture = try emptied(width, height, color == .gray ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24)
        let code = tjDecompress2(
            handle, bytes.bindMemory(to: UInt8.self).baseAddress, UInt(bytes.count), picture.pointee.data.0,
            Int32(width), picture.pointee.linesize.0, Int32(height),
            Int32((color == .gray ? TJPF_GRAY : TJPF_RGB).rawValue), TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING
        )
        return code == 0 ? picture : nil
    }

    /// A frame with room for a picture.
    private func emptied(_ width: Int, _ height: Int, _ format: AVPixelFormat) throws
        -> UnsafeMutablePointer<AVFrame>
    {
        av_frame_free(&frame)
        let picture = try allocated("a frame", av_frame_alloc())
        frame = picture
        (picture.pointee.width, picture.pointee.height) = (Int32(width), Int32(height))
        picture.pointee.format = format.rawValue
        picture.pointee.color_range = AVCOL_RANGE_JPEG
        do { try checked("av_frame_get_buffer", av_frame_get_buffer(picture, 0)) } catch {
            throw error.telling(
                .exhausted, "no memory for a picture of \(width) x \(height) pixels",
                hint: "run fewer items at a time with --jobs")
        }
        return picture
    }
}
