/// Finds the places that follow the last one of a leg, beyond legs that have none.
struct PlaceLinks {
    /// What of a leg has places.
    struct Leg {
        /// Its places, as indices.
        var places: Range<Int>
        /// The length.
        var meters: Double
        /// From its beginning to the first place.
        var headMeters: Double
        /// From the last place to its end.
        var tailMeters: Double
        /// Whether it has no places because there is nothing to be seen.
        var isCovered: Bool
    }

    private static let mostFollowers = 64
    /// A crossing of thousands of legs is nothing that was ever built.
    private static let mostLegs = 1_024
    /// What follows a tunnel is far, and yet the next that can be seen: a tunnel counts as if it were so many times shorter.
    private static let tunnelShare = 40.0

    private let graph: RoadGraph
    private let legs: [Leg]
    private let mostMeters: Double
    private var seenFrom: [Int]

    /// - Parameter mostMeters: the longest way from a place to one that follows it.
    init(_ graph: RoadGraph, _ legs: [Leg], mostMeters: Double) {
        self.graph = graph
        self.legs = legs
        self.mostMeters = mostMeters
        seenFrom = [Int](repeating: -1, count: legs.count)
    }

    /// The first places on the legs that lead on, in ascending order; nearer legs are looked at first.
    mutating func firsts(after start: Int) -> [Int] {
        var found: [Int] = []
        var waiting = [(leg: start, meters: legs[start].tailMeters)]
        var (position, looked) = (0, 0)
        seenFrom[start] = start
        while position < waiting.count {
            let (leg, meters) = waiting[position]
            position += 1
            for next in graph.leading(from: leg) {
                looked += 1
                guard looked <= Self.mostLegs, found.count < Self.mostFollowers else { return found.sorted() }
                guard seenFrom[next] != start else { continue }
                seenFrom[next] = start
                let onward = meters + way(through: legs[next])
                guard onward <= mostMeters else { continue }
                if let first = legs[next].places.first {
                    found.append(first)
                } else {
                    waiting.append((next, onward))
                }
            }
        }
        return found.sorted()
    }

    /// To the first place on a leg, or past all of it.
    private func way(through leg: Leg) -> Double {
        if !leg.places.isEmpty { return leg.headMeters }
        return leg.isCovered ? leg.meters / Self.tunnelShare : leg.meters
    }
}
