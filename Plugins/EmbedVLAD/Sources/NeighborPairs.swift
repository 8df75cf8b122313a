internal import Geodesy
package import PilotageAPI

/// For every place, the nearest others that look the same way: pictures that probably show the same things.
package struct NeighborPairs {
    /// Neighbors by place, nearest first; at most `limit`, fewer where no others look the same way.
    package let neighbors: [[Int]]

    /// How far the headings of neighbors may differ, in degrees, where both are known.
    static let headingTolerance = 60.0

    /// Compares every place with every other: for the few thousand that a model is fitted to.
    package init(_ places: [Place], limit: Int) {
        guard let first = places.first else {
            neighbors = []
            return
        }
        let plane = LocalPlane(origin: first.coordinate)
        let positions = places.map { plane.meters($0.coordinate) }
        neighbors = places.indices.map { place in
            var found: [(squared: Double, other: Int)] = []
            for other in places.indices where other != place && Self.agree(places[place], places[other]) {
                let east = positions[other].east - positions[place].east
                let north = positions[other].north - positions[place].north
                found.append((east * east + north * north, other))
            }
            return found.sorted { ($0.squared, $0.other) < ($1.squared, $1.other) }.prefix(limit).map(\.other)
        }
    }

    private static func agree(_ one: Place, _ other: Place) -> Bool {
        guard let heading = one.headingDegrees, let otherHeading = other.headingDegrees else { return true }
        return headingDifference(heading, otherHeading) <= headingTolerance
    }

    /// Pairs among some of the places, as positions in `members`: each with its nearest `limit` that are members.
    package func pairs(among members: [Int], limit: Int) -> [(Int, Int)] {
        var position = [Int?](repeating: nil, count: neighbors.count)
        for (index, member) in members.enumerated() { position[member] = index }
        return members.enumerated().flatMap { index, member in
            neighbors[member].lazy.compactMap { position[$0] }.prefix(limit).map { (index, $0) }
        }
    }
}
