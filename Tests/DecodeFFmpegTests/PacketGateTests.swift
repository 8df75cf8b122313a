import DecodeFFmpeg
import Testing

@Suite struct PacketGateTests {
    private let clock = StreamClock(start: 1000, numerator: 1, denominator: 1000)

    private func run(_ stream: [PacketFacts], _ microseconds: Int64, limit: Int = 1 << 20) -> [PacketGate<Int>
        .Step]
    {
        var gate = PacketGate<Int>(clock: clock, microseconds: microseconds, heldBytesLimit: limit)
        return stream.enumerated().flatMap { gate.take($0.offset, $0.element) } + gate.finish()
    }

    @Test func `groups without a sample are not decoded`() {
        let stream = (0..<1000).map { index in
            PacketFacts(
                shown: 1000 + Int64(index) * 40, decoded: 1000 + Int64(index) * 40, isKey: index % 10 == 0,
                size: 100)
        }
        let decoded = run(stream, 10_000_000).filter { if case .decode = $0 { true } else { false } }
        #expect(decoded.count < 20)
    }

    @Test func `packets without times are all decoded`() {
        let stream = (0..<50).map { PacketFacts(shown: nil, decoded: nil, isKey: $0 == 0, size: 100) }
        let steps = run(stream, 1_000_000)
        #expect(steps.count == 50)
    }

    @Test func `what is held back is bounded`() {
        var gate = PacketGate<Int>(clock: clock, microseconds: 3_600_000_000, heldBytesLimit: 1000)
        var held = 0
        for index in 0..<5000 {
            let facts = PacketFacts(
                shown: 1000 + Int64(index), decoded: 1000 + Int64(index), isKey: index == 0, size: 100)
            held += 1 - gate.take(index, facts).count
            #expect(held <= 11)
        }
    }
}
