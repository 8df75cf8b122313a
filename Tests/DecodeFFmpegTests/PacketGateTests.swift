import DecodeFFmpeg
import Testing

@Suite struct PacketGateTests {
    /// A small generator of even quality, so that a failing seed can be run again (SplitMix64, Steele et al. 2014).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private let clock = StreamClock(start: 1000, numerator: 1, denominator: 1000)

    /// A stream in decoding order: groups of pictures with `between` frames coded out of order, open or closed.
    private func stream(_ seed: UInt64) -> [PacketFacts] {
        var random = Generator(state: seed)
        let group = Int.random(in: 1...40, using: &random)
        let between = Int.random(in: 0...3, using: &random)
        let isOpen = Bool.random(using: &random)
        let knowsDecoding = Bool.random(using: &random)
        var time: Int64 = 1000
        let shown = (0..<400).map { _ -> Int64 in
            defer { time += Int64.random(in: 1...80, using: &random) }
            return time
        }
        var order: [(index: Int, isKey: Bool)] = [(0, true)]
        var next = 1
        var sinceKey = 0
        while next < shown.count {
            var anchor = min(next + between, shown.count - 1)
            let startsGroup = sinceKey >= group
            if startsGroup, !isOpen { anchor = next }
            order.append((anchor, startsGroup))
            order += (next..<anchor).map { ($0, false) }
            sinceKey = startsGroup ? 0 : sinceKey + anchor - next + 1
            next = anchor + 1
        }
        return order.enumerated().map { place, entry in
            PacketFacts(
                shown: shown[entry.index],
                decoded: knowsDecoding ? shown[max(0, place - 1)] - (place == 0 ? 40 : 0) : nil,
                isKey: entry.isKey, size: 100)
        }
    }

    /// The first tick of every interval that has frames.
    private func samples(_ stream: [PacketFacts], _ microseconds: Int64) -> [Int64] {
        let ticks = stream.compactMap(\.shown).sorted()
        var slots: Set<Int128> = []
        return ticks.filter { slots.insert(clock.slot($0, of: microseconds)).inserted }
    }

    /// The packets that one may depend on: all from its key packet on, but for those shown before that key packet; one that
    /// is itself shown before it depends on the group before, too.
    private func needs(_ index: Int, _ stream: [PacketFacts]) -> Set<Int> {
        let key = stream[...index].lastIndex { $0.isKey } ?? 0
        guard let shown = stream[index].shown, let keyShown = stream[key].shown else { return [] }
        guard shown < keyShown, key > 0 else {
            return Set((key...index).filter { (stream[$0].shown ?? 0) >= keyShown })
        }
        return Set(key...index).union(needs(key - 1, stream))
    }

    private func run(_ stream: [PacketFacts], _ microseconds: Int64, limit: Int = 1 << 20) -> [PacketGate<Int>
        .Step]
    {
        var gate = PacketGate<Int>(clock: clock, microseconds: microseconds, heldBytesLimit: limit)
        return stream.enumerated().flatMap { gate.take($0.offset, $0.element) } + gate.finish()
    }

    @Test(arguments: 0..<60 as Range<UInt64>, [100_000, 1_000_000, 7_000_000] as [Int64])
    func `every sample is decoded, and all that it may depend on`(_ seed: UInt64, _ microseconds: Int64) {
        let stream = stream(seed)
        var wanted = samples(stream, microseconds)[...]
        var decoded: [Int] = []
        for step in run(stream, microseconds) {
            switch step {
            case .jump: decoded = []
            case .decode(let index, let isSample):
                decoded.append(index)
                guard let shown = stream[index].shown, wanted.contains(shown) else { continue }
                #expect(isSample, "seed \(seed): \(shown) is a sample")
                wanted.removeAll { $0 == shown }
                let start = decoded.first ?? index
                #expect(stream[start].isKey, "seed \(seed): decoding starts with a key packet")
                let missing = needs(index, stream).subtracting(decoded)
                #expect(missing.isEmpty, "seed \(seed): \(shown) wants packets \(missing.sorted())")
            }
        }
        #expect(wanted.isEmpty, "seed \(seed): \(wanted) are missing")
    }

    @Test func `groups without a sample are not decoded`() {
        let stream = (0..<1000).map { index -> PacketFacts in
            let tick = Int64(1000 + index * 40)
            return PacketFacts(shown: tick, decoded: tick, isKey: index % 10 == 0, size: 100)
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
