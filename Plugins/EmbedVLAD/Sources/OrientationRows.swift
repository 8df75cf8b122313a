internal import PilotageAPI
internal import Tensors

/// The gradients of one row of a picture, split over eight orientations.
///
/// The gradient is the central difference (I(x + 1) - I(x - 1)) / 2, with the border repeated. Its magnitude goes to the
/// two nearest of the orientations 0°, 45°, … 315° in proportion to their nearness, clockwise from +x as y points down.
struct OrientationRows {
    private let width: Int
    private var angles: [Float]
    private var magnitudes: [Float]

    init(width: Int) {
        self.width = width
        let padded = (width + 7) & ~7
        angles = [Float](repeating: 0, count: padded)
        magnitudes = [Float](repeating: 0, count: padded)
    }

    /// Writes the eight shares of each pixel of row `y` to `target`, which has room for `width` vectors.
    mutating func compute(
        _ samples: UnsafeBufferPointer<UInt8>, height: Int, row y: Int,
        into target: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        let row = y * width
        let (above, below) = (max(0, y - 1) * width, min(height - 1, y + 1) * width)
        angles.withUnsafeMutableBufferPointer { angles in
            magnitudes.withUnsafeMutableBufferPointer { magnitudes in
                guard let angles = angles.baseAddress, let magnitudes = magnitudes.baseAddress else { return }
                for x in 0..<width {
                    let (left, right) = (max(0, x - 1), min(width - 1, x + 1))
                    angles[x] = Float(Int32(samples[row + right]) - Int32(samples[row + left])) * 0.5
                    magnitudes[x] = Float(Int32(samples[below + x]) - Int32(samples[above + x])) * 0.5
                }
                for x in stride(from: 0, to: width, by: 8) {
                    let (east, south) = (loadEight(angles + x), loadEight(magnitudes + x))
                    storeEight((east * east + south * south).squareRoot(), magnitudes + x)
                    storeEight(eighths(y: south, x: east), angles + x)
                }
                for x in 0..<width { target[x] = shares(angle: angles[x]) * magnitudes[x] }
            }
        }
    }
}

/// How much of a gradient at an angle, in eighths of a turn [0, 8], goes to each orientation.
@inline(__always)
private func shares(angle: Float) -> SIMD8<Float> {
    let offset = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7) - angle
    let distance = magnitudes(offset)
    let around = lesser(distance, 8 - distance)
    return greater(1 - around, SIMD8.zero)
}

/// The angle of (x, y) in eighths of a turn, [0, 8], to about 1e-4 of a radian; 0 for the zero vector.
///
/// Reduces to the first eighth of the turn, where the arc tangent is an odd polynomial of degree 9 (Hastings, 1955).
@inline(__always)
func eighths(y: SIMD8<Float>, x: SIMD8<Float>) -> SIMD8<Float> {
    let (absoluteX, absoluteY) = (magnitudes(x), magnitudes(y))
    let larger = greater(absoluteX, absoluteY)
    let ratio = lesser(absoluteX, absoluteY) / greater(larger, SIMD8(repeating: 1e-20))
    let square = ratio * ratio
    var arc = square * 0.020_835_1 - 0.085_133_0
    arc = arc * square + 0.180_141_0
    arc = arc * square - 0.330_299_5
    arc = arc * square + 0.999_866_0
    var angle = arc * ratio * (4 / Float.pi)
    angle = angle.replacing(with: 2 - angle, where: absoluteY .> absoluteX)
    angle = angle.replacing(with: 4 - angle, where: x .< SIMD8.zero)
    return angle.replacing(with: 8 - angle, where: y .< SIMD8.zero)
}
