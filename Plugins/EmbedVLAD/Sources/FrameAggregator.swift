internal import PilotageAPI
internal import Tensors

/// Turns pictures into aggregates, one after the other, in memory that is used again. Not for several threads at once.
struct FrameAggregator {
    private let local: LocalProjection
    private let vocabularies: Vocabularies
    private var descriptors: FrameDescriptors
    private var projected: [Float] = []
    private var scores: [Float] = []

    init(_ features: LocalFeatures) {
        local = features.projection
        vocabularies = features.vocabularies
        descriptors = FrameDescriptors(binSize: features.binSize, step: features.step)
    }

    /// Writes the aggregate of a picture to `target`: `vocabularies.dimension` elements of length 1, or zeros for a
    /// picture without any structure.
    mutating func aggregate(_ image: Image, into target: UnsafeMutablePointer<Float>) {
        let count = descriptors.compute(image)
        grow(&projected, to: count * LocalProjection.dimension)
        grow(&scores, to: count * vocabularies.words.rows)
        descriptors.values.withUnsafeBufferPointer { source in
            projected.withUnsafeMutableBufferPointer { projected in
                scores.withUnsafeMutableBufferPointer { scores in
                    guard let source = source.baseAddress, let projected = projected.baseAddress,
                        let scores = scores.baseAddress
                    else { return }
                    local.apply(source, count: count, into: projected)
                    vocabularies.aggregate(projected, count: count, scores: scores, into: target)
                }
            }
        }
    }
}

/// The descriptors of one picture after the other.
struct FrameDescriptors {
    /// The descriptors of the last picture (count x 128), and room for more.
    private(set) var values: [Float] = []
    private let binSize: Int
    private let step: Int
    private var grid: DescriptorGrid?
    private var kernel: DenseDescriptors?

    init(binSize: Int, step: Int) {
        self.binSize = binSize
        self.step = step
    }

    /// Computes the descriptors of a picture, and returns how many there are.
    mutating func compute(_ image: Image) -> Int {
        let wanted = DescriptorGrid(width: image.width, height: image.height, binSize: binSize, step: step)
        if grid != wanted {
            grid = wanted
            kernel = DenseDescriptors(grid: wanted)
        }
        grow(&values, to: wanted.count * DenseDescriptors.dimension)
        return values.withUnsafeMutableBufferPointer { values in
            values.baseAddress.flatMap { kernel?.compute(image, into: $0) } ?? 0
        }
    }
}

/// Makes room for at least `count` elements, and at least one.
private func grow(_ values: inout [Float], to count: Int) {
    if values.count < max(1, count) { values = [Float](repeating: 0, count: max(1, count)) }
}
