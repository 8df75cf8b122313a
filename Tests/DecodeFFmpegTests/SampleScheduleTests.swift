import DecodeFFmpeg
import Testing

@Suite struct SampleScheduleTests {
    private let clock = StreamClock(start: 100, numerator: 1, denominator: 1000)

    /// The ticks that are given of frames; a damaged frame is written as minus its tick, and given as such.
    private func given(_ sampling: Sampling, _ frames: [Int64]) -> [Int64] {
        var schedule = SampleSchedule(sampling, clock: clock)
        var taken: [Int64] = []
        for frame in frames {
            if let waited = schedule.overdue(at: abs(frame)) { taken.append(-waited) }
            if schedule.choose(abs(frame), isDamaged: frame < 0) == .take { taken.append(frame) }
        }
        return taken + (schedule.overdue(at: nil).map { [-$0] } ?? [])
    }

    @Test(
        arguments: [
            ([100, 600, 1099, 1100, 1101, 2100], [100, 1100, 2100]),
            ([100, 1099, 1133, 1167, 2133], [100, 1133, 2133]),
            ([100, 5600, 5700, 6099, 6100], [100, 5600, 6100]),
            ([350, 1050, 1350], [350, 1350]),
            ([99, 100], [100]),
            ([], []),
        ] as [([Int64], [Int64])])
    func `the first frame of every interval is given`(_ frames: [Int64], _ expected: [Int64]) {
        #expect(given(.interval(microseconds: 1_000_000), frames) == expected)
    }

    @Test(
        arguments: [
            ([100, -1100, 1140, 2100], [100, 1140, 2100]),
            ([100, -1100, -1140, 2100], [100, -1100, 2100]),
            ([100, -1100, 3100], [100, -1100, 3100]),
            ([-100], [-100]),
            ([-100, -1100], [-100, -1100]),
        ] as [([Int64], [Int64])])
    func `the next frame of its interval stands in for a damaged one`(_ frames: [Int64], _ expected: [Int64])
    {
        #expect(given(.interval(microseconds: 1_000_000), frames) == expected)
    }

    @Test(arguments: [Sampling.all, .keyFrames])
    func `every frame is given once, and none back in time`(_ sampling: Sampling) {
        #expect(given(sampling, [90, 100, 140, 140, 120, -180, 220]) == [100, 140, -180, 220])
    }
}
