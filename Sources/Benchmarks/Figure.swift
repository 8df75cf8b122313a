import PilotageAPI

/// One line of the table: ours, the peer's, and what was promised.
struct Figure: Sendable {
    /// What must hold.
    enum Target: Sendable {
        /// Ours must be at least so many times as good as the peer, or at least so much where there is no peer.
        case atLeast(Double)
        /// At most.
        case atMost(Double)
        /// For comparison only.
        case none
    }

    /// A measured value.
    struct Quantity: Sendable {
        var value: Double
        var unit: String
        var digits: Int

        /// `12.3 ms`.
        var text: String { "\(fixed(value, digits: digits)) \(unit)" }
    }

    /// Dotted, beginning with its case's name.
    let name: String
    /// What was measured, in words.
    let what: String
    /// What we reach.
    let ours: Quantity
    /// Who is compared with; empty where nobody is.
    let peerName: String
    /// What they reach.
    let peer: Quantity?
    /// How many times as good as the peer, or ours divided by theirs, as `what` says.
    let ratio: Double?
    /// What was promised of the ratio, or of ours where there is none.
    let target: Target

    /// Whether the promise is kept; nil where there is none.
    var isMet: Bool? {
        let judged = ratio ?? ours.value
        return switch target {
        case .atLeast(let bound): judged >= bound
        case .atMost(let bound): judged <= bound
        case .none: nil
        }
    }
}

extension Figure {
    /// Times of the same work, in seconds: the ratio says how many times as fast ours is.
    static func times(
        _ name: String, _ what: String, ours: Double, peer: Double, by peerName: String, target: Target
    ) -> Figure {
        Figure(
            name: name, what: what, ours: .time(ours), peerName: peerName, peer: .time(peer),
            ratio: peer / ours, target: target)
    }
}

extension Figure.Quantity {
    /// Seconds, shown as milliseconds below one.
    static func time(_ seconds: Double) -> Self {
        seconds < 1
            ? Self(value: seconds * 1000, unit: "ms", digits: seconds < 0.1 ? 2 : 1)
            : Self(value: seconds, unit: "s", digits: 2)
    }

    /// Milliseconds.
    static func milliseconds(_ seconds: Double) -> Self { Self(value: seconds * 1000, unit: "ms", digits: 2) }

    /// Megabytes of 10^6 bytes.
    static func megabytes(_ bytes: Double) -> Self { Self(value: bytes / 1e6, unit: "MB", digits: 1) }
}
