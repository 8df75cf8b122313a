import Glibc
import Neural

/// The triplet loss as it is defined, triplet by triplet.
struct NaiveTripletLoss {
    let loss: TripletLoss
    let relations: PairRelations

    func value(_ batch: PairBatch<Double>) -> Double {
        let (photos, maps) = (rows(batch.photos), rows(batch.maps))
        return loss.weights.photoMap * mean(photos, maps, isWithin: false)
            + loss.weights.mapPhoto * mean(maps, photos, isWithin: false)
            + loss.weights.photoPhoto * mean(photos, photos, isWithin: true)
            + loss.weights.mapMap * mean(maps, maps, isWithin: true)
    }

    private func rows(_ tensor: Tensor<Double>) -> [[Double]] {
        let width = tensor.shape[1]
        return (0..<tensor.shape[0]).map { Array(tensor.values[$0 * width..<($0 + 1) * width]) }
    }

    private func mean(_ anchors: [[Double]], _ others: [[Double]], isWithin: Bool) -> Double {
        var losses: [Double] = []
        for anchor in anchors.indices {
            let distances = others.map { other in
                zip(anchors[anchor], other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            }
            let positives = others.indices.filter {
                relations[anchor, $0] == .same && !(isWithin && $0 == anchor)
            }.map { distances[$0] }
            let negatives = others.indices.filter { relations[anchor, $0] == .different }
                .map { distances[$0] }
            for positive in positives {
                for negative in negatives where counts(positive, negative, positives, negatives) {
                    losses.append(judged(positive - negative))
                }
            }
        }
        if case .margin = loss.shape, loss.mining == .batchAll { losses.removeAll { $0 == 0 } }
        return losses.isEmpty ? 0 : losses.reduce(0, +) / Double(losses.count)
    }

    /// Whether a triplet is one of those that are mined; no two distances are the same.
    private func counts(
        _ positive: Double, _ negative: Double, _ positives: [Double], _ negatives: [Double]
    ) -> Bool {
        switch loss.mining {
        case .batchAll: return true
        case .batchHard: return positive == positives.max() && negative == negatives.min()
        case .semiHard:
            let nearest = negatives.filter { $0 > positive }.min()
            return negative == nearest ?? negatives.max()
        }
    }

    private func judged(_ x: Double) -> Double {
        switch loss.shape {
        case .margin(let margin): max(0, x + margin)
        case .softMargin(let scale): log(1 + exp(scale * x))
        }
    }
}
