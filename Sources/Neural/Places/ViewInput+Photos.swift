internal import Foundation
public import PilotageAPI

extension ViewInput {
    /// What the tower of photos takes of a picture, plane by plane: every pixel the average of what it covers of the picture.
    ///
    /// What lies outside of the picture is gray (0).
    ///
    /// - Parameters:
    ///   - picture: of 1 or 3 channels, of any size.
    ///   - fieldOfViewDegrees: the horizontal angle of view of the picture, in (0, 180); nil takes it for that of the views.
    public func planes(of picture: Image, fieldOfViewDegrees: Double? = nil) -> [Float] {
        func tangent(_ degrees: Double) -> Double { tan(degrees * .pi / 360) }
        // Pixels of the picture for a pixel of the view: both cameras are pinholes with the same axis.
        let scale =
            Double(picture.width) / Double(width)
            * tangent(self.fieldOfViewDegrees) / tangent(fieldOfViewDegrees ?? self.fieldOfViewDegrees)
        let columns = PixelWindows(count: width, scale: scale, over: picture.width)
        let rows = PixelWindows(count: height, scale: scale, over: picture.height)
        let narrowed = picture.averaged(columns, lines: rows.covered)
        let pixels = width * height
        var planes = [Float](repeating: 0, count: 3 * pixels)
        for row in 0..<height {
            for (line, share) in rows[row] {
                let start = (line - rows.covered.lowerBound) * width * 3
                for column in 0..<width {
                    for channel in 0..<3 {
                        planes[channel * pixels + row * width + column] +=
                            share * narrowed[start + column * 3 + channel]
                    }
                }
            }
        }
        return planes
    }
}

extension Image {
    /// For some lines, from top to bottom, red, green and blue from -1 to 1 for every window of columns: sums by shares.
    fileprivate func averaged(_ columns: PixelWindows, lines: Range<Int>) -> [Float] {
        var sums = [Float](repeating: 0, count: lines.count * columns.count * 3)
        for line in lines {
            for column in 0..<columns.count {
                let target = ((line - lines.lowerBound) * columns.count + column) * 3
                for (index, share) in columns[column] {
                    let source = (line * width + index) * channels
                    for channel in 0..<3 {
                        let sample = samples[source + (channels == 1 ? 0 : channel)]
                        sums[target + channel] += share * (Float(sample) / 127.5 - 1)
                    }
                }
            }
        }
        return sums
    }
}

/// Which rows or columns of a picture the pixels of a view cover, and by which shares of theirs.
private struct PixelWindows {
    let count: Int
    /// From the first pixel of the picture that is covered to the last.
    let covered: Range<Int>
    private let windows: [[(index: Int, share: Float)]]

    init(count: Int, scale: Double, over length: Int) {
        self.count = count
        windows = (0..<count).map { index in
            let lower = Double(length) / 2 + (Double(index) - Double(count) / 2) * scale
            let upper = lower + scale
            let first = Int(min(max(0, lower.rounded(.down)), Double(length)))
            let end = Int(min(max(Double(first), upper.rounded(.up)), Double(length)))
            return (first..<end).compactMap { pixel in
                let part = min(upper, Double(pixel + 1)) - max(lower, Double(pixel))
                return part > 0 ? (pixel, Float(part / scale)) : nil
            }
        }
        let indices = windows.joined().map(\.index)
        covered = (indices.min() ?? 0)..<(indices.max().map { $0 + 1 } ?? 0)
    }

    subscript(_ index: Int) -> [(index: Int, share: Float)] { windows[index] }
}
