package import Tensors

/// Several vocabularies of visual words, and the aggregate of a picture's descriptors over all of them.
///
/// VLAD (Jégou et al., 2010): for each word the sum of the differences between it and the descriptors nearest to it.
/// Each word's sum is brought to length 1 (Arandjelović and Zisserman, All about VLAD, 2013), every element replaced by
/// the square root of its magnitude with its sign, and the whole brought to length 1. Several small vocabularies from
/// different random starts, whitened together, depend less on the start than a large one (Jégou and Chum, 2012).
package struct Vocabularies: Equatable {
    /// Number of vocabularies.
    package let count: Int
    /// All words, vocabulary after vocabulary: (count * words) x 64.
    package let words: Matrix
    private let halfSquares: [Float]

    package init(count: Int, words: Matrix) {
        precondition(words.rows.isMultiple(of: count), "\(words.rows) words in \(count) vocabularies")
        self.count = count
        self.words = words
        halfSquares = (0..<words.rows).map { row in words[row: row].reduce(0) { $0 + $1 * $1 } / 2 }
    }

    /// Fits vocabularies to projected descriptors (n x 64).
    package init(count: Int, words: Int, fitting points: Matrix, random: inout SeededGenerator) {
        var all: [Float] = []
        for _ in 0..<count {
            let codebook = Codebook(clustering: points, words: words, rounds: 12, random: &random)
            // Fewer points than words leave words at zero, which draw nothing away from the others.
            let missing = (words - codebook.count) * points.columns
            all += codebook.centers.values + [Float](repeating: 0, count: missing)
        }
        self.init(count: count, words: Matrix(rows: count * words, columns: points.columns, values: all))
    }

    /// Words in each vocabulary.
    var wordsEach: Int { words.rows / count }
    /// Elements of an aggregate.
    package var dimension: Int { words.rows * words.columns }

    /// Aggregates `count` descriptors of 64 elements into `target`, which has room for `dimension` elements.
    ///
    /// `scores` has room for words x descriptors, `labels` for descriptors. No descriptors at all give zeros.
    package func aggregate(
        _ points: UnsafePointer<Float>, count total: Int, scores: UnsafeMutablePointer<Float>,
        labels: UnsafeMutablePointer<Int32>, into target: UnsafeMutablePointer<Float>
    ) {
        let (rows, columns, each) = (words.rows, words.columns, wordsEach)
        for index in 0..<dimension { target[index] = 0 }
        words.values.withUnsafeBufferPointer { words in
            halfSquares.withUnsafeBufferPointer { halfSquares in
                guard let words = words.baseAddress, let halfSquares = halfSquares.baseAddress else { return }
                multiply(
                    rows: rows, columns: total, inner: columns, words, leftStride: columns, points,
                    .transposed, rightStride: columns, into: scores, productStride: total)
                for first in stride(from: 0, to: rows, by: each) {
                    greatestRows(
                        scores + first * total, rows: each, columns: total, halfSquares + first, into: labels)
                    Self.accumulate(
                        points, count: total, labels, words + first * columns, into: target + first * columns)
                }
            }
        }
        normalize(target)
    }

    /// Adds the differences between descriptors and their words.
    private static func accumulate(
        _ points: UnsafePointer<Float>, count: Int, _ labels: UnsafePointer<Int32>,
        _ words: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>
    ) {
        let size = LocalProjection.dimension
        for point in 0..<count {
            let start = Int(labels[point]) * size
            for lane in stride(from: 0, to: size, by: 8) {
                let difference = loadEight(points + point * size + lane) - loadEight(words + start + lane)
                storeEight(loadEight(target + start + lane) + difference, target + start + lane)
            }
        }
    }

    private func normalize(_ target: UnsafeMutablePointer<Float>) {
        for word in 0..<words.rows {
            let start = target + word * words.columns
            Tensors.normalize(UnsafeMutableBufferPointer(start: start, count: words.columns))
            for lane in stride(from: 0, to: words.columns, by: 8) {
                let values = loadEight(start + lane)
                storeEight(magnitudes(magnitudes(values).squareRoot(), withSignsOf: values), start + lane)
            }
        }
        Tensors.normalize(UnsafeMutableBufferPointer(start: target, count: dimension))
    }
}
