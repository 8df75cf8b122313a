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
                    guard let all = all.baseAddress, let scores = scores.baseAddress else { return }
                    for start in stride(from: 0, to: points.rows, by: block) {
                        nearest(
                            all + start * points.columns, count: min(block, points.rows - start),
                            scores: scores,
                            into: UnsafeMutableBufferPointer(rebasing: labels[start...]))
                    }
                }
            }
        }
    }

    /// The same over memory: `points` holds `count` rows, `scores` has room for `count` x centers.
    package func nearest(
        _ points: UnsafePointer<Float>, count rows: Int, scores: UnsafeMutablePointer<Float>,
        into labels: UnsafeMutableBufferPointer<Int32>
    ) {
        let (words, dimension) = (count, centers.columns)
        centers.values.withUnsafeBufferPointer { centers in
            guard let centers = centers.baseAddress else { return }
            multiply(
                rows: rows, columns: words, inner: dimension, points, leftStride: dimension, centers,
                .transposed, rightStride: dimension, into: scores, productStride: words)
        }
        halfSquares.withUnsafeBufferPointer { penalties in
            guard let penalties = penalties.baseAddress else { return }
            for point in 0..<rows {
                labels[point] = greatestDifference(scores + point * words, penalties, count: words)
            }
        }
    }
}

/// The first index at which `values - penalties` is greatest; eight at a time.
package func greatestDifference(
    _ values: UnsafePointer<Float>, _ penalties: UnsafePointer<Float>, count: Int
) -> Int32 {
    var best = SIMD8<Float>(repeating: -.infinity)
    var position = SIMD8<Int32>.zero
    var lanes = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)
    var index = 0
    while index + 8 <= count {
        let score = loadEight(values + index) - loadEight(penalties + index)
        let isBetter = score .> best
        best.replace(with: score, where: isBetter)
        position.replace(with: lanes, where: isBetter)
        lanes &+= 8
        index += 8
    }
    var (winner, winning) = (position[0], best[0])
    for lane in 1..<8 where best[lane] > winning || (best[lane] == winning && position[lane] < winner) {
        (winner, winning) = (position[lane], best[lane])
    }
    while index < count {
        let score = values[index] - penalties[index]
        if score > winning { (winner, winning) = (Int32(index), score) }
        index += 1
    }
    return winner
}
