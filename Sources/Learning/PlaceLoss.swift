internal import Neural

/// What training makes small.
public enum PlaceLoss: String, Sendable, Hashable, Codable, CaseIterable {
    /// The soft-margin triplet loss over all triplets of a batch.
    case triplet
    /// Symmetric InfoNCE.
    case contrastive

    /// The loss of a batch.
    func evaluated(_ batch: PairBatch<Float>, _ relations: PairRelations) -> PairLoss<Float> {
        switch self {
        case .triplet: TripletLoss(.softMargin(scale: 10), mining: .batchAll)(batch, relations)
        case .contrastive: ContrastiveLoss(temperature: 0.07)(batch, relations)
        }
    }
}
