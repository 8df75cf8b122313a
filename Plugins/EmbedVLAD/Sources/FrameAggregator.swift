internal import PilotageAPI
internal import Tensors

/// Turns pictures into aggregates, one after the other, in memory that is used again. Not for several threads at once.
struct FrameAggregator {
    private let local: LocalProjection
    private let vocabularies: Vocabularies
    private var descriptors: FrameDescriptors
    private var projected: [Float] = []
    private var scores: [Float] = []
    private var labels: [Int32] = []

    init(_ features: LocalFeatures) {
        local = features.projection
        vocabularies = features.vocabularies
        descriptors = FrameDescriptors(binSize: features.binSize, step: features.step)
    }

    /// Writes the aggregate of a picture to `target`: `vocabularies.dimension` elements of length 1, or zeros for a
    /// picture without any structure.
    mutating func aggregate(_ image: Image, into target: UnsafeMutablePointer<Float>) {
        let count = descriptors.compute(image)
        grow(&projected, to: count * LocalProjection.dimension, with: 0)
        grow(&scores, to: count * vocabularies.words.rows, with: 0)
        grow(&labels, to: count, with: 0)
        let (local, vocabularies) = (local, vocabularies)
        withBases(descriptors.values, &projected, &scores, &labels) { source, projected, scores, labels in
            local.apply(source, count: count, into: projected)
            vocabularies.aggregate(projected, count: count, scores: scores, labels: labels, into: target)
        }
    }
}

/// The addresses of four arrays, none of which may be empty.
private func withBases(
    _ first: [Float], _ second: inout [Float], _ third: inout [Float], _ fourth: inout [Int32],
    _ body: (
        UnsafePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>,
        UnsafeMutablePointer<Int32>
    ) -> Void
) {
    first.withUnsafeBufferPointer { first in
        second.withUnsafeMutableBufferPointer { second in
            third.withUnsafeMutableBufferPointer { third in
                fourth.withUnsafeMutableBufferPointer { fourth in
                    guard let first = first.baseAddress, let second = second.baseAddress,
                        let third = third.baseAddress, let fourth = fourth.baseAddress
                    else { return }
                    body(first, second, third, fourth)
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
        grow(&values, to: wanted.count * DenseDescriptors.dimension, with: 0)
        return values.withUnsafeMutableBufferPointer { values in
            values.baseAddress.flatMap { kernel?.compute(image, into: $0) } ?? 0
        }
    }
}

/// Makes room for at least `count` elements, and at least one.
private func grow<Element>(_ values: inout [Element], to count: Int, with element: Element) {
    if values.count < max(1, count) { values = [Element](repeating: element, count: max(1, count)) }
}
