/// Symmetric InfoNCE (van den Oord et al., 2018; Radford et al., 2021): every photo should know its map among all
/// maps of the batch, and every map its photo.
///
/// With similarities `s[i,j] = photo_i · map_j / temperature`: `½ mean_i(−s[i,i] + ln Σ_j e^s[i,j])` plus the same with rows and
/// columns exchanged. Pairs that are the same or neighbors are left out of the sums, but for the pair itself.
public struct ContrastiveLoss: Sendable, Hashable, Codable {
    /// What similarities are divided by: the smaller, the more the hardest negatives count.
    public var temperature: Double

    /// Symmetric InfoNCE.
    public init(temperature: Double = 0.07) { self.temperature = temperature }

    /// The loss of a batch, with its gradients.
    public func callAsFunction(_ batch: PairBatch<Float>, _ relations: PairRelations) -> PairLoss<Float> {
        evaluated(batch, relations)
    }

    /// The same in double precision, for checks of the gradients.
    package func callAsFunction(
        _ batch: PairBatch<Double>, _ relations: PairRelations
    ) -> PairLoss<Double> {
        evaluated(batch, relations)
    }

    private func evaluated<Scalar>(
        _ batch: PairBatch<Scalar>, _ relations: PairRelations
    ) -> PairLoss<Scalar> {
        let count = batch.photos.rows
        precondition(relations.count == count, "\(count) pairs, \(relations.count) related")
        var similarities = batch.photos.multiplied(byTransposeOf: batch.maps)
        for index in similarities.values.indices { similarities.values[index] /= Scalar(temperature) }
        var value = Scalar(0)
        var slopes = Tensor<Scalar>(shape: similarities.shape)
        for anchor in 0..<count {
            let others = (0..<count).filter { $0 == anchor || relations[anchor, $0] == .different }
            let row = others.map { anchor * count + $0 }
            let column = others.map { $0 * count + anchor }
            let target = anchor * count + anchor
            value += Self.add(row, target, similarities.values, &slopes.values)
            value += Self.add(column, target, similarities.values, &slopes.values)
        }
        let share = 1 / Scalar(max(1, 2 * count))
        for index in slopes.values.indices { slopes.values[index] *= share / Scalar(temperature) }
        return PairLoss(
            value: value * share, photoGradient: slopes.multiplied(by: batch.maps),
            mapGradient: slopes.transposeMultiplied(by: batch.photos))
    }

    /// Cross entropy of one choice, whose slopes are the probabilities, less 1 at the target.
    private static func add<Scalar: NeuralScalar>(
        _ choices: [Int], _ target: Int, _ similarities: [Scalar], _ slopes: inout [Scalar]
    ) -> Scalar {
        let greatest = choices.reduce(similarities[target]) { max($0, similarities[$1]) }
        let powers = choices.map { Scalar.exponential(similarities[$0] - greatest) }
        let sum = powers.reduce(Scalar(0), +)
        for (choice, power) in zip(choices, powers) { slopes[choice] += power / sum }
        slopes[target] -= 1
        return Scalar.logarithm(sum) + greatest - similarities[target]
    }
}
