public import PilotageAPI

/// Small pictures in a grid, with a number under each.
public struct ContactSheet: Sendable {
    /// Between pictures, and around them.
    private static let gap = 4
    private static let background: UInt8 = 255
    private static let ink: UInt8 = 0

    /// Pixels of a side of the digits' points.
    private let scale: Int
    private let width: Int
    private let height: Int
    private let columns: Int
    private var pictures: [(number: Int, image: Image)] = []

    /// An empty sheet of pictures of one size, so many beside each other.
    public init(pictureWidth: Int, pictureHeight: Int, columns: Int) {
        precondition(columns > 0, "\(columns) columns")
        (width, height, self.columns) = (pictureWidth, pictureHeight, columns)
        // Eight digits of two pixels a point.
        scale = pictureWidth >= 8 * DigitFont.advance * 2 ? 2 : 1
    }

    /// Adds a picture of three channels with its number.
    public mutating func append(_ image: Image, number: Int) {
        precondition(
            image.width == width && image.height == height && image.channels == 3,
            "\(image.width) x \(image.height) on a sheet of \(width) x \(height)")
        pictures.append((number, image))
    }

    /// How many pictures there are.
    public var count: Int { pictures.count }

    /// Pixels of a sheet of so many pictures.
    public func size(of count: Int) -> (width: Int, height: Int) {
        let across = min(columns, max(1, count))
        let rows = (count + columns - 1) / columns
        return (Self.gap + across * cellWidth, Self.gap + rows * cellHeight)
    }

    private var cellWidth: Int { width + Self.gap }
    private var cellHeight: Int { height + Self.gap / 2 + DigitFont.rows * scale + 2 * Self.gap }

    /// The sheet: row by row, from the upper left.
    public var image: Image {
        let size = size(of: pictures.count)
        var samples = [UInt8](repeating: Self.background, count: size.width * size.height * 3)
        for (index, picture) in pictures.enumerated() {
            let left = Self.gap + index % columns * cellWidth
            let top = Self.gap + index / columns * cellHeight
            for row in 0..<height {
                let start = ((top + row) * size.width + left) * 3
                let line = picture.image.samples[row * width * 3..<(row + 1) * width * 3]
                samples.replaceSubrange(start..<start + width * 3, with: line)
            }
            draw(picture.number, left: left, top: top + height + Self.gap / 2, size.width, &samples)
        }
        return Image(width: size.width, height: size.height, channels: 3, samples: samples)
    }

    /// Draws a number; what does not fit under its picture is left out.
    private func draw(_ number: Int, left: Int, top: Int, _ stride: Int, _ samples: inout [UInt8]) {
        for point in DigitFont.points(of: number) where (point.column + 1) * scale <= width {
            for row in 0..<scale {
                let start =
                    ((top + point.row * scale + row) * stride + left + point.column * scale) * 3
                for sample in start..<start + scale * 3 { samples[sample] = Self.ink }
            }
        }
    }
}
