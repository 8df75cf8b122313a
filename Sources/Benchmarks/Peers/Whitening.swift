import Tensors

/// Whitens vectors by the principal components of some of them, through the Gram matrix of those: there are fewer
/// pictures than elements (Jégou and Chum, 2012).
struct Whitening {
    private let mean: [Float]
    /// One direction a row, divided by the standard deviation along it.
    private let directions: Matrix

    /// Leaves vectors as they are.
    static let none = Whitening(mean: [], directions: Matrix(rows: 0, columns: 0, values: []))

    private init(mean: [Float], directions: Matrix) {
        self.mean = mean
        self.directions = directions
    }

    /// Fits to the rows of a matrix.
    ///
    /// - Parameter dimensions: kept at most; always fewer than there are rows.
    init(_ rows: Matrix, dimensions: Int) throws {
        mean = rows.columnMeans()
        let centered = rows.subtractingFromRows(mean)
        let eigen = try SymmetricEigen(centered.multiplied(byTransposeOf: centered))
        let kept = min(dimensions, rows.rows - 1)
        // A direction is Xᵀu/√l for an eigenvector u of XXᵀ; whitening divides it by √l once more.
        var scaled = eigen.vectors.selecting(rows: Array(0..<kept))
        for row in 0..<kept {
            let scale = Float(1 / max(eigen.values[row], 1e-12))
            for column in 0..<scaled.columns { scaled[row, column] *= scale }
        }
        directions = scaled.multiplied(by: centered)
    }

    /// Whitened rows of length 1.
    func apply(_ rows: Matrix) -> Matrix {
        guard directions.rows > 0 else { return rows }
        return rows.subtractingFromRows(mean).multiplied(byTransposeOf: directions).normalizingRows()
    }
}
