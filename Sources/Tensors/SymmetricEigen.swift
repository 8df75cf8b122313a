internal import COpenBLAS

/// Eigenvalues and eigenvectors of a symmetric matrix, largest first.
///
/// Computed in double precision by LAPACK's `dsyevd`. The sign of each vector is fixed so that its element of largest
/// magnitude (the first such) is positive: LAPACK leaves it open.
public struct SymmetricEigen: Sendable {
    /// Eigenvalues, descending; those that should be 0 may be slightly negative.
    public let values: [Double]
    /// Row i is the eigenvector of `values[i]`, of length 1.
    public let vectors: Matrix

    /// Decomposes a symmetric matrix, of which only the lower triangle is read.
    ///
    /// - Throws: `TensorError` where the matrix is not finite or LAPACK does not converge.
    public init(_ matrix: Matrix) throws {
        precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
        guard matrix.values.allSatisfy(\.isFinite) else {
            throw TensorError("a matrix to decompose has elements that are not finite")
        }
        let size = matrix.rows
        guard size > 0 else {
            (values, vectors) = ([], matrix)
            return
        }
        var elements = matrix.values.map(Double.init)
        let ascending = try Self.decompose(&elements, size: size)
        values = ascending.reversed()
        var rows: [Float] = []
        rows.reserveCapacity(size * size)
        for index in (0..<size).reversed() {
            rows += Self.signed(elements[index * size..<(index + 1) * size])
        }
        vectors = Matrix(rows: size, columns: size, values: rows)
    }

    /// Row-major lower is LAPACK's column-major upper. Afterwards row i of `elements` is the i-th vector.
    private static func decompose(_ elements: inout [Double], size: Int) throws -> [Double] {
        var values = [Double](repeating: 0, count: size)
        var (order, leading, info) = (Int32(size), Int32(size), Int32(0))
        var (wanted, wantedIntegers) = (0.0, Int32(0))
        var query = Int32(-1)
        dsyevd_(
            "V", "U", &order, &elements, &leading, &values, &wanted, &query, &wantedIntegers, &query, &info)
        var (length, integerLength) = (Int32(wanted), wantedIntegers)
        var work = [Double](repeating: 0, count: Int(length))
        var integers = [Int32](repeating: 0, count: Int(integerLength))
        dsyevd_(
            "V", "U", &order, &elements, &leading, &values, &work, &length, &integers, &integerLength, &info)
        guard info == 0 else {
            throw TensorError(
                "the eigenvectors of a \(size) x \(size) matrix did not converge (dsyevd: \(info))")
        }
        return values
    }

    private static func signed(_ vector: ArraySlice<Double>) -> [Float] {
        var largest = 0.0
        for element in vector where abs(element) > abs(largest) { largest = element }
        return vector.map { Float(largest < 0 ? -$0 : $0) }
    }
}

/// What can go wrong in numerical work or in a matrix file.
public struct TensorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong: lower case, no full stop.
    public let description: String
    /// Whether a file could not be opened, read or written, whatever is in it.
    public let isFileFailure: Bool

    /// An error with its message.
    public init(_ message: String, isFileFailure: Bool = false) {
        description = message
        self.isFileFailure = isFileFailure
    }
}
