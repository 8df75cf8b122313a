import CFFmpeg

/// What has to be known of a frame's samples to convert them.
struct PixelLayout: Hashable {
    /// FFmpeg's name for the arrangement, never one of the deprecated `yuvj` ones.
    let format: AVPixelFormat
    /// Whether samples span 0...255 instead of 16...235, in 8 bits.
    let isFullRange: Bool
    /// Whether samples are red, green and blue, and not luma and chroma.
    let isRGB: Bool
    /// Whether there is transparency.
    let hasAlpha: Bool
    /// Whether all planes hold pictures, so that every other row makes a field.
    let isPlain: Bool
    /// Whether each sample is a byte of its own.
    let isBytewise: Bool
    /// FFmpeg's number for the matrix between luma, chroma and colors.
    let matrix: Int32

    /// The layout of a decoded frame; nil where libswscale cannot read it.
    init?(_ frame: AVFrame) {
        let stored = AVPixelFormat(rawValue: frame.format)
        format = PixelLayout.modern[stored] ?? stored
        guard sws_isSupportedInput(format) > 0, let descriptor = av_pix_fmt_desc_get(format) else {
            return nil
        }
        let flags = descriptor.pointee.flags
        isFullRange = format != stored || frame.color_range == AVCOL_RANGE_JPEG
        isRGB = flags & UInt64(AV_PIX_FMT_FLAG_RGB) != 0
        hasAlpha = flags & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0
        isPlain = flags & UInt64(AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_BAYER) == 0
        isBytewise =
            isPlain
            && withUnsafeBytes(of: descriptor.pointee.comp) { components in
                components.bindMemory(to: AVComponentDescriptor.self)
                    .prefix(Int(descriptor.pointee.nb_components)).allSatisfy { $0.depth == 8 }
            }
        matrix = PixelLayout.matrix(frame)
    }

    private static let modern: [AVPixelFormat: AVPixelFormat] = [
        AV_PIX_FMT_YUVJ420P: AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ422P: AV_PIX_FMT_YUV422P,
        AV_PIX_FMT_YUVJ444P: AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVJ440P: AV_PIX_FMT_YUV440P,
        AV_PIX_FMT_YUVJ411P: AV_PIX_FMT_YUV411P,
    ]

    /// The matrix that the frame names; where it names none, that of its size: BT.709 for high definition, else BT.601.
    /// JPEG is always BT.601.
    private static func matrix(_ frame: AVFrame) -> Int32 {
        switch frame.colorspace {
        case AVCOL_SPC_BT709: SWS_CS_ITU709
        case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: SWS_CS_BT2020
        case AVCOL_SPC_SMPTE240M: SWS_CS_SMPTE240M
        case AVCOL_SPC_FCC: SWS_CS_FCC
        case AVCOL_SPC_UNSPECIFIED where frame.height >= 720: SWS_CS_ITU709
        default: SWS_CS_ITU601
        }
    }
}
