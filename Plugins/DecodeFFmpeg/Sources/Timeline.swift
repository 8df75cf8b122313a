/// Keeps time going on where a stream's clock is set back, as in recordings that were joined or came over the air.
///
/// A clock that jumps ahead is believed: something is missing there.
package struct Timeline {
    private let ticksPerSecond: Int64
    private var last: Int64?
    private var offset: Int64 = 0

    /// A timeline of a stream whose clock has so many ticks a second.
    package init(ticksPerSecond: Int64) { self.ticksPerSecond = ticksPerSecond }

    /// How far the times of the next packet, in decoding order, are to be moved.
    package mutating func shift(for facts: PacketFacts) -> Int64 {
        guard let decoded = facts.decoded ?? facts.shown else { return offset }
        let (moved, overflow) = decoded.addingReportingOverflow(offset)
        guard !overflow else { return offset }
        // Times of decoding only rise; those of showing go back by some frames where there are no others. Further back, the
        // clock was set anew.
        let slack = facts.decoded == nil ? ticksPerSecond : ticksPerSecond / 4
        if let last, moved < last, Int128(last) - Int128(moved) > Int128(slack) {
            let (sum, overflow) = last.subtractingReportingOverflow(decoded)
            guard !overflow, sum < .max - ticksPerSecond else { return offset }
            // One frame later at the usual rates; what was between the two is not known.
            offset = sum + max(1, ticksPerSecond / 25)
        }
        last = decoded.addingReportingOverflow(offset).partialValue
        return offset
    }
}
