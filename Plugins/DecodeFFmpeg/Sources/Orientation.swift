package import PilotageAPI

/// How a stored picture has to be turned to stand upright; the raw value is EXIF's.
package enum Orientation: Int, CaseIterable, Hashable {
    case upright = 1
    case mirrored
    case upsideDown
    case flipped
    case transposed
    case turnedRight
    case transversed
    case turnedLeft

    /// The turn nearest to a display matrix, of which the upper left 2 x 2 numbers count: a stored point (x, y) is
    /// shown at (a x + c y, b x + d y).
    package init(a: Int32, b: Int32, c: Int32, d: Int32) {
        // In 64 bits: a hostile matrix holds numbers whose sums do not fit into 32.
        if Int(a.magnitude) + Int(d.magnitude) >= Int(b.magnitude) + Int(c.magnitude) {
            switch (a < 0, d < 0) {
            case (false, false): self = .upright
            case (true, false): self = .mirrored
            case (true, true): self = .upsideDown
            case (false, true): self = .flipped
            }
        } else {
            switch (b < 0, c < 0) {
            case (false, false): self = .transposed
            case (false, true): self = .turnedRight
            case (true, true): self = .transversed
            case (true, false): self = .turnedLeft
            }
        }
    }

    /// Whether width and height change places.
    package var swapsSides: Bool { rawValue >= 5 }

    /// The picture, upright.
    ///
    /// - Parameters:
    ///   - rows: the stored picture, `stride` bytes from row to row.
    ///   - width: columns of the stored picture.
    ///   - height: rows of the stored picture.
    ///   - channels: samples of a pixel.
    package func upright(_ rows: UnsafePointer<UInt8>, stride: Int, width: Int, height: Int, channels: Int)
        -> Image
    {
        let (columns, lines) = swapsSides ? (height, width) : (width, height)
        let count = columns * lines * channels
        let samples = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            guard let target = output.baseAddress else { return }
            let (origin, alongX, alongY) = walk(
                stride: stride, width: width, height: height, channels: channels)
            for line in 0..<lines {
                let row = target + line * columns * channels
                let source = rows + origin + line * alongY
                if alongX == channels {
                    row.update(from: source, count: columns * channels)
                } else {
                    for column in 0..<columns {
                        let pixel = source + column * alongX
                        for channel in 0..<channels { row[column * channels + channel] = pixel[channel] }
                    }
                }
            }
            initialized = count
        }
        return Image(width: columns, height: lines, channels: channels, samples: samples)
    }

    /// Where in the stored picture the upright one begins, and how many bytes its columns and rows lie apart there.
    private func walk(stride: Int, width: Int, height: Int, channels: Int) -> (origin: Int, x: Int, y: Int) {
        let (right, bottom) = ((width - 1) * channels, (height - 1) * stride)
        return switch self {
        case .upright: (0, channels, stride)
        case .mirrored: (right, -channels, stride)
        case .upsideDown: (right + bottom, -channels, -stride)
        case .flipped: (bottom, channels, -stride)
        case .transposed: (0, stride, channels)
        case .turnedRight: (bottom, -stride, channels)
        case .transversed: (right + bottom, -stride, -channels)
        case .turnedLeft: (right, stride, -channels)
        }
    }
}
