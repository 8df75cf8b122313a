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

    /// The neighbors that a gallery names, or, where it names none, those that lie near each other.
    package init(of places: [Place]) {
        let isNamed = places.contains { !$0.next.isEmpty }
        self.init(isNamed ? Self.named(places) : NearbyPlaces(places.map(\.coordinate)).neighbors())
    }

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

    /// The places on both ends of every way, whichever way it leads.
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

/// Neighbors by position, for galleries of photos that name none.
struct NearbyPlaces {
    /// The most neighbors elsewhere that a place is given, and the most at the same spot.
    private static let most = 8
    /// Places so near to each other are one spot, seen in several directions.
    private static let spotMeters = 1.0
    /// Farther than the diagonal of a survey's grid, nearer than its next but one line.
    private static let reach = 1.6

    private let east: [Double]
    private let north: [Double]

    init(_ coordinates: [Coordinate]) {
        let origin = coordinates.first ?? Coordinate(latitude: 0, longitude: 0)
        let plane = LocalPlane(origin: origin)
        let meters = coordinates.map(plane.meters)
        east = meters.map(\.east)
        north = meters.map(\.north)
    }

    /// For every place those within 1.6 times the typical spacing, the nearest first eight.
    func neighbors() -> [[Int32]] {
        let reach = max(Self.spotMeters, Self.reach * typicalSpacing())
        var cells: [Cell: [Int32]] = [:]
        for place in east.indices { cells[cell(place, reach), default: []].append(Int32(place)) }
        return east.indices.map { place in
            let center = cell(place, reach)
            var near: [(distance: Double, place: Int32)] = []
            for x in center.x - 1...center.x + 1 {
                for y in center.y - 1...center.y + 1 {
                    for other in cells[Cell(x: x, y: y)] ?? [] where Int(other) != place {
                        let distance = distance(place, Int(other))
                        if distance <= reach { near.append((distance, other)) }
                    }
                }
            }
            near.sort { ($0.distance, $0.place) < ($1.distance, $1.place) }
            let spot = near.prefix { $0.distance <= Self.spotMeters }
            return (spot.prefix(Self.most) + near[spot.count...].prefix(Self.most)).map(\.place)
        }
    }

    /// The median distance from a place to the nearest one at another spot; 300 places are asked.
    func typicalSpacing() -> Double {
        let step = max(1, east.count / 300)
        let nearest = stride(from: 0, to: east.count, by: step).map { place in
            east.indices.reduce(Double.infinity) { least, other in
                let distance = distance(place, other)
                return distance > Self.spotMeters ? min(least, distance) : least
            }
        }
        let finite = nearest.filter(\.isFinite).sorted()
        return finite.isEmpty ? 0 : finite[finite.count / 2]
    }

    private struct Cell: Hashable {
        var x: Int
        var y: Int
    }

    private func cell(_ place: Int, _ size: Double) -> Cell {
        Cell(x: Int((east[place] / size).rounded(.down)), y: Int((north[place] / size).rounded(.down)))
    }

    private func distance(_ one: Int, _ other: Int) -> Double {
        let (x, y) = (east[one] - east[other], north[one] - north[other])
        return (x * x + y * y).squareRoot()
    }
}
