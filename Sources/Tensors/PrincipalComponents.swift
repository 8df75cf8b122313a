/// The directions in which points vary most (principal component analysis).
public struct PrincipalComponents: Sendable {
    /// The mean of the points.
    public let mean: [Float]
    /// One direction of length 1 a row, by falling variance: components x dimension.
    public let directions: Matrix
    /// The variance of the points along each direction.
    public let variances: [Double]

    /// Fits the first components to points (n x dimension), n at least 1.
    ///
    /// Directions whose variance is below a millionth of the greatest are left out, as nothing but rounding; at least
    /// one is kept. The covariance is dimension x dimension: meant for up to some hundred dimensions.
    public init(of points: Matrix, components: Int) throws {
        precondition(points.rows > 0 && components > 0, "\(components) components of \(points.rows) points")
        mean = points.columnMeans()
        let centered = points.subtractingFromRows(mean)
        var covariance = centered.transposeMultiplied(by: centered)
        for index in covariance.values.indices { covariance.values[index] /= Float(points.rows) }
        let eigen = try SymmetricEigen(covariance)
        let floor = (eigen.values.first ?? 0) * 1e-6
        let usable = max(1, eigen.values.prefix { $0 > floor }.count)
        let kept = min(components, usable)
        directions = eigen.vectors.selecting(rows: Array(0..<kept))
        variances = Array(eigen.values[..<kept])
    }

    /// The directions divided by a power of the standard deviation along them: 0 leaves them, 1 whitens.
    ///
    /// Variances are taken as at least a millionth of the greatest.
    public func scaledDirections(power: Double) -> Matrix {
        var scaled = directions
        let floor = max(1e-30, (variances.first ?? 0) * 1e-6)
        for row in 0..<scaled.rows {
            let scale = Float(powered(max(variances[row], floor), -power / 2))
            for column in 0..<scaled.columns { scaled[row, column] *= scale }
        }
        return scaled
    }
}
