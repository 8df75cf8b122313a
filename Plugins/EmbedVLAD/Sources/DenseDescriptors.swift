package import PilotageAPI
internal import Tensors

/// Computes the descriptors of pictures: histograms of gradient orientations over 4 x 4 bins, at every point of a grid.
///
/// The layout is SIFT's (Lowe, 2004) with bilinear weights in space and orientation and no window, as in VLFeat's fast
/// dense SIFT: bin rows, then bin columns, then eight orientations. Each is brought to length 1, cut at 0.2, divided by
/// its sum and square-rooted (RootSIFT; Arandjelović and Zisserman, 2012). Points without any gradient are left out.
///
/// The bilinear weight in space is a triangle of `2 * binSize - 1` pixels; it is separable, and the sums are only taken
/// where a bin of some descriptor lies: along each row first, then along the columns.
package struct DenseDescriptors {
    /// Elements of a descriptor.
    static let dimension = 128

    private let grid: DescriptorGrid
    private let triangle: [Float]
    private var orientations: OrientationRows
    private var padded: [SIMD8<Float>]
    private var filteredRows: [SIMD8<Float>]
    private var binRow: [SIMD8<Float>]

    package init(grid: DescriptorGrid) {
        self.grid = grid
        let size = grid.binSize
        triangle = (1..<2 * size).map { Float(size - abs(size - $0)) / Float(size * size) }
        orientations = OrientationRows(width: grid.width)
        padded = [SIMD8<Float>](repeating: .zero, count: grid.width + triangle.count - 1)
        filteredRows = [SIMD8<Float>](repeating: .zero, count: grid.height * grid.columns.count * 4)
        binRow = [SIMD8<Float>](repeating: .zero, count: grid.columns.count * 4)
    }

    /// Writes the descriptors of a grey picture to `target`, which has room for the grid's count x 128.
    ///
    /// - Returns: how many there are.
    package mutating func compute(_ image: Image, into target: UnsafeMutablePointer<Float>) -> Int {
        precondition(
            image.channels == 1 && image.width == grid.width && image.height == grid.height,
            "a picture of \(image.width) x \(image.height) on a grid for \(grid.width) x \(grid.height)")
        guard grid.count > 0 else { return 0 }
        image.samples.withUnsafeBufferPointer { filterRows(of: $0) }
        for row in grid.rows.indices { fillDescriptors(row: row, target) }
        return keepNormalized(target)
    }

    /// Fills `filteredRows`: for each pixel row, the triangle's sums at every bin center along x.
    private mutating func filterRows(of samples: UnsafeBufferPointer<UInt8>) {
        let reach = grid.binSize - 1
        let (width, bins) = (grid.width, grid.columns.count * 4)
        let (grid, triangle) = (grid, triangle)
        padded.withUnsafeMutableBufferPointer { padded in
            filteredRows.withUnsafeMutableBufferPointer { filtered in
                guard let padded = padded.baseAddress, var target = filtered.baseAddress else { return }
                for y in 0..<grid.height {
                    orientations.compute(samples, height: grid.height, row: y, into: padded + reach)
                    for x in 0..<reach {
                        padded[x] = padded[reach]
                        padded[reach + width + x] = padded[reach + width - 1]
                    }
                    Self.sumAlongRow(padded, grid, triangle, into: target)
                    target += bins
                }
            }
        }
    }

    @inline(__always)
    private static func sumAlongRow(
        _ padded: UnsafePointer<SIMD8<Float>>, _ grid: DescriptorGrid, _ triangle: [Float],
        into target: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        triangle.withUnsafeBufferPointer { triangle in
            var bin = 0
            for center in grid.columns {
                for offset in grid.offsets {
                    let first = padded + center + offset
                    var sum = SIMD8<Float>.zero
                    for tap in triangle.indices { sum += first[tap] * triangle[tap] }
                    target[bin] = sum
                    bin += 1
                }
            }
        }
    }

    /// Sums along the columns for one row of descriptors, and puts every bin in its place.
    private mutating func fillDescriptors(row: Int, _ target: UnsafeMutablePointer<Float>) {
        let (bins, perRow) = (grid.columns.count * 4, grid.columns.count)
        let (grid, triangle) = (grid, triangle)
        filteredRows.withUnsafeBufferPointer { filtered in
            binRow.withUnsafeMutableBufferPointer { sums in
                guard let filtered = filtered.baseAddress else { return }
                for (binRow, offset) in grid.offsets.enumerated() {
                    Self.sumAlongColumns(filtered, grid.rows[row] + offset, grid, triangle, into: sums)
                    for bin in 0..<bins {
                        let descriptor = row * perRow + bin / 4
                        storeEight(sums[bin], target + descriptor * 128 + binRow * 32 + (bin & 3) * 8)
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func sumAlongColumns(
        _ filtered: UnsafePointer<SIMD8<Float>>, _ center: Int, _ grid: DescriptorGrid, _ triangle: [Float],
        into sums: UnsafeMutableBufferPointer<SIMD8<Float>>
    ) {
        for bin in sums.indices { sums[bin] = .zero }
        for (tap, weight) in triangle.enumerated() {
            let y = min(grid.height - 1, max(0, center + tap - (grid.binSize - 1)))
            let source = filtered + y * sums.count
            for bin in sums.indices { sums[bin] += source[bin] * weight }
        }
    }

    /// Normalizes all descriptors and moves those that have a gradient to the front.
    private func keepNormalized(_ target: UnsafeMutablePointer<Float>) -> Int {
        var kept = 0
        for index in 0..<grid.count
        where normalizeDescriptor(target + index * Self.dimension, into: target + kept * Self.dimension) {
            kept += 1
        }
        return kept
    }
}

/// Brings one descriptor to length 1, cuts it at 0.2, divides by the sum and takes square roots; false where it is all 0.
@inline(__always)
func normalizeDescriptor(_ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) -> Bool {
    var squares = SIMD8<Float>.zero
    for lane in 0..<16 {
        let values = loadEight(source + lane * 8)
        squares += values * values
    }
    let length = squares.sum().squareRoot()
    guard length > 1e-6 else { return false }
    let scale = 1 / length
    var sums = SIMD8<Float>.zero
    for lane in 0..<16 {
        let cut = lesser(loadEight(source + lane * 8) * scale, SIMD8(repeating: 0.2))
        sums += cut
        storeEight(cut, target + lane * 8)
    }
    let share = 1 / sums.sum()
    for lane in 0..<16 { storeEight((loadEight(target + lane * 8) * share).squareRoot(), target + lane * 8) }
    return true
}
