import CFFmpeg

/// How to read the brightness of single pixels of a decoded picture: its luma, or the green of colors.
///
/// Valid for as long as the frame's memory is.
struct LumaSamples {
    /// Columns.
    let width: Int
    /// Rows.
    let height: Int
    /// Whether each sample is one byte, with the next pixel's right behind it.
    let isPlainBytes: Bool
    private let base: UnsafeRawPointer
    private let stride: Int
    private let step: Int
    private let shift: Int
    private let depth: Int
    private let isWide: Bool
    private let isBigEndian: Bool

    /// The samples of a frame; nil where they are no whole numbers of at most 16 bits: palettes, single bits, raw sensors,
    /// floating point.
    init?(_ frame: AVFrame) {
        let unread =
            AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_FLOAT
            | AV_PIX_FMT_FLAG_HWACCEL
        guard frame.width > 0, frame.height > 0,
            let descriptor = av_pix_fmt_desc_get(AVPixelFormat(rawValue: frame.format))?.pointee,
            descriptor.flags & UInt64(unread) == 0, descriptor.nb_components > 0
        else { return nil }
        let isRGB = descriptor.flags & UInt64(AV_PIX_FMT_FLAG_RGB) != 0 && descriptor.nb_components >= 3
        let component = isRGB ? descriptor.comp.1 : descriptor.comp.0
        let plane = Int(component.plane)
        let data = withUnsafeBytes(of: frame.data) {
            $0.bindMemory(to: UnsafeMutablePointer<UInt8>?.self)[plane]
        }
        guard let data, component.depth > 0, component.depth + component.shift <= 16 else { return nil }
        (width, height) = (Int(frame.width), Int(frame.height))
        stride = withUnsafeBytes(of: frame.linesize) { Int($0.bindMemory(to: Int32.self)[plane]) }
        (step, shift, depth) = (Int(component.step), Int(component.shift), Int(component.depth))
        isWide = component.depth + component.shift > 8
        isBigEndian = descriptor.flags & UInt64(AV_PIX_FMT_FLAG_BE) != 0
        // What fits into a byte is the lower one of two that are stored the other way around.
        base = UnsafeRawPointer(data) + Int(component.offset) + (isBigEndian && !isWide ? 1 : 0)
        isPlainBytes = !isWide && step == 1 && shift == 0 && depth == 8
    }

    /// The sum of the samples of some pixels of a row, each in 0...255.
    @inline(__always)
    func sum(row: Int, columns: Range<Int>) -> Int {
        let pixels = base + row * stride
        var sum: UInt32 = 0
        for column in columns { sum &+= UInt32(pixels.load(fromByteOffset: column, as: UInt8.self)) }
        return Int(sum)
    }

    /// The sample of one pixel, in 0...255, however it is stored.
    func sample(row: Int, column: Int) -> Int {
        let pixel = base + row * stride + column * step
        var value = Int(pixel.load(as: UInt8.self))
        if isWide {
            let stored = pixel.loadUnaligned(as: UInt16.self)
            value = Int(isBigEndian ? UInt16(bigEndian: stored) : UInt16(littleEndian: stored))
        }
        value = value >> shift & (1 << depth - 1)
        return depth >= 8 ? value >> (depth - 8) : value << (8 - depth)
    }
}
