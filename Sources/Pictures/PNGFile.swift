internal import CFFmpeg
package import PilotageAPI

/// Pictures as PNG files, by libavcodec's encoder.
public enum PNGFile {
    /// The most columns or rows of a picture.
    public static let longestSide = 65_535

    /// A picture as a PNG file holds it; the same picture gives the same bytes.
    ///
    /// - Throws: `PilotageError` where it is empty, longer than `longestSide`, or memory runs out.
    public static func bytes(of raster: Raster) throws -> [UInt8] {
        guard (1...longestSide).contains(raster.width), (1...longestSide).contains(raster.height) else {
            throw PilotageError(
                .unsupported,
                "a picture of \(raster.width) x \(raster.height) pixels, but PNG files are written of 1 to "
                    + "\(longestSide) a side")
        }
        let encoder = try PictureEncoder(
            PictureEncoder.Settings(
                name: "png", width: raster.width, height: raster.height, pixelFormat: raster.pixelFormat,
                // Numbers of classes have nothing to do with those beside them, so that prediction only hurts.
                options: [("pred", raster.isIndexed ? "none" : "mixed")]))
        var bytes: [UInt8] = []
        let take = { (packet: UnsafeMutablePointer<AVPacket>) in
            let data = UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
            bytes.append(contentsOf: data)
        }
        try encoder.encode(fill: raster.fill, take: take)
        try encoder.finish(take: take)
        return bytes
    }

    /// Writes a picture to a file, which appears whole or not at all, in place of what stood there before.
    ///
    /// - Throws: `PilotageError` with the path as its place.
    public static func write(_ raster: Raster, to path: String) throws {
        try write(raster, to: AtomicFile(path: path))
    }

    /// Writes a picture to a file that was opened before.
    package static func write(_ raster: Raster, to file: AtomicFile) throws {
        do {
            try file.write(try bytes(of: raster))
        } catch let error as PilotageError where error.place.isEmpty {
            throw error.at(file.path)
        }
        try file.publish()
    }
}

extension Raster {
    fileprivate var pixelFormat: AVPixelFormat {
        switch samples {
        case .gray: AV_PIX_FMT_GRAY8
        case .rgb: AV_PIX_FMT_RGB24
        case .deepGray: AV_PIX_FMT_GRAY16BE
        case .indexed: AV_PIX_FMT_PAL8
        }
    }

    fileprivate var isIndexed: Bool { pixelFormat == AV_PIX_FMT_PAL8 }

    /// Copies the samples to a frame of the same size.
    fileprivate func fill(_ frame: UnsafeMutablePointer<AVFrame>) throws {
        switch samples {
        case .gray(let bytes), .rgb(let bytes): try copy(bytes, to: frame)
        case .deepGray(let numbers):
            try copy(numbers.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }, to: frame)
        case .indexed(let bytes, let palette):
            try copy(bytes, to: frame)
            let colors = try FFmpegCall.allocated("a palette", frame.pointee.data.1)
            colors.withMemoryRebound(to: UInt32.self, capacity: 256) { colors in
                for number in 0..<256 {
                    let color =
                        number < palette.count ? palette[number] : Raster.Color(red: 0, green: 0, blue: 0)
                    colors[number] =
                        0xFF00_0000 | UInt32(color.red) << 16 | UInt32(color.green) << 8 | UInt32(color.blue)
                }
            }
        }
    }

    private func copy(_ bytes: [UInt8], to frame: UnsafeMutablePointer<AVFrame>) throws {
        let target = try FFmpegCall.allocated("a picture", frame.pointee.data.0)
        let (length, stride) = (bytes.count / height, Int(frame.pointee.linesize.0))
        bytes.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            for row in 0..<height {
                (target + row * stride).update(from: start + row * length, count: length)
            }
        }
    }
}
