package import Tensors

/// Brings descriptors to fewer, decorrelated elements: principal components, divided by the fourth root of their variance.
package struct LocalProjection: Equatable {
    /// Elements of a projected descriptor.
    package static let dimension = 64

    /// Projected elements x 128.
    package let axes: Matrix
    /// The projection of the mean descriptor, which is subtracted.
    package let offset: [Float]

    package init(axes: Matrix, offset: [Float]) {
        self.axes = axes
        self.offset = offset
    }

    /// Fits the projection to descriptors (n x 128).
    ///
    /// Where they vary in fewer than 64 directions, the rest is zeros.
    package init(fitting descriptors: Matrix) throws {
        let components = try PrincipalComponents(of: descriptors, components: Self.dimension)
        let scaled = components.scaledDirections(power: 0.5)
        let missing = [Float](repeating: 0, count: (Self.dimension - scaled.rows) * scaled.columns)
        axes = Matrix(rows: Self.dimension, columns: scaled.columns, values: scaled.values + missing)
        let mean = Matrix(rows: 1, columns: scaled.columns, values: components.mean)
        offset = mean.multiplied(byTransposeOf: axes).values
    }

    /// Projects `count` descriptors from `source` to `target` (count x 64).
    package func apply(_ source: UnsafePointer<Float>, count: Int, into target: UnsafeMutablePointer<Float>) {
        for row in 0..<count {
            for column in 0..<Self.dimension { target[row * Self.dimension + column] = -offset[column] }
        }
        axes.values.withUnsafeBufferPointer { axes in
            guard let axes = axes.baseAddress else { return }
            multiply(
                rows: count, columns: Self.dimension, inner: DenseDescriptors.dimension, source,
                leftStride: DenseDescriptors.dimension, axes, .transposed,
                rightStride: DenseDescriptors.dimension, keeping: 1, into: target,
                productStride: Self.dimension)
        }
    }
}
