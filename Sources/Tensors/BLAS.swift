internal import COpenBLAS

/// Makes OpenBLAS compute on the calling thread alone, so that the engine's own threads share the processor.
///
/// Holds for the whole process; called once, before any work.
public func useOneBLASThread() { openblas_set_num_threads(1) }

/// The version of OpenBLAS, and the kernels that it chose for this processor.
public var blasDescription: String { String(cString: openblas_description()) }

/// Whether a factor of a product stands as stored, or with rows and columns exchanged.
public enum Orientation: Sendable {
    /// As stored.
    case plain
    /// Rows and columns exchanged.
    case transposed

    fileprivate var code: CBLAS_TRANSPOSE { self == .plain ? CblasNoTrans : CblasTrans }
}

/// `product = scale * left * right + keeping * product` over row-major memory, by `cblas_sgemm`.
///
/// `left` is rows x inner and `right` inner x columns after their orientation; each stride is the number of elements
/// from one stored row to the next.
public func multiply(
    rows: Int, columns: Int, inner: Int, scale: Float = 1,
    _ left: UnsafePointer<Float>, _ leftOrientation: Orientation = .plain, leftStride: Int,
    _ right: UnsafePointer<Float>, _ rightOrientation: Orientation = .plain, rightStride: Int,
    keeping: Float = 0, into product: UnsafeMutablePointer<Float>, productStride: Int
) {
    guard rows > 0, columns > 0 else { return }
    cblas_sgemm(
        CblasRowMajor, leftOrientation.code, rightOrientation.code, blasint(rows), blasint(columns),
        blasint(inner), scale, left, blasint(leftStride), right, blasint(rightStride), keeping, product,
        blasint(productStride))
}

extension Matrix {
    /// The product `self * other`: rows x inner by inner x columns.
    public func multiplied(by other: Matrix) -> Matrix { product(.plain, other, .plain) }

    /// The product `self * otherᵀ`: rows x inner by columns x inner. With `self` it is the Gram matrix of the rows.
    public func multiplied(byTransposeOf other: Matrix) -> Matrix { product(.plain, other, .transposed) }

    /// The product `selfᵀ * other`: inner x rows by inner x columns.
    public func transposeMultiplied(by other: Matrix) -> Matrix { product(.transposed, other, .plain) }

    private func product(_ turned: Orientation, _ other: Matrix, _ otherTurned: Orientation) -> Matrix {
        let (height, inner) = turned == .plain ? (rows, columns) : (columns, rows)
        let (otherInner, width) =
            otherTurned == .plain ? (other.rows, other.columns) : (other.columns, other.rows)
        precondition(inner == otherInner, "\(height) x \(inner) times \(otherInner) x \(width)")
        guard inner > 0, height > 0, width > 0 else { return Matrix(rows: height, columns: width) }
        let values = [Float](unsafeUninitializedCapacity: height * width) { buffer, count in
            count = height * width
            guard let target = buffer.baseAddress else { return }
            self.values.withUnsafeBufferPointer { left in
                other.values.withUnsafeBufferPointer { right in
                    guard let left = left.baseAddress, let right = right.baseAddress else { return }
                    multiply(
                        rows: height, columns: width, inner: inner, left, turned, leftStride: columns, right,
                        otherTurned, rightStride: other.columns, into: target, productStride: width)
                }
            }
        }
        return Matrix(rows: height, columns: width, values: values)
    }
}
