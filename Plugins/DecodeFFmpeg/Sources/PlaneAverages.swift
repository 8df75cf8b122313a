import CFFmpeg

/// The vertical half of an area reduction, done ahead of libswscale.
///
/// libswscale reduces the width of every stored row before it averages rows, which is most of what scaling a video costs.
/// Where rows are averaged first, it has only as many rows to deal with as the picture is to have. Averages are rounded to
/// 8 bits once more than they would be there.
final class PlaneAverages {
    private let planes: [RowAverage]

    /// Averages the rows of 8-bit pictures.
    ///
    /// Nil where samples are no bytes of their own, or where the reduction is by less than a half.
    ///
    /// - Parameters:
    ///   - rows: the rows of the stored pictures.
    ///   - target: the rows that are wanted.
    ///   - isLumaEnough: whether what is made of the picture is gray, so that planes of chroma are not read.
    /// - Throws: `PilotageError` `exhausted`.
    init?(_ layout: PixelLayout, width: Int, rows: Int, target: Int, isLumaEnough: Bool) throws {
        guard layout.isBytewise, rows >= 2 * target, let descriptor = av_pix_fmt_desc_get(layout.format)
        else {
            return nil
        }
        let shift = Int(descriptor.pointee.log2_chroma_h)
        let count =
            !layout.isRGB && isLumaEnough && !layout.hasAlpha
            ? 1 : Int(av_pix_fmt_count_planes(layout.format))
        var planes: [RowAverage] = []
        for index in 0..<count {
            let bytes = Int(av_image_get_linesize(layout.format, Int32(width), Int32(index)))
            let isChroma = index == 1 || index == 2
            let (stored, wanted) =
                isChroma ? (-(-rows >> shift), -(-target >> shift)) : (rows, target)
            guard bytes > 0 else { return nil }
            planes.append(try RowAverage(bytes: bytes, rows: stored, target: wanted))
        }
        self.planes = planes
    }

    /// The averaged rows of a picture, valid until the next call; planes that are not read are given as luma.
    ///
    /// - Parameters:
    ///   - source: the planes of the stored picture.
    ///   - strides: the bytes from row to row of each.
    func average(_ source: [UnsafePointer<UInt8>?], _ strides: [Int32]) -> (
        planes: [UnsafePointer<UInt8>?], strides: [Int32]
    ) {
        for (index, plane) in planes.enumerated() {
            guard let rows = source[index] else { continue }
            plane.average(rows, stride: Int(strides[index]))
        }
        let given = (0..<4).map { planes[$0 < planes.count ? $0 : 0] }
        return (given.map { UnsafePointer($0.buffer) }, given.map { Int32($0.stride) })
    }
}
