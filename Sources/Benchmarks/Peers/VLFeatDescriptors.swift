import CVLFeat
import PilotageAPI
import Tensors

/// VLFeat's fast dense SIFT for pictures of one size: flat window, one or several bin sizes, square-rooted.
final class VLFeatDescriptors {
    private let filters: [UnsafeMutablePointer<VlDsiftFilter>]
    private let width: Int
    private let height: Int

    init(width: Int, height: Int, step: Int, binSizes: [Int]) throws {
        (self.width, self.height) = (width, height)
        filters = binSizes.compactMap {
            vl_dsift_new_basic(Int32(width), Int32(height), Int32(step), Int32($0))
        }
        guard filters.count == binSizes.count else {
            throw BenchmarkError("VLFeat has no memory for its filters")
        }
        for filter in filters { vl_dsift_set_flat_window(filter, 1) }
    }

    deinit { for filter in filters { vl_dsift_delete(filter) } }

    /// The descriptors of a gray picture, n x 128.
    func compute(_ image: Image) throws -> Matrix {
        guard image.width == width, image.height == height, image.channels == 1 else {
            throw BenchmarkError("a picture of \(image.width) x \(image.height) x \(image.channels)")
        }
        let samples = image.samples.map { Float($0) }
        var values: [Float] = []
        for filter in filters {
            vl_dsift_process(filter, samples)
            let count = Int(vl_dsift_get_keypoint_num(filter)) * 128
            values += UnsafeBufferPointer(start: vl_dsift_get_descriptors(filter), count: count)
        }
        Self.takeRoots(&values)
        return Matrix(rows: values.count / 128, columns: 128, values: values)
    }

    /// Divides each descriptor by its sum and takes square roots (Arandjelović and Zisserman, 2012).
    private static func takeRoots(_ values: inout [Float]) {
        values.withUnsafeMutableBufferPointer { values in
            for start in stride(from: 0, to: values.count, by: 128) {
                var sum: Float = 1e-10
                for index in start..<start + 128 { sum += values[index] }
                let share = 1 / sum
                for index in start..<start + 128 { values[index] = (values[index] * share).squareRoot() }
            }
        }
    }
}
