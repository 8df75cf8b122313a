import EmbedVLAD
import Foundation
import PilotageAPI
import Testing

struct DenseDescriptorsTests {
    private func fast(_ image: Image, _ grid: DescriptorGrid) -> [[Float]] {
        var kernel = DenseDescriptors(grid: grid)
        return [Float](unsafeUninitializedCapacity: max(1, grid.count) * 128) { buffer, count in
            count = (buffer.baseAddress.map { kernel.compute(image, into: $0) } ?? 0) * 128
        }.chunked(by: 128)
    }

    /// The definition, in double precision: every bin is the sum over all pixels of the gradient's magnitude, weighted by
    /// its nearness to the bin's center and orientation.
    private func naive(_ image: Image, _ grid: DescriptorGrid) -> [[Float]] {
        grid.rows.flatMap { y in grid.columns.map { x in descriptor(image, grid, x, y) } }
    }

    private func descriptor(_ image: Image, _ grid: DescriptorGrid, _ x: Int, _ y: Int) -> [Float] {
        var bins = [Double](repeating: 0, count: 128)
        for (row, offsetY) in grid.offsets.enumerated() {
            for (column, offsetX) in grid.offsets.enumerated() {
                for dy in (1 - grid.binSize)..<grid.binSize {
                    for dx in (1 - grid.binSize)..<grid.binSize {
                        let nearness = Double((grid.binSize - abs(dx)) * (grid.binSize - abs(dy)))
                        let (angle, length) = gradient(image, x + offsetX + dx, y + offsetY + dy)
                        for orientation in 0..<8 {
                            let apart = abs(angle - Double(orientation))
                            let share = max(0, 1 - min(apart, 8 - apart))
                            bins[row * 32 + column * 8 + orientation] += share * nearness * length
                        }
                    }
                }
            }
        }
        return normalized(bins)
    }

    private func gradient(_ image: Image, _ x: Int, _ y: Int) -> (angle: Double, length: Double) {
        let (x, y) = (min(image.width - 1, max(0, x)), min(image.height - 1, max(0, y)))
        func light(_ x: Int, _ y: Int) -> Double {
            Double(
                image.samples[
                    min(image.height - 1, max(0, y)) * image.width + min(image.width - 1, max(0, x))])
        }
        let (east, south) = ((light(x + 1, y) - light(x - 1, y)) / 2, (light(x, y + 1) - light(x, y - 1)) / 2)
        let turn = atan2(south, east) / .pi * 4
        return (turn < 0 ? turn + 8 : turn, hypot(east, south))
    }

    private func normalized(_ bins: [Double]) -> [Float] {
        let length = bins.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let cut = bins.map { min($0 / length, 0.2) }
        let sum = cut.reduce(0, +)
        return cut.map { Float(($0 / sum).squareRoot()) }
    }

    @Test(arguments: [(61, 47, 6, 8), (40, 40, 4, 5), (33, 64, 5, 7), (19, 19, 6, 8), (50, 30, 3, 3)])
    func `descriptors agree with their definition`(width: Int, height: Int, bin: Int, step: Int) {
        let image = Pictures.spots(seed: 1, width: width, height: height)
        let grid = DescriptorGrid(width: width, height: height, binSize: bin, step: step)
        let (found, expected) = (fast(image, grid), naive(image, grid).filter { !$0[0].isNaN })
        #expect(found.count == expected.count && !found.isEmpty)
        for (found, expected) in zip(found, expected) {
            let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? 1
            #expect(worst < 2e-3, "off by \(worst)")
        }
    }

    @Test func `a grid is centered and its bins lie inside`() {
        let grid = DescriptorGrid(width: 320, height: 240, binSize: 6, step: 8)
        #expect(grid.count == 38 * 28)
        #expect((grid.columns.first, grid.columns.last) == (11, 307))
        #expect(grid.offsets == [-9, -3, 3, 9])
    }

    @Test func `pictures without structure have no descriptors`() {
        let grid = DescriptorGrid(width: 160, height: 120, binSize: 6, step: 8)
        #expect(fast(Pictures.flat(90), grid) == [])
    }

    @Test(arguments: [(18, 100), (100, 18), (1, 1)])
    func `pictures that are too small have no descriptors`(width: Int, height: Int) {
        let grid = DescriptorGrid(width: width, height: height, binSize: 6, step: 8)
        #expect(grid.count == 0)
        #expect(fast(Pictures.spots(seed: 2, width: width, height: height), grid) == [])
    }
}

extension [Float] {
    fileprivate func chunked(by size: Int) -> [[Float]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) }
    }
}
