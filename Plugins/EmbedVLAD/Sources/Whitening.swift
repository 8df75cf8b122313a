package import Tensors

/// A linear map of principal coordinates that lets every direction count as much as it tells.
///
/// Plain whitening divides by the spread of all pictures (Jégou and Chum, 2012). Where neighboring places are known,
/// the map is the inverse square root of the spread between neighbors instead, so that what changes between pictures of
/// the same place counts less (Mikolajczyk and Matas, 2007; Radenović et al., 2016); as neighbors are few, a fifth of
/// the spread of all pictures and a part of its mean are added.
package struct Whitening {
    /// Dimensions x dimensions: a coordinate row times the transpose of this is the embedding, before normalization.
    package let map: Matrix

    package init(_ kind: WhiteningChoice.Kind, _ space: GramSpace, dimensions: Int, pairs: [(Int, Int)])
        throws
    {
        let size = min(dimensions, space.variances.count)
        let variances = Array(space.variances[..<size])
        switch kind {
        case .plain: map = Self.diagonal(variances, power: 0, floor: 0)
        case .half: map = Self.diagonal(variances, power: 0.25, floor: 0)
        case .full: map = Self.diagonal(variances, power: 0.5, floor: 0.1)
        case .neighbors: map = try Self.inverseRoot(variances, space, pairs, floor: 0.3)
        case .neighborsSmoothed: map = try Self.inverseRoot(variances, space, pairs, floor: 1)
        }
    }

    /// diag((variance + floor * mean variance)^-power)
    private static func diagonal(_ variances: [Double], power: Double, floor: Double) -> Matrix {
        let added = floor * mean(variances)
        var map = Matrix(rows: variances.count, columns: variances.count)
        for (index, variance) in variances.enumerated() {
            map[index, index] = Float(1 / raised(variance + added, to: power))
        }
        return map
    }

    /// S^(-1/2) with S = 0.8 N + 0.2 V + floor * (mean of its diagonal), where N is half the mean of the outer products
    /// of differences between neighbors and V the diagonal matrix of the variances. Rows are S's eigenvectors.
    private static func inverseRoot(
        _ variances: [Double], _ space: GramSpace, _ pairs: [(Int, Int)], floor: Double
    ) throws -> Matrix {
        guard !pairs.isEmpty else { return diagonal(variances, power: 0.5, floor: floor) }
        let size = variances.count
        var differences = Matrix(rows: pairs.count, columns: size)
        for (row, (one, other)) in pairs.enumerated() {
            let (first, second) = (space.members[one], space.members[other])
            for column in 0..<size {
                differences[row, column] =
                    space.coordinates[first, column] - space.coordinates[second, column]
            }
        }
        var spread = differences.transposeMultiplied(by: differences)
        let scale = 0.8 / Float(2 * pairs.count)
        for index in spread.values.indices { spread.values[index] *= scale }
        for index in 0..<size { spread[index, index] += Float(0.2 * variances[index]) }
        let added = floor * mean((0..<size).map { Double(spread[$0, $0]) })
        for index in 0..<size { spread[index, index] += Float(added) }
        let eigen = try SymmetricEigen(spread)
        var map = eigen.vectors
        for row in 0..<size {
            let factor = Float(1 / max(eigen.values[row], 1e-30).squareRoot())
            for column in 0..<size { map[row, column] *= factor }
        }
        return map
    }

    /// The embeddings of all pictures of the space, one a row, of length 1.
    package func embeddings(in space: GramSpace) -> Matrix {
        space.coordinates.firstColumns(map.columns).multiplied(byTransposeOf: map).normalizingRows()
    }

    /// Dimensions x members: what the aggregates of the members are to be multiplied by, for a map of aggregates.
    package func combination(of space: GramSpace) -> Matrix {
        map.multiplied(by: space.coefficients.selecting(rows: Array(0..<map.columns)))
    }
}

/// Powers that need no more than square roots: 0, 1/4 and 1/2.
private func raised(_ value: Double, to power: Double) -> Double {
    switch power {
    case 0: 1
    case 0.25: value.squareRoot().squareRoot()
    default: value.squareRoot()
    }
}

extension Matrix {
    fileprivate func firstColumns(_ count: Int) -> Matrix {
        guard count < columns else { return self }
        return Matrix(
            rows: rows, columns: count, values: (0..<rows).flatMap { self[row: $0].prefix(count) })
    }
}
