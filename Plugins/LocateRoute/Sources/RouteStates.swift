internal import Foundation
internal import Geodesy

/// What a camera's whereabouts can be: at a place by itself, or at the end of an edge.
///
/// State i < places is place i by itself; the others are the edges of the graph, those that end at the same place side by
/// side. Knowing where the camera came from is what keeps it from turning on its heels at every frame.
package struct RouteStates: Sendable {
    /// Turning back, where another edge is open.
    static let turningBack: Float = 0.002

    /// Number of places.
    package let places: Int
    /// Where each state is.
    package private(set) var place: [Int32]
    /// Where each state came from; the place itself where that is not known.
    package private(set) var previous: [Int32]
    /// The first edge that ends at each place, as a state; one number more than there are places.
    private(set) var arriving: [Int32]
    /// The edges that begin at each place, those of a place side by side, and the first of each place in that list.
    private var departing: [Int32]
    private var departures: [Int32]
    /// The edge that leads back along each edge; the state itself where there is none.
    private(set) var reverse: [Int32]
    /// How likely each of the edges that lead on from a state is, but for the one back.
    private(set) var onward: [Float]
    /// What to add to `onward` for the edge back; 0 where there is none.
    private(set) var reversal: [Float]
    /// The states that no edge leaves.
    private(set) var deadEnds: [Int32]
    /// By edge, counted from the first edge: 1 where the camera turns along it, -1 where it does not, 0 where that is not known.
    private(set) var bends: [Float]
    /// The costs, minus logarithms, of going on and of turning back.
    private(set) var onwardCost: [Float]
    private(set) var reversalCost: [Float]

    /// Number of states.
    package var count: Int { place.count }
    /// Number of edges.
    package var edges: Int { place.count - places }

    /// States of a graph; `headings`, in degrees, of its places, where they are known.
    package init(_ graph: PlaceGraph, headings: [Double?] = []) {
        places = graph.count
        place = (0..<Int32(graph.count)).map { $0 }
        previous = place
        arriving = [Int32(graph.count)]
        let incoming = graph.reversed()
        for to in 0..<graph.count {
            previous += incoming[to]
            place += [Int32](repeating: Int32(to), count: incoming[to].count)
            arriving.append(Int32(place.count))
        }
        bends = zip(place, previous).dropFirst(graph.count).map {
            headings.isEmpty ? 0 : Self.bend(headings[Int($0)], headings[Int($1)])
        }
        (departing, departures) = ([], [0])
        for from in 0..<graph.count {
            for to in graph[from] {
                guard let edge = Self.edge(from: from, to: Int(to), incoming, arriving) else { continue }
                departing.append(edge)
            }
            departures.append(Int32(departing.count))
        }
        reverse = (0..<Int32(place.count)).map { $0 }
        onward = [Float](repeating: 0, count: place.count)
        reversal = onward
        deadEnds = []
        for state in place.indices {
            let (here, before) = (Int(place[state]), Int(previous[state]))
            let back = here == before ? nil : Self.edge(from: here, to: before, incoming, arriving)
            if let back { reverse[state] = back }
            let others = graph[here].count - (back == nil ? 0 : 1)
            let backward = back == nil ? 0 : others > 0 ? Self.turningBack : 1
            onward[state] = others > 0 ? (1 - backward) / Float(others) : 0
            reversal[state] = back == nil ? 0 : backward - onward[state]
            if graph[here].isEmpty { deadEnds.append(Int32(state)) }
        }
        onwardCost = onward.map { -log($0) }
        reversalCost = zip(onward, reversal).map { -log(max(0, $0 + $1)) }
    }

    /// Headings that differ by more than 30° are a reversal.
    private static func bend(_ heading: Double?, _ before: Double?) -> Float {
        guard let heading, let before else { return 0 }
        return headingDifference(heading, before) > 30 ? 1 : -1
    }

    private static func edge(
        from: Int, to: Int, _ incoming: PlaceGraph, _ arriving: [Int32]
    ) -> Int32? {
        // The lists are sorted, and those of hubs long.
        let sources = incoming[to]
        let index = sources.firstIndex(notBefore: Int32(from))
        guard index < sources.endIndex, sources[index] == Int32(from) else { return nil }
        return arriving[to] + Int32(index - sources.startIndex)
    }
}

extension RouteStates {
    /// One hop: the mass of every edge from what can take it; places by themselves are left empty.
    func onward(_ mass: [Float], _ buffers: RouteBuffers) -> [Float] {
        let (mass, onward, reversal) = (mass.span, onward.span, reversal.span)
        let inflow = buffers.floats(places) { inflow in
            for place in 0..<places {
                var sum = onward[unchecked: place] * mass[unchecked: place]
                for edge in edges(to: place) { sum += onward[unchecked: edge] * mass[unchecked: edge] }
                inflow[place] = sum
            }
        }
        defer { buffers.reuse(inflow) }
        let (previous, reverse, flows) = (previous.span, reverse.span, inflow.span)
        return buffers.floats(count) { next in
            for place in 0..<places { next[place] = 0 }
            for edge in places..<count {
                let back = Int(reverse[unchecked: edge])
                let flow = flows[unchecked: Int(previous[unchecked: edge])]
                next[edge] = max(0, flow + reversal[unchecked: back] * mass[unchecked: back])
            }
        }
    }

    /// One hop back: for every state the values of the edges that lead on from it, as likely as they are taken.
    func back(_ values: [Float], _ buffers: RouteBuffers) -> [Float] {
        let (values, departing, starts) = (values.span, departing.span, departures.span)
        let outflow = buffers.floats(places) { outflow in
            for place in 0..<places {
                var sum: Float = 0
                for index in Int(starts[unchecked: place])..<Int(starts[unchecked: place + 1]) {
                    sum += values[unchecked: Int(departing[unchecked: index])]
                }
                outflow[place] = sum
            }
        }
        defer { buffers.reuse(outflow) }
        let (flows, onward, reversal) = (outflow.span, onward.span, reversal.span)
        let (place, reverse) = (place.span, reverse.span)
        return buffers.floats(count) { result in
            for place in 0..<places { result[place] = onward[unchecked: place] * flows[unchecked: place] }
            for edge in places..<count {
                let flow = flows[unchecked: Int(place[unchecked: edge])]
                let turning = reversal[unchecked: edge] * values[unchecked: Int(reverse[unchecked: edge])]
                result[edge] = max(0, onward[unchecked: edge] * flow + turning)
            }
        }
    }

    /// The edges that end at a place, as states.
    @inline(__always)
    func edges(to place: Int) -> Range<Int> {
        let starts = arriving.span
        return Int(starts[unchecked: place])..<Int(starts[unchecked: place + 1])
    }
}

extension ArraySlice<Int32> {
    /// Where the first element stands that is no less than a value, in an ascending list.
    func firstIndex(notBefore value: Int32) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
