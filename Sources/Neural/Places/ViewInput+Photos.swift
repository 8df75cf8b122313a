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
        let (pixels, length) = (width * height, width * 3)
        var planes = [Float](repeating: 0, count: 3 * pixels)
        for row in 0..<height {
            var sums = [Float](repeating: 0, count: length)
            for part in rows.parts(of: row) {
                let start = (rows.indices[part] - rows.covered.lowerBound) * length
                let share = rows.shares[part]
                for index in 0..<length { sums[index] += share * narrowed[start + index] }
            }
            for column in 0..<width {
                for channel in 0..<3 {
                    planes[channel * pixels + row * width + column] = sums[column * 3 + channel]
                }
            }
        }
        return planes
    }
}

extension Image {
    /// For some lines, from top to bottom, red, green and blue from -1 to 1 for every window of columns: sums by shares.
    fileprivate func averaged(_ columns: PixelWindows, lines: Range<Int>) -> [Float] {
        let (second, third) = channels == 1 ? (0, 0) : (1, 2)
        var sums: [Float] = []
        sums.reserveCapacity(lines.count * columns.count * 3)
        samples.withUnsafeBufferPointer { samples in
            for line in lines {
                for column in 0..<columns.count {
                    var sum = SIMD4<Float>()
                    for part in columns.parts(of: column) {
                        let source = (line * width + columns.indices[part]) * channels
                        let color = SIMD4<Float>(
                            Float(samples[source]), Float(samples[source + second]),
                            Float(samples[source + third]), 127.5)
                        sum += columns.shares[part] * color
                    }
                    // The fourth element has summed what stands for 0.
                    sum = (sum - SIMD4(repeating: sum.w)) * (1 / 127.5)
                    sums.append(sum.x)
                    sums.append(sum.y)
                    sums.append(sum.z)
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
    /// Pixels of the picture, window after window.
    private(set) var indices: [Int] = []
    /// For each of them the share of the window that it fills.
    private(set) var shares: [Float] = []
    private var ends: [Int] = [0]

    init(count: Int, scale: Double, over length: Int) {
        self.count = count
        for index in 0..<count {
            let lower = Double(length) / 2 + (Double(index) - Double(count) / 2) * scale
            let upper = lower + scale
            let first = Int(min(max(0, lower.rounded(.down)), Double(length)))
            let end = Int(min(max(Double(first), upper.rounded(.up)), Double(length)))
            for pixel in first..<end {
                let part = min(upper, Double(pixel + 1)) - max(lower, Double(pixel))
                guard part > 0 else { continue }
                indices.append(pixel)
                shares.append(Float(part / scale))
            }
            ends.append(indices.count)
        }
        covered = (indices.min() ?? 0)..<(indices.max().map { $0 + 1 } ?? 0)
    }

    /// Where the pixels of a window stand among `indices`.
    func parts(of window: Int) -> Range<Int> { ends[window]..<ends[window + 1] }
}
