import CFFmpeg
import PilotageAPI

/// Averages groups of rows of bytes: the vertical half of an area reduction.
///
/// Where a row lies in two groups, it counts in both by what share of it lies there, in 256ths.
package final class RowAverage {
    /// The rows that came of it, `stride` bytes each.
    package let buffer: UnsafeMutablePointer<UInt8>
    /// From one row of `buffer` to the next, in bytes.
    package let stride: Int
    private let bytes: Int
    private let groups: [(first: Int, weights: Range<Int>)]
    /// In 256ths; those of a group have that sum, so that products fit into 16 bits.
    private let weights: [UInt16]

    /// How many bytes are averaged at once.
    private static let width = 64

    /// Makes fewer rows of many.
    ///
    /// - Parameters:
    ///   - bytes: of a row.
    ///   - rows: the rows that there are.
    ///   - target: the rows that are wanted.
    /// - Throws: `PilotageError` `exhausted`.
    package init(bytes: Int, rows: Int, target: Int) throws {
        precondition(0 < target && target <= rows, "\(target) rows of \(rows)")
        var groups: [(first: Int, weights: Range<Int>)] = []
        var weights: [UInt16] = []
        for group in 0..<target {
            // The rows from a to b, in units of 1 / target of a row.
            let (a, b) = (group * rows, (group + 1) * rows)
            let (first, end) = (a / target, (b + target - 1) / target)
            let start = weights.count
            var before = 0
            for row in first..<end {
                let covered = min(b, (row + 1) * target) - a
                let through = (covered * 256 + rows / 2) / rows
                weights.append(UInt16(through - before))
                before = through
            }
            groups.append((first, start..<weights.count))
        }
        self.bytes = bytes
        self.groups = groups
        self.weights = weights
        stride = (bytes + 127) / 64 * 64
        // libswscale reads whole vectors, so there is room behind the last row.
        buffer = try allocated("rows", av_mallocz(stride * target + 64)?.assumingMemoryBound(to: UInt8.self))
    }

    deinit { av_free(buffer) }

    /// Averages the rows of a picture, which lie `sourceStride` bytes apart, into `buffer`.
    package func average(_ rows: UnsafePointer<UInt8>, stride sourceStride: Int) {
        weights.withUnsafeBufferPointer { weights in
            for (index, group) in groups.enumerated() {
                let source = rows + group.first * sourceStride
                let target = buffer + index * stride
                let weights = UnsafeBufferPointer(rebasing: weights[group.weights])
                guard bytes >= Self.width else {
                    RowAverage.averageBytes(source, sourceStride, weights, target, bytes)
                    continue
                }
                for column in Swift.stride(from: 0, to: bytes - Self.width, by: Self.width) {
                    RowAverage.averageBlock(source + column, sourceStride, weights, target + column)
                }
                // The last block ends with the row, and may do again what the one before did.
                let last = bytes - Self.width
                RowAverage.averageBlock(source + last, sourceStride, weights, target + last)
            }
        }
    }

    /// 64 columns at once. Bytes are taken in pairs: the lower and the upper one of each 16 bits are summed apart, and put
    /// back where they were.
    @inline(__always)
    private static func averageBlock(
        _ source: UnsafePointer<UInt8>, _ stride: Int, _ weights: UnsafeBufferPointer<UInt16>,
        _ target: UnsafeMutablePointer<UInt8>
    ) {
        let half = SIMD16<UInt16>(repeating: 128)
        let lower = SIMD16<UInt16>(repeating: 0x00FF)
        var (low0, high0, low1, high1) = (half, half, half, half)
        var row = UnsafeRawPointer(source)
        for weight in weights {
            let weight = SIMD16<UInt16>(repeating: weight)
            let first = row.loadUnaligned(as: SIMD16<UInt16>.self)
            let second = row.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt16>.self)
            low0 &+= (first & lower) &* weight
            high0 &+= (first &>> 8) &* weight
            low1 &+= (second & lower) &* weight
            high1 &+= (second &>> 8) &* weight
            row += stride
        }
        let output = UnsafeMutableRawPointer(target)
        output.storeBytes(of: (low0 &>> 8) | (high0 & ~lower), as: SIMD16<UInt16>.self)
        output.storeBytes(of: (low1 &>> 8) | (high1 & ~lower), toByteOffset: 32, as: SIMD16<UInt16>.self)
    }

    private static func averageBytes(
        _ source: UnsafePointer<UInt8>, _ stride: Int, _ weights: UnsafeBufferPointer<UInt16>,
        _ target: UnsafeMutablePointer<UInt8>, _ count: Int
    ) {
        for column in 0..<count {
            var sum: UInt32 = 128
            for (row, weight) in weights.enumerated() {
                sum += UInt32(source[row * stride + column]) * UInt32(weight)
            }
            target[column] = UInt8(sum >> 8)
        }
    }
}
