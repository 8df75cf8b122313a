/// Chooses among decoded frames, which come in time order, those that are asked for.
///
/// The rule for intervals: of all frames in `[k * interval, (k + 1) * interval)` the first is taken, so that it is also
/// the first frame at or after `k * interval`; an interval without frames gives none, and no frame is given twice.
/// Where the first is damaged, the next decoded one of the same interval stands in for it.
package struct SampleSchedule {
    /// What to do with a frame.
    package enum Choice: Equatable {
        /// Not asked for.
        case skip
        /// Asked for.
        case take
        /// Asked for if nothing better comes in its interval.
        case wait
    }

    private let sampling: Sampling
    private let clock: StreamClock
    private var lastTick: Int64?
    private var lastSlot: Int128 = -1
    private var waiting: Int64?

    /// A schedule of a stream from its start.
    package init(_ sampling: Sampling, clock: StreamClock) {
        self.sampling = sampling
        self.clock = clock
    }

    /// Whether a frame at a tick is asked for. Frames before the start, and frames that go back in time, are not.
    package mutating func choose(_ tick: Int64, isDamaged: Bool) -> Choice {
        guard tick >= clock.start, lastTick.map({ tick > $0 }) ?? true else { return .skip }
        guard case .interval(let length) = sampling else {
            lastTick = tick
            return .take
        }
        let slot = clock.slot(tick, of: length)
        guard slot > lastSlot else { return .skip }
        guard !isDamaged else {
            guard waiting == nil else { return .skip }
            waiting = tick
            return .wait
        }
        lastTick = tick
        lastSlot = slot
        return .take
    }

    /// The damaged frame that nothing stood in for, once frames have reached a tick; nil at the end of the stream.
    package mutating func overdue(at tick: Int64?) -> Int64? {
        guard let waited = waiting, case .interval(let length) = sampling else { return nil }
        let slot = clock.slot(waited, of: length)
        if let tick, clock.slot(tick, of: length) <= slot {
            return nil
        }
        waiting = nil
        guard slot > lastSlot else { return nil }
        lastTick = waited
        lastSlot = slot
        return waited
    }
}
