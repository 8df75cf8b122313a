/// Turns a stream's own ticks into seconds and into the intervals of a sampling, exactly.
package struct StreamClock: Hashable {
    /// The tick at which the item starts: the first presentation time of its video.
    package let start: Int64
    /// Seconds per tick, as a fraction; both positive.
    package let numerator: Int64
    /// Seconds per tick, as a fraction; both positive.
    package let denominator: Int64

    /// A clock that starts at a tick; the parts of the fraction must be positive.
    package init(start: Int64, numerator: Int64, denominator: Int64) {
        precondition(numerator > 0 && denominator > 0, "ticks of \(numerator)/\(denominator) s")
        (self.start, self.numerator, self.denominator) = (start, numerator, denominator)
    }

    /// Seconds from the item's start.
    package func seconds(_ tick: Int64) -> Double {
        // Ticks come from the file: no subtraction may overflow.
        Double(Int128(tick) - Int128(start)) * Double(numerator) / Double(denominator)
    }

    /// Which interval a tick lies in, from 0; below 0 before the start.
    package func slot(_ tick: Int64, of microseconds: Int64) -> Int128 {
        let scaled = (Int128(tick) - Int128(start)) * Int128(numerator) * 1_000_000
        let length = Int128(denominator) * Int128(microseconds)
        let quotient = scaled / length
        return scaled % length < 0 ? quotient - 1 : quotient
    }

    /// The first tick of an interval; `Int64.max` where no tick reaches it.
    package func firstTick(ofSlot slot: Int128, of microseconds: Int64) -> Int64 {
        let scaled = slot * Int128(microseconds) * Int128(denominator)
        let unit = Int128(numerator) * 1_000_000
        let ticks = scaled / unit + (scaled % unit > 0 ? 1 : 0) + Int128(start)
        return Int64(clamping: ticks)
    }
}
