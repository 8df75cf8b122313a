extension Codebook {
    /// Clusters points by Lloyd's algorithm.
    ///
    /// Starts from points drawn at random; a center that loses all its points starts again from a random one.
    ///
    /// - Parameters:
    ///   - points: n x dimension, at least one.
    ///   - words: number of centers; fewer where there are fewer points.
    ///   - rounds: assignments and updates, at least one.
    public init(
        clustering points: Matrix, words: Int, rounds: Int, random: inout SeededGenerator
    ) {
        precondition(points.rows > 0 && words > 0 && rounds > 0, "\(words) clusters of \(points.rows) points")
        var codebook = Codebook(centers: points.selecting(rows: random.sample(words, of: points.rows)))
        for _ in 0..<rounds {
            codebook = codebook.updated(by: points, random: &random)
        }
        self = codebook
    }

    /// The mean of the points nearest to each center, summed in the order of the points.
    private func updated(by points: Matrix, random: inout SeededGenerator) -> Codebook {
        let dimension = points.columns
        var sums = Matrix(rows: count, columns: dimension)
        var sizes = [Int](repeating: 0, count: count)
        for (row, label) in nearest(points).enumerated() {
            sizes[Int(label)] += 1
            let (target, source) = (Int(label) * dimension, row * dimension)
            for column in 0..<dimension { sums.values[target + column] += points.values[source + column] }
        }
        for word in 0..<count {
            let start = word * dimension
            if sizes[word] == 0 {
                let row = random.index(below: points.rows)
                sums.values.replaceSubrange(start..<start + dimension, with: points[row: row])
            } else {
                let scale = 1 / Float(sizes[word])
                for column in 0..<dimension { sums.values[start + column] *= scale }
            }
        }
        return Codebook(centers: sums)
    }
}
