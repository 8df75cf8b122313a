public import PilotageAPI

/// A picture as files of pictures hold it: row-major, no padding between rows.
public struct Raster: Hashable, Sendable {
    /// What the samples mean; pixel by pixel.
    public enum Samples: Hashable, Sendable {
        /// One byte a pixel, 0 is black.
        case gray([UInt8])
        /// Red, green and blue.
        case rgb([UInt8])
        /// A number of 16 bits a pixel.
        case deepGray([UInt16])
        /// A color of a palette, by its number from 0.
        case indexed([UInt8], palette: [Color])
    }

    /// A color.
    public struct Color: Hashable, Sendable {
        /// Parts of 255.
        public var red: UInt8
        /// Parts of 255.
        public var green: UInt8
        /// Parts of 255.
        public var blue: UInt8

        /// A color of its parts.
        public init(red: UInt8, green: UInt8, blue: UInt8) {
            self.red = red
            self.green = green
            self.blue = blue
        }
    }

    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The pixels.
    public let samples: Samples

    /// A picture; there must be as many samples as its pixels take, and at most 256 colors in a palette, all of the samples among
    /// them.
    public init(width: Int, height: Int, samples: Samples) {
        let (count, channels) =
            switch samples {
            case .gray(let gray): (gray.count, 1)
            case .rgb(let rgb): (rgb.count, 3)
            case .deepGray(let numbers): (numbers.count, 1)
            case .indexed(let numbers, _): (numbers.count, 1)
            }
        precondition(count == width * height * channels, "\(count) samples for \(width) x \(height)")
        if case .indexed(let numbers, let palette) = samples {
            precondition(palette.count <= 256, "a palette of \(palette.count) colors")
            precondition(numbers.allSatisfy { $0 < palette.count }, "a color beyond the palette")
        }
        self.width = width
        self.height = height
        self.samples = samples
    }

    /// A picture of 8-bit samples.
    public init(_ image: Image) {
        self.init(
            width: image.width, height: image.height,
            samples: image.channels == 1 ? .gray(image.samples) : .rgb(image.samples))
    }

    /// The picture in red, green and blue; numbers of 16 bits by their upper eight.
    public var image: Image {
        let rgb: [UInt8] =
            switch samples {
            case .gray(let gray): gray.flatMap { [$0, $0, $0] }
            case .rgb(let rgb): rgb
            case .deepGray(let numbers):
                numbers.flatMap { [UInt8](repeating: UInt8($0 >> 8), count: 3) }
            case .indexed(let numbers, let palette):
                numbers.map { palette[Int($0)] }.flatMap { [$0.red, $0.green, $0.blue] }
            }
        return Image(width: width, height: height, channels: 3, samples: rgb)
    }

    /// Pictures of one height and kind side by side, from left to right; those of palettes share the first one's.
    public static func sideBySide(_ rasters: [Raster]) -> Raster {
        precondition(!rasters.isEmpty, "no pictures to put side by side")
        guard rasters.count > 1 else { return rasters[0] }
        let height = rasters[0].height
        precondition(rasters.allSatisfy { $0.height == height }, "pictures of several heights side by side")
        let samples: Samples =
            switch rasters[0].samples {
            case .gray: .gray(rows(rasters, \.bytes))
            case .rgb: .rgb(rows(rasters, \.bytes))
            case .deepGray: .deepGray(rows(rasters, \.numbers))
            case .indexed(_, let palette): .indexed(rows(rasters, \.bytes), palette: palette)
            }
        return Raster(width: rasters.reduce(0) { $0 + $1.width }, height: height, samples: samples)
    }

    /// The rows of several pictures one behind the other.
    private static func rows<Sample>(_ rasters: [Raster], _ samples: (Raster) -> [Sample]) -> [Sample] {
        let all = rasters.map(samples)
        return (0..<rasters[0].height).flatMap { row in
            all.flatMap { samples in
                let length = samples.count / rasters[0].height
                return samples[row * length..<(row + 1) * length]
            }
        }
    }

    /// The samples that are bytes.
    private var bytes: [UInt8] {
        switch samples {
        case .gray(let bytes), .rgb(let bytes), .indexed(let bytes, _): bytes
        case .deepGray: []
        }
    }

    /// The samples that are not.
    private var numbers: [UInt16] {
        if case .deepGray(let numbers) = samples { numbers } else { [] }
    }
}
