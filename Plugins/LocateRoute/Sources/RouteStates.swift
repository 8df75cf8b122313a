/// What a camera's whereabouts can be: at a place without a known way there, or at a place with the place it came from.
///
/// State i < places is place i without a way; the others are the ways of the graph. Knowing where the camera came from is
/// what keeps it from turning on its heels at every frame.
package struct RouteStates: Sendable {
    /// Turning round, where another way is open.
    static let turningBack: Float = 0.002

    /// Number of places.
    package let places: Int
    /// Where each state is.
    package private(set) var place: [Int32]
    /// Where each state came from; the place itself where that is not known.
    package private(set) var previous: [Int32]
    /// Where the list of each way in `sources` begins; `count - places + 1` numbers.
    private(set) var starts: [Int32] = [0]
    /// The states from which each way can be taken, those of a way together.
    private(set) var sources: [Int32] = []
    /// How likely each is taken from there.
    private(set) var weights: [Float] = []
    /// What is left of each state, where no way leads on: 1, else 0.
    package private(set) var leaving: [Float]

    /// Number of states.
    package var count: Int { place.count }

    package init(_ graph: PlaceGraph) {
        let places = graph.count
        self.places = places
        place = (0..<Int32(places)).map { $0 }
        previous = place
        for from in 0..<places {
            for to in graph[from] {
                place.append(to)
                previous.append(Int32(from))
            }
        }
        leaving = [Float](repeating: 0, count: place.count)
        var incoming = [[Int32]](repeating: [], count: places)
        for state in place.indices { incoming[Int(place[state])].append(Int32(state)) }
        let options = place.indices.map { Options(state: $0, self.place, previous, graph) }
        for state in place.indices where options[state].isNone { leaving[state] = 1 }
        for way in places..<place.count {
            let (from, to) = (Int(previous[way]), place[way])
            for source in incoming[from] {
                let isBack = Int(source) >= places && previous[Int(source)] == to
                let weight = isBack ? options[Int(source)].back : options[Int(source)].onward
                guard weight > 0 else { continue }
                sources.append(source)
                weights.append(weight)
            }
            starts.append(Int32(sources.count))
        }
    }

    /// How likely the ways on from a state are.
    private struct Options {
        /// Each way but the one back.
        var onward: Float = 0
        /// The way back.
        var back: Float = 0

        var isNone: Bool { onward == 0 && back == 0 }

        init(state: Int, _ place: [Int32], _ previous: [Int32], _ graph: PlaceGraph) {
            let ways = graph[Int(place[state])]
            let hasBack = previous[state] != place[state] && ways.contains(previous[state])
            let others = ways.count - (hasBack ? 1 : 0)
            back = hasBack ? (others > 0 ? RouteStates.turningBack : 1) : 0
            onward = others > 0 ? (1 - back) / Float(others) : 0
        }
    }
}
