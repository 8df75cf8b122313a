internal import Geodesy
package import PilotageAPI

/// Which places can follow which: lists of rows in one array each, in the order of the rows.
package struct PlaceGraph {
    /// Where the list of each place begins in `targets`; one more than there are places.
    private(set) var starts: [Int32] = [0]
    /// The places that can follow.
    private(set) var targets: [Int32] = []

    /// A graph of the places that follow each place; a place does not follow itself.
    package init(_ lists: [[Int32]]) {
        for (place, list) in lists.enumerated() {
            targets += Set(list).subtracting([Int32(place)]).sorted()
            starts.append(Int32(targets.count))
        }
    }

    /// The neighbors that a gallery names, or, where it names none, those that lie near each other, both ways.
    package init(of places: [Place]) {
        if Self.areNamed(places) {
            self.init(Self.named(places))
        } else {
            self = PlaceGraph(NearbyPlaces(places.map(\.coordinate)).neighbors()).bothWays()
        }
    }

    /// Whether a gallery names neighbors.
    static func areNamed(_ places: [Place]) -> Bool { places.contains { !$0.next.isEmpty } }

    private static func named(_ places: [Place]) -> [[Int32]] {
        let rows = Dictionary(places.enumerated().map { ($1.id, Int32($0)) }) { first, _ in first }
        return places.map { $0.next.compactMap { rows[$0] } }
    }

    /// Number of places.
    package var count: Int { starts.count - 1 }

    /// The places that can follow a place.
    package subscript(place: Int) -> ArraySlice<Int32> {
        targets[Int(starts[place])..<Int(starts[place + 1])]
    }

    /// The edges between some places alone, which are given ascending; they are counted from 0 there. A way on that leads out of
    /// them is forgotten, and the others of its crossing are as much likelier.
    func part(_ places: [Int]) -> PlaceGraph {
        guard places.count < count else { return self }
        var numbers = [Int32](repeating: -1, count: count)
        for (number, place) in places.enumerated() { numbers[place] = Int32(number) }
        return PlaceGraph(
            places.map { place in self[place].lazy.map { numbers[Int($0)] }.filter { $0 >= 0 } })
    }

    /// The median length of the edges, in meters; 10,000 of them are asked.
    func typicalLength(_ coordinates: [Coordinate]) -> Double {
        let step = max(1, count / 10_000)
        let lengths = stride(from: 0, to: count, by: step).flatMap { place in
            self[place].map { coordinates[place].distance(to: coordinates[Int($0)]) }
        }
        return lengths.isEmpty ? 0 : lengths.sorted()[lengths.count / 2]
    }

    /// Every edge the other way round.
    func reversed() -> PlaceGraph {
        var lists = [[Int32]](repeating: [], count: count)
        for place in 0..<count {
            for target in self[place] { lists[Int(target)].append(Int32(place)) }
        }
        return PlaceGraph(lists)
    }

    /// The places on both ends of every edge, whichever way it leads.
    func bothWays() -> PlaceGraph {
        var lists = [[Int32]](repeating: [], count: count)
        for place in 0..<count {
            for other in self[place] {
                lists[place].append(other)
                lists[Int(other)].append(Int32(place))
            }
        }
        return PlaceGraph(lists)
    }
}
