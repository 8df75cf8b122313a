internal import PilotageAPI

/// Similarities in double precision, summed in one fixed order: the same bits whatever was computed beside them.
enum ExactScore {
    /// The similarity of a row and a query by a metric.
    static func similarity(
        _ row: UnsafePointer<Float>, _ query: UnsafePointer<Float>, dimension: Int, _ metric: Metric
    ) -> Float {
        switch metric {
        case .cosine: Float(sum(row, query, dimension) { $0 * $1 })
        case .l2: -Float(sum(row, query, dimension) { ($0 - $1) * ($0 - $1) }.squareRoot())
        }
    }

    /// The squared length of a row.
    static func squaredLength(_ row: UnsafePointer<Float>, dimension: Int) -> Double {
        sum(row, row, dimension) { $0 * $1 }
    }

    @inline(__always)
    private static func sum(
        _ one: UnsafePointer<Float>, _ other: UnsafePointer<Float>, _ dimension: Int,
        _ term: (SIMD4<Double>, SIMD4<Double>) -> SIMD4<Double>
    ) -> Double {
        var (even, odd) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        var index = 0
        while index &+ 8 <= dimension {
            even += term(four(one + index), four(other + index))
            odd += term(four(one + (index &+ 4)), four(other + (index &+ 4)))
            index &+= 8
        }
        var total = (even + odd).sum()
        while index < dimension {
            let left = SIMD4<Double>(Double(one[index]), 0, 0, 0)
            total += term(left, SIMD4(Double(other[index]), 0, 0, 0))[0]
            index &+= 1
        }
        return total
    }

    @inline(__always)
    private static func four(_ address: UnsafePointer<Float>) -> SIMD4<Double> {
        SIMD4<Double>(UnsafeRawPointer(address).loadUnaligned(as: SIMD4<Float>.self))
    }
}
