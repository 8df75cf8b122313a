import Tensors
import Testing

struct CodebookTests {
    /// Comparing every point with every center.
    private func naive(_ points: Matrix, _ centers: Matrix) -> [Int32] {
        (0..<points.rows).map { row in
            let distances = (0..<centers.rows).map { center in
                zip(points[row: row], centers[row: center]).reduce(0.0) {
                    $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
                }
            }
            return Int32(distances.indices.min { distances[$0] < distances[$1] } ?? -1)
        }
    }

    @Test(arguments: [(1, 1, 3), (7, 5, 4), (8, 8, 16), (100, 33, 64), (5000, 4, 2)])
    func `the nearest center is found`(points: Int, centers: Int, dimension: Int) {
        let (points, centers) = (
            randomMatrix(points, dimension, seed: 1), randomMatrix(centers, dimension, seed: 2)
        )
        #expect(Codebook(centers: centers).nearest(points) == naive(points, centers))
    }

    @Test func `the lower of two equal centers wins`() {
        let codebook = Codebook(centers: Matrix([[9, 9], [1, 0], [1, 0]]))
        #expect(
            codebook.nearest(Matrix([[Float]](repeating: [1, 0], count: 9)))
                == [Int32](repeating: 1, count: 9))
    }

    @Test func `clustering brings the centers nearer to the points`() {
        let noise = randomMatrix(300, 2, seed: 4)
        let points = Matrix((0..<300).map { [Float($0 % 3) * 100 + noise[$0, 0], noise[$0, 1]] })
        let spreads = [1, 30].map { rounds in
            var random = SeededGenerator(seed: 3)
            let codebook = Codebook(clustering: points, words: 6, rounds: rounds, random: &random)
            let labels = codebook.nearest(points)
            return mean(
                (0..<300).map { row in
                    zip(points[row: row], codebook.centers[row: Int(labels[row])]).reduce(0) {
                        $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
                    }
                })
        }
        #expect(spreads[1] < spreads[0])
    }

    @Test func `the same seed gives the same centers`() {
        let points = randomMatrix(500, 8, seed: 5)
        let codebooks = (0..<2).map { _ in
            var random = SeededGenerator(seed: 6)
            return Codebook(clustering: points, words: 16, rounds: 5, random: &random)
        }
        #expect(codebooks[0] == codebooks[1])
    }

    @Test func `fewer points than words give fewer centers`() {
        var random = SeededGenerator(seed: 7)
        let codebook = Codebook(
            clustering: Matrix([[1, 1], [2, 2]]), words: 5, rounds: 3, random: &random)
        #expect(codebook.count == 2)
    }
}
