import DecodeFFmpeg
import Testing

@Suite struct StreamClockTests {
    @Test(arguments: [(0, 0.0), (30_000, 1.001), (-30_000, -1.001)] as [(Int64, Double)])
    func `seconds count from the start`(_ ticks: Int64, _ expected: Double) {
        let clock = StreamClock(start: 500, numerator: 1001, denominator: 30_000_000)
        #expect(abs(clock.seconds(500 + ticks) - expected) < 1e-12)
    }

    @Test(arguments: [(0, 0), (999, 0), (1000, 1), (-1, -1), (-1000, -1), (-1001, -2)] as [(Int64, Int)])
    func `a tick lies in the interval that it begins or follows`(_ tick: Int64, _ slot: Int) {
        let clock = StreamClock(start: 0, numerator: 1, denominator: 1000)
        #expect(clock.slot(tick, of: 1_000_000) == Int128(slot))
    }

    @Test(arguments: [(1, 90_000), (1001, 30_000), (1, 1000), (7, 13)] as [(Int64, Int64)])
    func `the first tick of an interval is the first that lies in it`(
        _ numerator: Int64, _ denominator: Int64
    ) {
        let clock = StreamClock(start: 77, numerator: numerator, denominator: denominator)
        for slot in [1, 2, 59, 3601] as [Int128] {
            let tick = clock.firstTick(ofSlot: slot, of: 333_333)
            #expect(clock.slot(tick, of: 333_333) >= slot)
            #expect(clock.slot(tick - 1, of: 333_333) < slot)
        }
    }

    @Test(arguments: [Int64.min, Int64.max])
    func `absurd ticks do no harm`(_ tick: Int64) {
        let clock = StreamClock(
            start: tick == .max ? .min : .max, numerator: Int64(Int32.max), denominator: 1)
        #expect(clock.seconds(tick).isFinite)
        let slot = clock.slot(tick, of: 1000)
        #expect(clock.firstTick(ofSlot: slot, of: 1000) == tick)
    }
}
