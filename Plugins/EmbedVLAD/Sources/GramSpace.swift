package import Tensors

/// The principal components of aggregates, found from their inner products alone.
///
/// Aggregates have many more elements than there are pictures, so all work is done with the n x n Gram matrix of the
/// pictures instead of the covariance of the elements. With K the centered Gram matrix of m members and K = U L Uᵀ, the
/// coordinates of the members along the components are U L^(1/2), and those of any other picture k U L^(-1/2), where k
/// are its centered inner products with the members.
package struct GramSpace {
    /// The pictures that the components are fitted to, as rows of the Gram matrix.
    package let members: [Int]
    /// Variance along each component, descending.
    package let variances: [Double]
    /// Components x members: U L^(-1/2), transposed.
    package let coefficients: Matrix
    /// Coordinates of all pictures of the Gram matrix: pictures x components.
    package let coordinates: Matrix

    /// Fits the first components to some pictures of a Gram matrix (n x n); `members` are at least two.
    package init(_ gram: Matrix, members: [Int], components: Int) throws {
        self.members = members
        let inner = gram.selecting(rows: members).selectingColumns(members)
        let means = inner.columnMeans()
        let overall = Float(mean(means.map(Double.init)))
        var centered = inner
        for row in 0..<members.count {
            for column in 0..<members.count { centered[row, column] += overall - means[row] - means[column] }
        }
        let eigen = try SymmetricEigen(centered)
        let floor = max(1e-12, (eigen.values.first ?? 0) * 1e-5)
        let kept = min(components, max(1, eigen.values.prefix { $0 > floor }.count))
        variances = eigen.values[..<kept].map { max($0, floor) / Double(members.count) }
        var axes = eigen.vectors.selecting(rows: Array(0..<kept))
        for row in 0..<kept {
            let scale = Float(1 / max(eigen.values[row], floor).squareRoot())
            for column in 0..<axes.columns { axes[row, column] *= scale }
        }
        coefficients = axes
        let products = gram.selectingColumns(members)
        coordinates = Self.centered(products, means).multiplied(byTransposeOf: axes)
    }

    /// Subtracts the members' means; the picture's own mean drops out, since the components are orthogonal to it.
    private static func centered(_ products: Matrix, _ means: [Float]) -> Matrix {
        var result = products.subtractingFromRows(means)
        for row in 0..<result.rows {
            let own = Float(mean(result[row: row].map(Double.init)))
            for column in 0..<result.columns { result[row, column] -= own }
        }
        return result
    }
}

extension Matrix {
    /// Some columns, in the order asked for.
    fileprivate func selectingColumns(_ chosen: [Int]) -> Matrix {
        var selected: [Float] = []
        selected.reserveCapacity(rows * chosen.count)
        for row in 0..<rows {
            for column in chosen { selected.append(values[row * columns + column]) }
        }
        return Matrix(rows: rows, columns: chosen.count, values: selected)
    }
}
