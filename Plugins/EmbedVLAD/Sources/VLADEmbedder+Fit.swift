public import PilotageAPI
internal import Tensors

extension VLADEmbedder {
    /// Fits vocabularies and projections to samples of the gallery.
    ///
    /// - Throws: `PilotageError` for fewer than three samples, or for samples without any structure.
    public static func fit(_ options: VLADOptions, to samples: [FitSample], seed: UInt64) throws
        -> FittedModel
    {
        guard samples.count >= 3 else {
            throw PilotageError(
                .gallery, "\(samples.count) photos are too few to fit \(name) to: at least 3 are needed")
        }
        var random = SeededGenerator(seed: seed)
        let images = try samples.map { try image(of: $0.frame) }
        let features = try LocalFeatures(options, fitting: images, random: &random)
        let aggregates = features.aggregates(of: images)
        let validation = CrossValidation(
            gram: aggregates.multiplied(byTransposeOf: aggregates), places: samples.map(\.place),
            limit: options.dimensions)
        let candidates = try validation.candidates(for: WhiteningChoice.all)
        let best = validation.best(of: candidates)
        let (space, whitening) = try validation.final(WhiteningChoice.all[best])
        let model = VLADModel(
            features: features, projection: GlobalProjection(whitening, in: space, of: aggregates))
        let record = VLADModel.Record(
            binSize: options.binSize, step: options.step, vocabularies: options.vocabularies,
            samples: samples.count, whitening: WhiteningChoice.all[best],
            rehearsedScore: mean(validation.scores(candidates[best])))
        return FittedModel(files: try model.files(record), rehearsal: candidates[best])
    }
}
