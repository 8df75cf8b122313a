import DecodeFFmpeg
import Testing

@Suite struct TimelineTests {
    @Test(
        arguments: [
            ([0, 40, 80, 5000], [0, 40, 80, 5000]), ([5000, 5040, 4960, 5080], [5000, 5040, 4960, 5080]),
            ([5000, 5040, 0, 40], [5000, 5040, 5080, 5120]),
            ([5000, 5900, 5000, 5040], [5000, 5900, 5940, 5980]),
            ([5000, 0, 2000, 0, 40], [5000, 5040, 7040, 7080, 7120]),
            ([5000, 0, 3000, 0], [5000, 5040, 8040, 8080]),
        ] as [([Int64], [Int64])])
    func `time goes on where the clock is set back`(_ decoded: [Int64], _ expected: [Int64]) {
        var timeline = Timeline(ticksPerSecond: 1000)
        let moved = decoded.map {
            $0 + timeline.shift(for: PacketFacts(shown: $0, decoded: $0, isKey: false, size: 1))
        }
        #expect(moved == expected)
    }

    @Test func `absurd times do no harm`() {
        var timeline = Timeline(ticksPerSecond: 1000)
        for tick in [Int64.max, .min, .max, 0, .min] {
            _ = timeline.shift(for: PacketFacts(shown: tick, decoded: tick, isKey: false, size: 1))
        }
    }
}
