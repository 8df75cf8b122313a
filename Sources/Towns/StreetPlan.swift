internal import Foundation

/// The streets of a town: junctions, and what runs from one to the next.
struct StreetPlan: Sendable {
    /// How much traffic a street is for.
    enum Rank: Int, Sendable, Comparable {
        case residential, collector, main

        static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }

        /// Meters from edge to edge where no width is tagged, of both directions or of one: what readers of maps assume as well.
        func usualWidth(isOneWay: Bool) -> Double {
            switch self {
            case .main: isOneWay ? 6.5 : 8
            case .collector: isOneWay ? 5.5 : 7
            case .residential: isOneWay ? 4.5 : 6
            }
        }
    }

    /// Which way cars may drive, as the street was drawn.
    enum Direction: Sendable { case both, forward, backward }

    /// What goes by one name.
    struct Street: Sendable {
        var rank: Rank
        var name = ""
        /// Nil where it is not tagged.
        var taggedWidth: Double?
        var direction = Direction.both
        var isRoundabout = false

        /// From edge to edge, in meters.
        var widthMeters: Double {
            taggedWidth ?? rank.usualWidth(isOneWay: direction != .both || isRoundabout)
        }
        /// A sidewalk's width, in meters.
        var sidewalkMeters: Double { rank == .main ? 2.4 : 1.6 }
    }

    /// A piece of a street between two junctions.
    struct Edge: Sendable {
        var street: Int
        var start: Int
        var end: Int
        /// From junction to junction.
        var line: [Point]
        /// Where a bridge begins and ends, as indices of the line's points.
        var bridge: ClosedRange<Int>?
    }

    var junctions: [Point] = []
    var streets: [Street] = []
    /// Street by street, each in its order.
    var edges: [Edge] = []

    /// The edges that meet at every junction.
    var meetings: [[Int]] {
        var meetings = [[Int]](repeating: [], count: junctions.count)
        for (index, edge) in edges.enumerated() {
            meetings[edge.start].append(index)
            meetings[edge.end].append(index)
        }
        return meetings
    }

    /// Where one may go from every junction by car: the edge, and whether along its line.
    var departures: [[(edge: Int, isForward: Bool)]] {
        var departures = [[(edge: Int, isForward: Bool)]](repeating: [], count: junctions.count)
        for (index, edge) in edges.enumerated() {
            let street = streets[edge.street]
            let direction = street.isRoundabout ? .forward : street.direction
            if direction != .backward { departures[edge.start].append((index, true)) }
            if direction != .forward { departures[edge.end].append((index, false)) }
        }
        return departures
    }

    /// Whether every junction can be reached from every other one by car.
    var isConnected: Bool {
        let departures = self.departures
        var ways = [[Int]](repeating: [], count: junctions.count)
        var waysBack = ways
        for (start, list) in departures.enumerated() {
            for (edge, isForward) in list {
                let end = isForward ? edges[edge].end : edges[edge].start
                ways[start].append(end)
                waysBack[end].append(start)
            }
        }
        return [ways, waysBack].allSatisfy { reached(from: 0, by: $0).allSatisfy { $0 } }
    }

    private func reached(from start: Int, by ways: [[Int]]) -> [Bool] {
        var isReached = [Bool](repeating: false, count: ways.count)
        guard start < ways.count else { return isReached }
        isReached[start] = true
        var waiting = [start]
        while let junction = waiting.popLast() {
            for next in ways[junction] where !isReached[next] {
                isReached[next] = true
                waiting.append(next)
            }
        }
        return isReached
    }

    /// Leaves out all that hangs together with the largest part nowhere, and junctions without streets.
    mutating func keepLargestPart() {
        var ways = [[Int]](repeating: [], count: junctions.count)
        for edge in edges {
            ways[edge.start].append(edge.end)
            ways[edge.end].append(edge.start)
        }
        var largest: [Bool] = []
        var most = 0
        var isKnown = [Bool](repeating: false, count: junctions.count)
        for junction in junctions.indices where !isKnown[junction] {
            let part = reached(from: junction, by: ways)
            for index in part.indices where part[index] { isKnown[index] = true }
            let size = part.count { $0 }
            if size > most { (most, largest) = (size, part) }
        }
        keep(largest)
    }

    private mutating func keep(_ isKept: [Bool]) {
        var numbers = [Int](repeating: 0, count: junctions.count)
        var kept: [Point] = []
        for index in junctions.indices where isKept[index] {
            numbers[index] = kept.count
            kept.append(junctions[index])
        }
        edges = edges.filter { isKept[$0.start] }.map { edge in
            var edge = edge
            (edge.start, edge.end) = (numbers[edge.start], numbers[edge.end])
            return edge
        }
        junctions = kept
    }
}
