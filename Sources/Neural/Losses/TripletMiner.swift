/// Chooses the triplets of one term of a batch and judges them.
struct TripletMiner<Scalar: NeuralScalar> {
    /// anchors x others.
    let distances: [Scalar]
    let relations: PairRelations
    /// Whether anchors and others are the same rows, so that no row is its own positive.
    let isWithin: Bool
    let loss: TripletLoss

    /// The average loss of the triplets that count, and its slope with respect to every distance.
    func average() -> (mean: Scalar, slopes: [Scalar]) {
        var (sum, count) = (Scalar(0), 0)
        var slopes = [Scalar](repeating: 0, count: distances.count)
        for anchor in 0..<relations.count {
            let positives = columns(anchor, .same)
            let negatives = columns(anchor, .different)
            guard !positives.isEmpty, !negatives.isEmpty else { continue }
            for (positive, chosen) in triplets(positives, negatives) {
                for negative in chosen {
                    let (value, slope) = judged(distances[positive] - distances[negative])
                    if skipsSatisfied, value == 0 { continue }
                    sum += value
                    count += 1
                    slopes[positive] += slope
                    slopes[negative] -= slope
                }
            }
        }
        let share = 1 / Scalar(max(1, count))
        for index in slopes.indices { slopes[index] *= share }
        return (sum * share, slopes)
    }

    /// Whether triplets without a loss are left out of the average; a soft margin has none, whatever rounding says.
    private var skipsSatisfied: Bool {
        if case .margin = loss.shape { loss.mining == .batchAll } else { false }
    }

    /// The loss of `x = |a − p|² − |a − n|²`, and its slope.
    private func judged(_ x: Scalar) -> (value: Scalar, slope: Scalar) {
        switch loss.shape {
        case .margin(let margin):
            let value = x + Scalar(margin)
            return value > 0 ? (value, 1) : (0, 0)
        case .softMargin(let scale):
            // ln(1 + e^z) = max(z, 0) + ln(1 + e^−|z|), which does not overflow.
            let z = Scalar(scale) * x
            let small = Scalar.exponential(-abs(z))
            let slope = z >= 0 ? 1 / (1 + small) : small / (1 + small)
            return (max(z, 0) + Scalar.logarithmOfOne(plus: small), Scalar(scale) * slope)
        }
    }

    /// Where the distances of an anchor to rows of one relation stand.
    private func columns(_ anchor: Int, _ relation: PairRelations.Relation) -> [Int] {
        (0..<relations.count).filter {
            relations[anchor, $0] == relation && !(isWithin && $0 == anchor)
        }.map { anchor * relations.count + $0 }
    }

    /// The positives that count, each with the negatives that count for it.
    private func triplets(_ positives: [Int], _ negatives: [Int]) -> [(Int, [Int])] {
        switch loss.mining {
        case .batchAll: positives.map { ($0, negatives) }
        case .batchHard: [(furthest(positives), [nearest(negatives)])]
        case .semiHard:
            positives.map { positive in
                let further = negatives.filter { distances[$0] > distances[positive] }
                return (positive, [further.isEmpty ? furthest(negatives) : nearest(further)])
            }
        }
    }

    private func furthest(_ columns: [Int]) -> Int {
        columns.dropFirst().reduce(columns[0]) { distances[$1] > distances[$0] ? $1 : $0 }
    }

    private func nearest(_ columns: [Int]) -> Int {
        columns.dropFirst().reduce(columns[0]) { distances[$1] < distances[$0] ? $1 : $0 }
    }
}
