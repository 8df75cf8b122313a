/// Centers of clusters, and for any point the nearest of them.
///
/// The nearest center c of a point x is the one with the greatest x·c - |c|²/2, so that a whole batch of points costs
/// one matrix product.
public struct Codebook: Sendable, Equatable {
    /// One center a row.
    public let centers: Matrix
    private let halfSquares: [Float]

    /// Some centers, at least one.
    public init(centers: Matrix) {
        precondition(centers.rows > 0, "a codebook without centers")
        self.centers = centers
        halfSquares = (0..<centers.rows).map { row in
            centers[row: row].reduce(0) { $0 + $1 * $1 } / 2
        }
    }

    /// Number of centers.
    public var count: Int { centers.rows }

    /// The number of the nearest center for each row of `points` (n x dimension); the lower where two are as near.
    public func nearest(_ points: Matrix) -> [Int32] {
        precondition(
            points.columns == centers.columns, "\(points.columns) against \(centers.columns) elements")
        let block = min(4096, max(1, points.rows))
        var scores = [Float](repeating: 0, count: block * count)
        return [Int32](unsafeUninitializedCapacity: points.rows) { labels, initialized in
            initialized = points.rows
            points.values.withUnsafeBufferPointer { all in
                scores.withUnsafeMutableBufferPointer { scores in
                    guard let all = all.baseAddress, let scores = scores.baseAddress,
                        let target = labels.baseAddress
                    else { return }
                    for start in stride(from: 0, to: points.rows, by: block) {
                        nearest(
                            all + start * points.columns, count: min(block, points.rows - start),
                            scores: scores,
                            into: target + start)
                    }
                }
            }
        }
    }

    private func nearest(
        _ points: UnsafePointer<Float>, count rows: Int, scores: UnsafeMutablePointer<Float>,
        into labels: UnsafeMutablePointer<Int32>
    ) {
        let dimension = centers.columns
        centers.values.withUnsafeBufferPointer { centers in
            halfSquares.withUnsafeBufferPointer { penalties in
                guard let centers = centers.baseAddress, let penalties = penalties.baseAddress else { return }
                multiply(
                    rows: count, columns: rows, inner: dimension, centers, leftStride: dimension, points,
                    .transposed, rightStride: dimension, into: scores, productStride: rows)
                greatestRows(scores, rows: count, columns: rows, penalties, into: labels)
            }
        }
    }
}

/// For every column of `scores` (rows x columns) the first row at which score - penalty is greatest.
///
/// Eight columns at a time, so that nothing has to be compared across lanes.
package func greatestRows(
    _ scores: UnsafePointer<Float>, rows: Int, columns: Int, _ penalties: UnsafePointer<Float>,
    into labels: UnsafeMutablePointer<Int32>
) {
    var column = 0
    while column + 8 <= columns {
        var best = SIMD8<Float>(repeating: -.infinity)
        var position = SIMD8<Int32>.zero
        for row in 0..<rows {
            let score = loadEight(scores + row * columns + column) - penalties[row]
            let isBetter = score .> best
            best.replace(with: score, where: isBetter)
            position.replace(with: SIMD8(repeating: Int32(truncatingIfNeeded: row)), where: isBetter)
        }
        UnsafeMutableRawPointer(labels + column).storeBytes(of: position, as: SIMD8<Int32>.self)
        column += 8
    }
    for column in column..<columns {
        var (position, best) = (0, -Float.infinity)
        for row in 0..<rows where scores[row * columns + column] - penalties[row] > best {
            (position, best) = (row, scores[row * columns + column] - penalties[row])
        }
        labels[column] = Int32(position)
    }
}
