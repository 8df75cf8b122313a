internal import Foundation
internal import PilotageAPI

/// The rows of a gallery by address, whatever block they lie in.
struct GalleryRows {
    let dimension: Int
    /// Whether some rows have elements of fewer bits, and must be copied to be read.
    let areCopied: Bool
    private let blocks: [EmbeddingBlock]
    private let ends: [Int]

    init(_ matrix: EmbeddingMatrix) {
        dimension = matrix.dimension
        blocks = matrix.blocks
        areCopied = matrix.blocks.contains { $0.precision != .float32 }
        var end = 0
        ends = matrix.blocks.map {
            end += $0.count
            return end
        }
    }

    /// The address of a row: where it lies, valid as long as the gallery is, or `copy`, to which it is written where it has
    /// elements of fewer bits.
    @inline(__always)
    func address(_ row: Int, copy: UnsafeMutablePointer<Float>) -> UnsafePointer<Float> {
        // The first block that ends behind the row.
        var (block, last) = (0, ends.count &- 1)
        while block < last {
            let middle = (block &+ last) / 2
            if row < ends[middle] { last = middle } else { block = middle &+ 1 }
        }
        let first = block == 0 ? 0 : ends[block &- 1]
        if let base = blocks[block].values { return base + (row &- first) &* dimension }
        blocks[block].copyRow(row &- first, to: copy)
        return UnsafePointer(copy)
    }
}

/// The lengths of a gallery's rows, computed once.
///
/// `@unchecked Sendable`: what is known is guarded by the lock.
final class RowLengths: @unchecked Sendable {
    /// Squared lengths by row, and the greatest finite length.
    struct Lengths: Sendable {
        var squares: [Float]
        var greatest: Double
    }

    private let lock = NSLock()
    private var known: (blocks: [EmbeddingBlock], lengths: Lengths)?

    /// The lengths of the rows of a matrix.
    func lengths(of matrix: EmbeddingMatrix) -> Lengths {
        lock.withLock {
            if let known, known.blocks.elementsEqual(matrix.blocks, by: ===) { return known.lengths }
            let rows = GalleryRows(matrix)
            let squares = withUnsafeTemporaryAllocation(of: Float.self, capacity: matrix.dimension) { copy in
                copy.baseAddress.map { copy in
                    (0..<matrix.count).map {
                        ExactScore.squaredLength(rows.address($0, copy: copy), dimension: matrix.dimension)
                    }
                } ?? []
            }
            let greatest = squares.lazy.filter(\.isFinite).max() ?? 0
            let lengths = Lengths(squares: squares.map { Float($0) }, greatest: greatest.squareRoot())
            known = (matrix.blocks, lengths)
            return lengths
        }
    }
}
