/// What a packet says of itself; times in the stream's ticks.
package struct PacketFacts: Hashable {
    /// When its frame is shown; nil where the file does not say.
    package var shown: Int64?
    /// When it is decoded; nil where the file does not say.
    package var decoded: Int64?
    /// Whether it can be decoded without others.
    package var isKey: Bool
    /// Bytes.
    package var size: Int

    /// The facts of a packet.
    package init(shown: Int64?, decoded: Int64?, isKey: Bool, size: Int) {
        (self.shown, self.decoded, self.isKey, self.size) = (shown, decoded, isKey, size)
    }
}

/// Passes on only the packets that the frames of an interval sampling depend on.
///
/// Packets come in decoding order. Those since the last key packet are held until it is known whether the next sample
/// is among them: if a later key packet comes no later than the sample, they are thrown away undecoded. Of what is
/// passed on, packets that are not the sample themselves are marked, so that the decoder may leave out those that no
/// other frame depends on. The samples are exactly those of decoding everything.
package struct PacketGate<Packet> {
    /// What the decoder is to do next.
    package enum Step {
        /// Forget everything before: the next packet is a key packet that does not follow the last one.
        case jump
        /// Decode a packet; one that is not a sample may be left out where nothing depends on it.
        case decode(Packet, isSample: Bool)
    }

    /// What a packet takes beside its bytes, roughly: a million packets of one byte are no megabyte.
    private static var packetOverhead: Int { 512 }
    /// How many packets may be decoded ahead of the time at which they are shown. More are the work of no encoder, and a
    /// stream of them would be searched again for each.
    private static var aheadLimit: Int { 4096 }

    private let clock: StreamClock
    private let microseconds: Int64
    private let heldBytesLimit: Int
    private var held: [(packet: Packet, facts: PacketFacts)] = []
    private var heldBytes = 0
    /// Index in `held` of a key packet behind the sample time, of which it is not yet known whether frames before
    /// it in time follow it.
    private var pendingKey: Int?
    /// When the packets passed on that lie at or after the sample time are shown. They reach into later intervals, since
    /// packets shown later may be decoded first.
    private var ahead: [Int64] = []
    private var target: Int64
    private var dropped = false
    /// Set behind a jump: frames shown before its key packet depend on packets that were thrown away.
    private var leadingLimit: Int64?

    /// A gate for the first frame of every interval; holds at most so many bytes back.
    package init(clock: StreamClock, microseconds: Int64, heldBytesLimit: Int = 64 << 20) {
        self.clock = clock
        self.microseconds = microseconds
        self.heldBytesLimit = heldBytesLimit
        target = clock.start
    }

    /// The tick before which no frame is wanted next; nil while a sample is being decided.
    package var nextTarget: Int64? { candidate == nil && pendingKey == nil ? target : nil }

    /// Takes the next packet, and says what to decode now.
    package mutating func take(_ packet: Packet, _ facts: PacketFacts) -> [Step] {
        guard let shown = facts.shown else { return release() + [.decode(packet, isSample: true)] }
        if let limit = leadingLimit {
            if shown < limit { return [] }
            if !facts.isKey { leadingLimit = nil }
        }
        while let best = candidate, ahead.count > Self.aheadLimit || isBehind(best, facts, shown) {
            close(best)
        }
        return candidate == nil ? hold(packet, facts, shown) : [pass(packet, shown)]
    }

    /// Everything still held, at the end of the file; empty where no sample can be in it.
    package mutating func finish() -> [Step] {
        if pendingKey != nil { return startAtPendingKey() }
        guard candidate == nil, held.contains(where: { $0.facts.shown.map { $0 >= target } ?? true }) else {
            return []
        }
        return release()
    }

    /// Forgets what it holds, since reading goes on at a later key packet.
    package mutating func skip() {
        held = []
        heldBytes = 0
        dropped = true
    }

    /// The packet shown first at or after the sample time, of those passed on.
    private var candidate: Int64? { ahead.min() }

    /// Whether no packet from this one on can be shown before the candidate.
    private func isBehind(_ best: Int64, _ facts: PacketFacts, _ shown: Int64) -> Bool {
        if let decoded = facts.decoded { return decoded > best }
        return shown > best
    }

    private mutating func close(_ best: Int64) {
        target = clock.firstTick(ofSlot: clock.slot(best, of: microseconds) + 1, of: microseconds)
        ahead.removeAll { $0 < target }
    }

    /// A packet near a sample: a sample itself if it is the first of its interval, of those passed on.
    private mutating func pass(_ packet: Packet, _ shown: Int64) -> Step {
        guard shown >= target else { return .decode(packet, isSample: false) }
        let slot = clock.slot(shown, of: microseconds)
        let isFirst = !ahead.contains { $0 <= shown && clock.slot($0, of: microseconds) == slot }
        ahead.append(shown)
        return .decode(packet, isSample: isFirst)
    }

    private mutating func hold(_ packet: Packet, _ facts: PacketFacts, _ shown: Int64) -> [Step] {
        if facts.isKey, shown <= target { throwAway() }
        held.append((packet, facts))
        heldBytes += facts.size + Self.packetOverhead
        if let key = pendingKey { return decide(shown, after: key) }
        if facts.isKey, shown > target, held.count > 1 {
            pendingKey = held.count - 1
            return []
        }
        return shown >= target || heldBytes > heldBytesLimit ? release() : []
    }

    /// The packet behind a pending key packet tells whether frames before the key packet still come.
    private mutating func decide(_ shown: Int64, after key: Int) -> [Step] {
        guard let keyShown = held[key].facts.shown else { return release() }
        if shown > keyShown { return startAtPendingKey() }
        // Shown before the key packet: if it is the sample, all that it may depend on is needed.
        return shown >= target || heldBytes > heldBytesLimit ? release() : []
    }

    /// Throws away what lies before the pending key packet, and what follows it but is shown before.
    private mutating func startAtPendingKey() -> [Step] {
        guard let key = pendingKey, let keyShown = held[key].facts.shown else { return release() }
        held = held[key...].filter { ($0.facts.shown ?? keyShown) >= keyShown }
        dropped = true
        return release()
    }

    private mutating func throwAway() {
        guard !held.isEmpty else { return }
        held = []
        heldBytes = 0
        pendingKey = nil
        dropped = true
    }

    private mutating func release() -> [Step] {
        var steps: [Step] = []
        if dropped, let first = held.first {
            steps.append(.jump)
            leadingLimit = first.facts.shown
            dropped = false
        }
        let packets = held
        held = []
        heldBytes = 0
        pendingKey = nil
        for entry in packets { steps.append(pass(entry.packet, entry.facts.shown ?? target)) }
        return steps
    }
}
