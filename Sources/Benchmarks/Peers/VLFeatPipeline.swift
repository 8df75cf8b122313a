import CVLFeat
import PilotageAPI
import Tensors

/// The yardstick for `embed.vlad`: VLFeat's descriptors, clustering and VLAD, with projections through BLAS.
final class VLFeatPipeline {
    /// What a yardstick is made of.
    struct Recipe {
        var binSizes: [Int]
        var step = 8
        var localDimension = 64
        var words: Int
        /// Elements of an embedding at most; there are always fewer than photos.
        var dimensions: Int
    }

    private let descriptors: VLFeatDescriptors
    private let local: PrincipalComponents
    private let codebook: Codebook
    private var whitening = Whitening.none

    /// Fits vocabulary and projections to gray pictures of one size.
    init(_ recipe: Recipe, fitting images: [Image], seed: UInt64) throws {
        guard let first = images.first else { throw BenchmarkError("no pictures to fit to") }
        vl_set_num_threads(1)
        descriptors = try VLFeatDescriptors(
            width: first.width, height: first.height, step: recipe.step, binSizes: recipe.binSizes)
        var random = SeededGenerator(seed: seed)
        var values: [Float] = []
        for image in images {
            let all = try descriptors.compute(image)
            for row in random.sample(max(1, 60_000 / images.count), of: all.rows) { values += all[row: row] }
        }
        let sample = Matrix(rows: values.count / 128, columns: 128, values: values)
        local = try PrincipalComponents(of: sample, components: recipe.localDimension)
        let points = sample.subtractingFromRows(local.mean).multiplied(byTransposeOf: local.directions)
        codebook = try Self.cluster(points, words: recipe.words, seed: seed)
        whitening = try Whitening(try aggregates(images), dimensions: recipe.dimensions)
    }

    /// One row of length 1 a picture.
    func embed(_ images: [Image]) throws -> Matrix { whitening.apply(try aggregates(images)) }

    private func aggregates(_ images: [Image]) throws -> Matrix {
        let length = codebook.count * codebook.centers.columns
        let values = try images.flatMap { try aggregate($0) }
        return Matrix(rows: images.count, columns: length, values: values)
    }

    private func aggregate(_ image: Image) throws -> [Float] {
        let points = try descriptors.compute(image).subtractingFromRows(local.mean)
            .multiplied(byTransposeOf: local.directions)
        var assignments = [Float](repeating: 0, count: points.rows * codebook.count)
        for (row, word) in codebook.nearest(points).enumerated() {
            assignments[row * codebook.count + Int(word)] = 1
        }
        var encoding = [Float](repeating: 0, count: codebook.count * points.columns)
        vl_vlad_encode(
            &encoding, pilotage_vl_float(), codebook.centers.values, vl_size(points.columns),
            vl_size(codebook.count), points.values, vl_size(points.rows), assignments,
            pilotage_vlad_normalize_words() | pilotage_vlad_square_root())
        return encoding
    }

    private static func cluster(_ points: Matrix, words: Int, seed: UInt64) throws -> Codebook {
        vl_rand_seed(vl_get_rand(), vl_uint32(truncatingIfNeeded: seed))
        guard let means = vl_kmeans_new(pilotage_vl_float(), pilotage_vl_l2()) else {
            throw BenchmarkError("VLFeat has no memory for clustering")
        }
        defer { vl_kmeans_delete(means) }
        vl_kmeans_set_max_num_iterations(means, 25)
        _ = vl_kmeans_cluster(
            means, points.values, vl_size(points.columns), vl_size(points.rows), vl_size(words))
        guard let centers = vl_kmeans_get_centers(means) else {
            throw BenchmarkError("VLFeat found no clusters")
        }
        let values = UnsafeBufferPointer(
            start: centers.assumingMemoryBound(to: Float.self), count: words * points.columns)
        return Codebook(centers: Matrix(rows: words, columns: points.columns, values: Array(values)))
    }
}
