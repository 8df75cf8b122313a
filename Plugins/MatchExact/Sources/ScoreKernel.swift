/// Approximate scores of gallery rows against queries, in single precision.
///
/// The inner loop is that of a matrix product that keeps a tile of 6 rows x 16 queries in twelve vector registers (Goto
/// and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008). Other than in a library's product, the
/// rows are read where they lie, nothing is packed or stored, and the scores are compared while still in registers.
enum ScoreKernel {
    /// Rows of a tile.
    static let rows = 6
    /// Queries of a panel.
    static let width = 16

    /// A tile of scores: `first[r]` and `second[r]` are row r against queries 0-7 and 8-15.
    typealias Tile = (
        SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>,
        SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>
    )

    /// Inner products of six rows with the 16 queries of a panel.
    ///
    /// - Parameter panel: `dimension * 16` elements: the first element of all queries, then the second, and so on.
    @inline(__always)
    static func tile(
        _ row: UnsafePointer<UnsafePointer<Float>>, _ panel: UnsafePointer<Float>, dimension: Int
    ) -> Tile {
        let (r0, r1, r2, r3, r4, r5) = (row[0], row[1], row[2], row[3], row[4], row[5])
        var (a0, b0, a1, b1) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
        var (a2, b2, a3, b3) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
        var (a4, b4, a5, b5) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
        var query = UnsafeRawPointer(panel)
        var index = 0
        while index < dimension {
            let low = query.loadUnaligned(as: SIMD8<Float>.self)
            let high = query.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self)
            accumulate(&a0, &b0, r0[index], low, high)
            accumulate(&a1, &b1, r1[index], low, high)
            accumulate(&a2, &b2, r2[index], low, high)
            accumulate(&a3, &b3, r3[index], low, high)
            accumulate(&a4, &b4, r4[index], low, high)
            accumulate(&a5, &b5, r5[index], low, high)
            query += 64
            index &+= 1
        }
        return (a0, b0, a1, b1, a2, b2, a3, b3, a4, b4, a5, b5)
    }

    @inline(__always)
    private static func accumulate(
        _ low: inout SIMD8<Float>, _ high: inout SIMD8<Float>, _ element: Float, _ queryLow: SIMD8<Float>,
        _ queryHigh: SIMD8<Float>
    ) {
        let element = SIMD8<Float>(repeating: element)
        low.addProduct(element, queryLow)
        high.addProduct(element, queryHigh)
    }

    /// Reads one element of every cache line of a row: memory hands over rows that are read one after the other at its full
    /// rate, but makes a tile of six of them wait.
    @inline(__always)
    static func touch(_ row: UnsafePointer<Float>, dimension: Int) -> Float {
        var sum: Float = 0
        var index = 0
        while index < dimension {
            sum += row[index]
            index &+= 16
        }
        return sum
    }

    /// The inner product of one row with one query.
    ///
    /// Four running vectors, so that reading memory is what takes the time.
    @inline(__always)
    static func product(_ row: UnsafePointer<Float>, _ query: UnsafePointer<Float>, dimension: Int) -> Float {
        let (row8, query8) = (UnsafeRawPointer(row), UnsafeRawPointer(query))
        var (s0, s1, s2, s3) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
        var index = 0
        while index &+ 32 <= dimension {
            let at = index &* 4
            s0.addProduct(load(row8, at), load(query8, at))
            s1.addProduct(load(row8, at &+ 32), load(query8, at &+ 32))
            s2.addProduct(load(row8, at &+ 64), load(query8, at &+ 64))
            s3.addProduct(load(row8, at &+ 96), load(query8, at &+ 96))
            index &+= 32
        }
        while index &+ 8 <= dimension {
            s0.addProduct(load(row8, index &* 4), load(query8, index &* 4))
            index &+= 8
        }
        var total = ((s0 + s1) + (s2 + s3)).sum()
        while index < dimension {
            total.addProduct(row[index], query[index])
            index &+= 1
        }
        return total
    }

    @inline(__always)
    private static func load(_ base: UnsafeRawPointer, _ offset: Int) -> SIMD8<Float> {
        base.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
    }
}
