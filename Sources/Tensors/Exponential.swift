/// e to the power of every element, in place, within 2 units in the last place from -87 to 88; 0 below, infinite above.
///
/// After Cephes (Moshier, 1989): the power of two is split off, and a polynomial of the fifth degree gives the rest.
public func exponentiate(_ values: UnsafeMutableBufferPointer<Float>) {
    guard let start = values.baseAddress else { return }
    var index = 0
    while index + 8 <= values.count {
        storeEight(exponential(loadEight(start + index)), start + index)
        index += 8
    }
    guard index < values.count else { return }
    var rest = SIMD8<Float>.zero
    for lane in 0..<values.count - index { rest[lane] = start[index + lane] }
    rest = exponential(rest)
    for lane in 0..<values.count - index { start[index + lane] = rest[lane] }
}

@inline(__always)
private func exponential(_ value: SIMD8<Float>) -> SIMD8<Float> {
    let bounded = lesser(SIMD8(repeating: 88.8), greater(SIMD8(repeating: -88), value))
    // Adding and taking away 1.5 * 2^23 rounds to whole numbers.
    let magic: Float = 12_582_912
    let shifted = bounded * 1.442_695_040_888_963 + magic
    let power = shifted - magic
    let rest = (bounded - power * 0.693_359_375) + power * 2.121_944_4e-4
    var polynomial = SIMD8<Float>(repeating: 1.987_569_15e-4)
    for coefficient: Float in [1.398_199_95e-3, 8.333_451_9e-3, 4.166_579_6e-2, 1.666_666_55e-1, 0.5] {
        polynomial = polynomial * rest + coefficient
    }
    polynomial = polynomial * rest * rest + rest + 1
    let bits = SIMD8<Int32>(truncatingIfNeeded: unsafeBitCast(shifted, to: SIMD8<Int32>.self)) &- 0x4B40_0000
    // In two factors, since 2^128 is no number and 2^-127 not an ordinary one.
    let half = bits &>> 1
    let first = unsafeBitCast((half &+ 127) &<< 23, to: SIMD8<Float>.self)
    let second = unsafeBitCast((bits &- half &+ 127) &<< 23, to: SIMD8<Float>.self)
    let result = polynomial * first * second
    return result.replacing(with: 0, where: value .< -87.3)
}
