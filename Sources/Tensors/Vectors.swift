/// The inner product of two vectors of the same length.
///
/// Eight running sums, added in a fixed order: the same bits whatever the alignment.
public func dot(_ one: UnsafeBufferPointer<Float>, _ other: UnsafeBufferPointer<Float>) -> Float {
    precondition(one.count == other.count, "\(one.count) elements against \(other.count)")
    guard let first = one.baseAddress, let second = other.baseAddress else { return 0 }
    var (sum, more) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var index = 0
    while index + 16 <= one.count {
        sum.addProduct(loadEight(first + index), loadEight(second + index))
        more.addProduct(loadEight(first + index + 8), loadEight(second + index + 8))
        index += 16
    }
    var total = (sum + more).sum()
    while index < one.count {
        total += first[index] * second[index]
        index += 1
    }
    return total
}

/// Brings a vector to Euclidean length 1; zeros stay zeros. Returns the length that it had.
@discardableResult
public func normalize(_ vector: UnsafeMutableBufferPointer<Float>) -> Float {
    let length = dot(UnsafeBufferPointer(vector), UnsafeBufferPointer(vector)).squareRoot()
    guard length > 0, let start = vector.baseAddress else { return 0 }
    let scale = 1 / length
    var index = 0
    while index + 8 <= vector.count {
        storeEight(loadEight(start + index) * scale, start + index)
        index += 8
    }
    while index < vector.count {
        start[index] *= scale
        index += 1
    }
    return length
}

/// Eight elements from an address of any alignment.
@inline(__always)
package func loadEight(_ address: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Float>.self)
}

/// Eight elements to an address of any alignment.
@inline(__always)
package func storeEight(_ value: SIMD8<Float>, _ address: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(address).storeBytes(of: value, as: SIMD8<Float>.self)
}
