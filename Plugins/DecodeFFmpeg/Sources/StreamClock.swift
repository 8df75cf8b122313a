/// Turns a stream's own ticks into seconds and into the intervals of a sampling, exactly.
struct StreamClock: Hashable {
    /// The tick at which the item starts: the first presentation time of its video.
    var start: Int64
    /// Seconds per tick, as a fraction; both positive.
    let numerator: Int64
    /// Seconds per tick, as a fraction; both positive.
    let denominator: Int64

    /// Seconds from the item's start.
    func seconds(_ tick: Int64) -> Double {
        // Ticks come from the file: no subtraction may overflow.
        Double(Int128(tick) - Int128(start)) * Double(numerator) / Double(denominator)
    }

    /// Which interval a tick lies in, from 0; below 0 before the start.
    func slot(_ tick: Int64, of microseconds: Int64) -> Int128 {
        let scaled = (Int128(tick) - Int128(start)) * Int128(numerator) * 1_000_000
        let length = Int128(denominator) * Int128(microseconds)
        let quotient = scaled / length
        return scaled % length < 0 ? quotient - 1 : quotient
    }

    /// The first tick of an interval; `Int64.max` where no tick reaches it.
    func firstTick(ofSlot slot: Int128, of microseconds: Int64) -> Int64 {
        let scaled = slot * Int128(microseconds) * Int128(denominator)
        let unit = Int128(numerator) * 1_000_000
        let ticks = scaled / unit + (scaled % unit > 0 ? 1 : 0) + Int128(start)
        return Int64(clamping: ticks)
    }
}
