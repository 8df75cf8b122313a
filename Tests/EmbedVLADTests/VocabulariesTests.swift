import EmbedVLAD
import Tensors
import Testing

struct VocabulariesTests {
    private func points(_ count: Int, seed: UInt64) -> Matrix {
        var random = SeededGenerator(seed: seed)
        return Matrix(
            rows: count, columns: 64, values: (0..<count * 64).map { _ in Float(random.normal()) })
    }

    private func fast(_ vocabularies: Vocabularies, _ points: Matrix) -> [Float] {
        var scores = [Float](repeating: 0, count: max(1, points.rows * vocabularies.words.rows))
        var labels = [Int32](repeating: 0, count: max(1, points.rows))
        return [Float](unsafeUninitializedCapacity: vocabularies.dimension) { target, count in
            count = vocabularies.dimension
            points.values.withUnsafeBufferPointer { start in
                scores.withUnsafeMutableBufferPointer { scores in
                    labels.withUnsafeMutableBufferPointer { labels in
                        guard let start = start.baseAddress, let scores = scores.baseAddress,
                            let labels = labels.baseAddress, let target = target.baseAddress
                        else { return }
                        vocabularies.aggregate(
                            start, count: points.rows, scores: scores, labels: labels, into: target)
                    }
                }
            }
        }
    }

    /// The definition, in double precision.
    private func naive(_ vocabularies: Vocabularies, _ points: Matrix) -> [Double] {
        let each = vocabularies.words.rows / vocabularies.count
        var all: [Double] = []
        for first in stride(from: 0, to: vocabularies.words.rows, by: each) {
            let codebook = Codebook(centers: vocabularies.words.selecting(rows: Array(first..<first + each)))
            let labels = codebook.nearest(points)
            for word in 0..<each {
                var sum = [Double](repeating: 0, count: 64)
                for point in 0..<points.rows where labels[point] == Int32(word) {
                    for column in 0..<64 {
                        sum[column] += Double(points[point, column] - codebook.centers[word, column])
                    }
                }
                let length = max(1e-30, sum.reduce(0) { $0 + $1 * $1 }.squareRoot())
                all += sum.map { ($0 < 0 ? -1 : 1) * (abs($0) / length).squareRoot() }
            }
        }
        let length = all.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return all.map { $0 / length }
    }

    @Test(arguments: [(1, 4, 50), (3, 8, 203), (8, 32, 1064), (2, 16, 1)])
    func `aggregates agree with their definition`(count: Int, words: Int, total: Int) {
        let vocabularies = Vocabularies(count: count, words: points(count * words, seed: 1))
        let data = points(total, seed: 2)
        let (found, expected) = (fast(vocabularies, data), naive(vocabularies, data))
        let worst = zip(found, expected).map { abs(Double($0) - $1) }.max() ?? 1
        #expect(worst < 1e-4, "off by \(worst)")
    }

    @Test func `no descriptors give zeros`() {
        let vocabularies = Vocabularies(count: 2, words: points(8, seed: 3))
        #expect(fast(vocabularies, Matrix(rows: 0, columns: 64)).allSatisfy { $0 == 0 })
    }

    @Test func `vocabularies differ by their starts`() {
        var random = SeededGenerator(seed: 4)
        let vocabularies = Vocabularies(count: 2, words: 8, fitting: points(500, seed: 5), random: &random)
        #expect(vocabularies.words[row: 0] != vocabularies.words[row: 8])
    }
}
