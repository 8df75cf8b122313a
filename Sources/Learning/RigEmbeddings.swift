internal import Neural

/// The views of rigs as one batch of single views, and as one of rigs whose views stand one after the other.
struct RigEmbeddings {
    let views: PairBatch<Float>
    let count: Int

    /// The embeddings of rigs, of length 1 as those of their views are.
    var rigs: PairBatch<Float> { PairBatch(photos: joined(views.photos), maps: joined(views.maps)) }

    private var scale: Float { 1 / Float(count).squareRoot() }

    private func joined(_ tensor: Tensor<Float>) -> Tensor<Float> {
        Tensor(
            shape: [tensor.rows / count, tensor.rowCount * count], values: tensor.values.map { $0 * scale })
    }

    /// The gradient with respect to single views of a loss of the rigs.
    func gradient(_ loss: PairLoss<Float>) -> PairLoss<Float> {
        func split(_ tensor: Tensor<Float>) -> Tensor<Float> {
            Tensor(shape: views.photos.shape, values: tensor.values.map { $0 * scale })
        }
        var single = loss
        (single.photoGradient, single.mapGradient) = (split(loss.photoGradient), split(loss.mapGradient))
        return single
    }
}
