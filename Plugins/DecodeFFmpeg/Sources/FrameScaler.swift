import CFFmpeg
import PilotageAPI

/// Scales and converts decoded frames to the pictures that an embedder wants.
///
/// Keeps libswscale's tables for as long as frames look alike. Pictures are averaged over the area of each new pixel
/// (`SWS_AREA`), which neither blurs nor aliases at strong reductions; rows by `PlaneAverages`, where it can. Of interlaced
/// frames only the first field is used, since averaging two fields would show moving things twice. Transparent pixels lie
/// over mid-gray.
final class FrameScaler {
    private var converter: OpaquePointer?
    private var plan: Plan?
    private var averages: PlaneAverages?
    private var buffer: UnsafeMutablePointer<UInt8>?
    private var stride = 0

    /// All that libswscale's tables depend on.
    private struct Plan: Hashable {
        var layout: PixelLayout
        var width: Int
        var height: Int
        var size: PictureGeometry
        var target: AVPixelFormat
    }

    deinit {
        sws_freeContext(converter)
        av_free(buffer)
    }

    /// The picture of a frame, scaled to a size and then turned upright.
    ///
    /// - Throws: `PilotageError` `unsupported` for samples that cannot be converted.
    func picture(
        _ frame: AVFrame, color: FrameFormat.Color, size: PictureGeometry, orientation: Orientation
    ) throws -> Image {
        guard frame.width > 0, frame.height > 0, let layout = PixelLayout(frame) else {
            throw PilotageError(
                .unsupported,
                "pictures of pixel format \(FrameScaler.name(frame.format)) cannot be converted",
                hint: "convert the footage to 8-bit 4:2:0 first")
        }
        let (width, height) = (Int(frame.width), Int(frame.height))
        // A field of a height that is no multiple of 4 would have chroma rows that are not there.
        let usesField = frame.interlaced_frame != 0 && layout.isPlain && height % 4 == 0
        let target: AVPixelFormat =
            layout.hasAlpha
            ? AV_PIX_FMT_RGBA : color == .gray ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24
        let plan = Plan(
            layout: layout, width: width, height: usesField ? height / 2 : height, size: size,
            target: target)
        try prepare(plan)
        try scale(frame, plan, everyOtherRow: usesField)
        return finish(plan, color, orientation)
    }

    private func finish(_ plan: Plan, _ color: FrameFormat.Color, _ orientation: Orientation) -> Image {
        guard let buffer else { preconditionFailure("a plan was prepared without a buffer") }
        let channels = plan.target == AV_PIX_FMT_GRAY8 ? 1 : plan.target == AV_PIX_FMT_RGB24 ? 3 : 4
        guard channels == 4 else {
            return orientation.upright(
                buffer, stride: stride, width: plan.size.width, height: plan.size.height, channels: channels)
        }
        // In place: the opaque pixels are never longer than the transparent ones.
        let opaque = color == .gray ? 1 : 3
        for row in 0..<plan.size.height {
            Transparency.flatten(buffer + row * stride, count: plan.size.width, channels: opaque)
        }
        return orientation.upright(
            buffer, stride: stride, width: plan.size.width, height: plan.size.height, channels: opaque)
    }

    private func prepare(_ wanted: Plan) throws {
        guard wanted != plan else { return }
        plan = nil
        sws_freeContext(converter)
        av_free(buffer)
        (converter, buffer) = (nil, nil)
        averages = try PlaneAverages(
            wanted.layout, width: wanted.width, rows: wanted.height, target: wanted.size.height,
            isLumaEnough: wanted.target == AV_PIX_FMT_GRAY8)
        stride = (wanted.size.width * 4 + 127) / 64 * 64
        // libswscale writes whole vectors, so rows have room behind them.
        buffer = av_malloc(stride * wanted.size.height + 64)?.assumingMemoryBound(to: UInt8.self)
        converter = sws_getContext(
            Int32(wanted.width), Int32(averages == nil ? wanted.height : wanted.size.height),
            wanted.layout.format, Int32(wanted.size.width), Int32(wanted.size.height), wanted.target,
            SWS_AREA | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nil, nil, nil)
        guard buffer != nil, let converter else {
            throw PilotageError(
                .unsupported,
                "a picture of \(wanted.width) x \(wanted.height) pixels cannot be scaled to "
                    + "\(wanted.size.width) x \(wanted.size.height)",
                hint: "scale the footage down first")
        }
        // Gray is the luma that the footage has: with another matrix it would go by way of its colors.
        let isLuma = wanted.target == AV_PIX_FMT_GRAY8 && !wanted.layout.isRGB
        let matrix = sws_getCoefficients(wanted.layout.matrix)
        sws_setColorspaceDetails(
            converter, matrix, wanted.layout.isFullRange ? 1 : 0,
            isLuma ? matrix : sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16)
        plan = wanted
    }

    private func scale(_ frame: AVFrame, _ plan: Plan, everyOtherRow: Bool) throws {
        var planes: [UnsafePointer<UInt8>?] = []
        var strides: [Int32] = []
        withUnsafeBytes(of: frame.data) { data in
            planes = data.bindMemory(to: UnsafeMutablePointer<UInt8>?.self).prefix(4).map {
                UnsafePointer($0)
            }
        }
        withUnsafeBytes(of: frame.linesize) { sizes in
            strides = Array(sizes.bindMemory(to: Int32.self).prefix(4))
        }
        if everyOtherRow {
            for index in planes.indices {
                if frame.top_field_first == 0 {
                    planes[index] = planes[index].map { $0 + Int(strides[index]) }
                }
                strides[index] *= 2
            }
        }
        var rows = plan.height
        if let averages {
            (planes, strides) = averages.average(planes, strides)
            rows = plan.size.height
        }
        let output = [buffer, nil, nil, nil]
        let outputStrides: [Int32] = [Int32(stride), 0, 0, 0]
        let code = sws_scale(converter, planes, strides, 0, Int32(rows), output, outputStrides)
        do { try checked("sws_scale", code) } catch {
            throw error.telling(
                .unsupported, "a picture of \(plan.width) x \(plan.height) pixels cannot be scaled")
        }
    }

    private static func name(_ format: Int32) -> String {
        av_get_pix_fmt_name(AVPixelFormat(rawValue: format)).map { String(cString: $0) } ?? "\(format)"
    }
}
