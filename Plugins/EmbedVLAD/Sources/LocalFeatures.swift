internal import PilotageAPI
internal import Tensors

/// All that turns a picture into its aggregate: the grid of descriptors, their projection, and the vocabularies.
struct LocalFeatures: Equatable {
    let binSize: Int
    let step: Int
    let projection: LocalProjection
    let vocabularies: Vocabularies

    /// Descriptors that projection and vocabularies are fitted to, at most.
    private static let budget = 60_000

    init(binSize: Int, step: Int, projection: LocalProjection, vocabularies: Vocabularies) {
        self.binSize = binSize
        self.step = step
        self.projection = projection
        self.vocabularies = vocabularies
    }

    /// Fits projection and vocabularies to descriptors drawn evenly from all pictures.
    init(_ options: VLADOptions, fitting images: [Image], random: inout SeededGenerator) throws {
        let sample = Self.sample(images, options, random: &random)
        guard sample.rows > 0 else {
            throw PilotageError(
                .gallery, "none of \(images.count) pictures has any structure to fit a vocabulary to")
        }
        let projection = try LocalProjection(fitting: sample)
        var points = Matrix(rows: sample.rows, columns: LocalProjection.dimension)
        sample.values.withUnsafeBufferPointer { source in
            points.values.withUnsafeMutableBufferPointer { target in
                guard let source = source.baseAddress, let target = target.baseAddress else { return }
                projection.apply(source, count: sample.rows, into: target)
            }
        }
        self.init(
            binSize: options.binSize, step: options.step, projection: projection,
            vocabularies: Vocabularies(
                count: options.vocabularies, words: options.words, fitting: points, random: &random))
    }

    private static func sample(
        _ images: [Image], _ options: VLADOptions, random: inout SeededGenerator
    ) -> Matrix {
        let share = max(1, budget / max(1, images.count))
        var descriptors = FrameDescriptors(binSize: options.binSize, step: options.step)
        var values: [Float] = []
        var rows = 0
        for image in images {
            let count = descriptors.compute(image)
            for row in random.sample(share, of: count).sorted() {
                values +=
                    descriptors.values[
                        row * DenseDescriptors.dimension..<(row + 1) * DenseDescriptors.dimension]
                rows += 1
            }
        }
        return Matrix(rows: rows, columns: DenseDescriptors.dimension, values: values)
    }

    /// The aggregates of pictures, one a row.
    func aggregates(of images: [Image]) -> Matrix {
        var aggregator = FrameAggregator(self)
        var result = Matrix(rows: images.count, columns: vocabularies.dimension)
        result.values.withUnsafeMutableBufferPointer { values in
            guard var target = values.baseAddress else { return }
            for image in images {
                aggregator.aggregate(image, into: target)
                target += vocabularies.dimension
            }
        }
        return result
    }
}
