internal import Tensors

/// Brings aggregates to embeddings: subtracts their mean, whitens, and normalizes to length 1.
struct GlobalProjection: Equatable {
    /// Embedding x aggregate elements.
    let axes: Matrix
    /// The projection of the mean aggregate, which is subtracted.
    let offset: [Float]

    init(axes: Matrix, offset: [Float]) {
        self.axes = axes
        self.offset = offset
    }

    /// The projection that a whitening of some aggregates (n x elements) amounts to.
    init(_ whitening: Whitening, in space: GramSpace, of aggregates: Matrix) {
        axes = whitening.combination(of: space).multiplied(by: aggregates)
        let mean = Matrix(rows: 1, columns: aggregates.columns, values: aggregates.columnMeans())
        offset = mean.multiplied(byTransposeOf: axes).values
    }

    /// Elements of an embedding.
    var dimension: Int { axes.rows }

    /// The embeddings of aggregates, one after the other; zeros stay zeros.
    ///
    /// Each element is an inner product of its own, so that a row's bits do not depend on the others; the axes, too large
    /// for the caches, are read once for all.
    func apply(_ aggregates: Matrix) -> [Float] {
        precondition(
            aggregates.columns == axes.columns, "\(aggregates.columns) against \(axes.columns) elements")
        var result = [Float](repeating: 0, count: aggregates.rows * dimension)
        aggregates.values.withUnsafeBufferPointer { aggregates in
            axes.values.withUnsafeBufferPointer { axes in
                let size = self.axes.columns
                for element in 0..<dimension {
                    let axis = UnsafeBufferPointer(rebasing: axes[element * size..<(element + 1) * size])
                    for row in 0..<result.count / dimension {
                        let aggregate = UnsafeBufferPointer(
                            rebasing: aggregates[row * size..<(row + 1) * size])
                        result[row * dimension + element] = dot(axis, aggregate) - offset[element]
                    }
                }
            }
        }
        result.withUnsafeMutableBufferPointer { values in
            for row in 0..<aggregates.rows {
                let embedding = UnsafeMutableBufferPointer(
                    rebasing: values[row * dimension..<(row + 1) * dimension])
                if aggregates[row: row].allSatisfy({ $0 == 0 }) {
                    embedding.update(repeating: 0)
                } else {
                    normalize(embedding)
                }
            }
        }
        return result
    }
}
