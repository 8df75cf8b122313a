/// The inner product of two vectors of the same length.
///
/// Eight running sums, added in a fixed order: the same bits whatever the alignment.
public func dot(_ one: UnsafeBufferPointer<Float>, _ other: UnsafeBufferPointer<Float>) -> Float {
    precondition(one.count == other.count, "\(one.count) elements against \(other.count)")
    guard let first = one.baseAddress, let second = other.baseAddress else { return 0 }
    var (sum, more) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var index = 0
    while index + 16 <= one.count {
        sum += loadEight(first + index) * loadEight(second + index)
        more += loadEight(first + index + 8) * loadEight(second + index + 8)
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
@inlinable @inline(__always)
package func loadEight(_ address: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Float>.self)
}

/// Eight elements to an address of any alignment.
@inlinable @inline(__always)
package func storeEight(_ value: SIMD8<Float>, _ address: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(address).storeBytes(of: value, as: SIMD8<Float>.self)
}

/// The greater of each pair of elements. (`pointwiseMax` of the standard library works on one element after the other.)
@inlinable @inline(__always)
package func greater(_ one: SIMD8<Float>, _ other: SIMD8<Float>) -> SIMD8<Float> {
    other.replacing(with: one, where: one .> other)
}

/// The lesser of each pair of elements.
@inlinable @inline(__always)
package func lesser(_ one: SIMD8<Float>, _ other: SIMD8<Float>) -> SIMD8<Float> {
    other.replacing(with: one, where: one .< other)
}

/// The magnitude of each element: the sign bit cleared.
@inlinable @inline(__always)
package func magnitudes(_ values: SIMD8<Float>) -> SIMD8<Float> {
    unsafeBitCast(unsafeBitCast(values, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF, to: SIMD8<Float>.self)
}

/// The magnitudes of some elements with the signs of others.
@inlinable @inline(__always)
package func magnitudes(_ values: SIMD8<Float>, withSignsOf signs: SIMD8<Float>) -> SIMD8<Float> {
    let sign = unsafeBitCast(signs, to: SIMD8<UInt32>.self) & 0x8000_0000
    let magnitude = unsafeBitCast(values, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF
    return unsafeBitCast(magnitude | sign, to: SIMD8<Float>.self)
}

/// The sum of some numbers, by eight running sums.
public func sum(_ values: [Float]) -> Float {
    values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return 0 }
        var (sums, index) = (SIMD8<Float>.zero, 0)
        while index + 8 <= values.count {
            sums += loadEight(start + index)
            index += 8
        }
        return values[index...].reduce(sums.sum(), +)
    }
}

/// The least of some numbers; infinity of none.
public func least(_ values: [Float]) -> Float {
    values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return .infinity }
        var (best, index) = (SIMD8<Float>(repeating: .infinity), 0)
        while index + 8 <= values.count {
            best = lesser(loadEight(start + index), best)
            index += 8
        }
        return values[index...].reduce(best.min(), Swift.min)
    }
}

/// The least of some numbers, and where the first of it stands; 0 of none.
public func leastElement(_ values: [Float]) -> (index: Int, value: Float) {
    let value = least(values)
    return (values.firstIndex(of: value) ?? 0, value)
}
