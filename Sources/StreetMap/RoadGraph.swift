public import Geodesy

/// The ways through an area for one mode of travel: legs from crossing to crossing, each in one direction.
public struct RoadGraph: Sendable {
    /// A road between two crossings or ends, the way it is traveled.
    public struct Leg: Sendable {
        /// The road, as an index of the roads the graph was made of.
        public var road: Int
        /// The crossing where it begins.
        public var start: Int
        /// The crossing where it ends.
        public var end: Int
        /// At least two points, from the start to the end.
        public var line: [Coordinate]
        /// The same way back; nil where it may not be traveled.
        public var reverse: Int?
    }

    /// All legs.
    public private(set) var legs: [Leg] = []
    /// The legs that begin at each crossing.
    public private(set) var departures: [[Int]] = []
    private var crossings: [Int64: Int] = [:]

    /// A graph of the roads that are open to a mode.
    public init(_ roads: [Road], mode: TravelMode) {
        let open = roads.indices.filter { roads[$0].modes.contains(mode) }
        var uses: [Int64: Int] = [:]
        for index in open { for node in roads[index].nodes { uses[node, default: 0] += 1 } }
        for index in open {
            let road = roads[index]
            var first = 0
            for point in road.nodes.indices.dropFirst() {
                let isEnd = point == road.nodes.count - 1
                guard isEnd || uses[road.nodes[point], default: 0] > 1 else { continue }
                add(index, road, first...point, mode)
                first = point
            }
        }
    }

    private mutating func add(_ index: Int, _ road: Road, _ points: ClosedRange<Int>, _ mode: TravelMode) {
        let line = Array(road.line[points])
        let (start, end) = (crossing(road.nodes[points.lowerBound]), crossing(road.nodes[points.upperBound]))
        // On foot one may go against the traffic.
        let direction = mode == .foot ? .both : road.direction
        if direction != .backward { append(Leg(road: index, start: start, end: end, line: line)) }
        if direction != .forward { append(Leg(road: index, start: end, end: start, line: line.reversed())) }
        if direction == .both {
            legs[legs.count - 2].reverse = legs.count - 1
            legs[legs.count - 1].reverse = legs.count - 2
        }
    }

    private mutating func append(_ leg: Leg) {
        departures[leg.start].append(legs.count)
        legs.append(leg)
    }

    private mutating func crossing(_ node: Int64) -> Int {
        if let known = crossings[node] { return known }
        crossings[node] = departures.count
        departures.append([])
        return departures.count - 1
    }

    /// The legs that lead on from the end of one; the way back only where there is no other.
    public func onward(from leg: Int) -> [Int] { Array(leading(from: leg)) }

    /// The same, one by one: a crossing may have any number of legs.
    func leading(from leg: Int) -> some Sequence<Int> {
        let all = departures[legs[leg].end]
        let back = legs[leg].reverse
        let isDeadEnd = all.count == 1
        return all.lazy.filter { isDeadEnd || $0 != back }
    }
}
