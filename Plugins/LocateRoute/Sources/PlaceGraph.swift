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

/// Neighbors by position, for galleries of photos that name none.
struct NearbyPlaces {
    /// The most neighbors elsewhere that a place is given, and the most at the same spot.
    private static let most = 8
    /// Places so near to each other are one spot, seen in several directions.
    private static let spotMeters = 1.0
    /// Farther than so many times the fourth nearest place, places are no neighbors: in a grid those across corners are, and
    /// those behind others are not.
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

    /// For every place the nearest ones, at most eight, and as many at its own spot.
    func neighbors() -> [[Int32]] {
        let size = cellSize
        var cells: [Cell: [Int32]] = [:]
        for place in east.indices { cells[cell(place, size), default: []].append(Int32(place)) }
        return east.indices.map { place in
            let near = around(place, cells, size)
            let spot = near.prefix { $0.distance <= Self.spotMeters }
            let elsewhere = near[spot.count...]
            let fourth = elsewhere.dropFirst(3).first ?? elsewhere.last
            let reach = Self.reach * (fourth?.distance ?? 0)
            return (spot.prefix(Self.most) + elsewhere.prefix { $0.distance <= reach }.prefix(Self.most)).map(
                \.place)
        }
    }

    /// The places around one, nearest first: at least a dozen elsewhere, or all there are.
    private func around(_ place: Int, _ cells: [Cell: [Int32]], _ size: Double) -> [(
        distance: Double, place: Int32
    )] {
        let center = cell(place, size)
        var rings = 1
        while true {
            var near: [(distance: Double, place: Int32)] = []
            for x in center.x - rings...center.x + rings {
                for y in center.y - rings...center.y + rings {
                    for other in cells[Cell(x: x, y: y)] ?? [] where Int(other) != place {
                        near.append((distance(place, Int(other)), other))
                    }
                }
            }
            // What lies within the rings is known for certain only as far as they reach.
            let sure = near.filter { $0.distance <= Double(rings) * size }
            let isEnough = sure.count { $0.distance > Self.spotMeters } >= 12
            if isEnough || near.count == east.count - 1 || rings > 64 {
                return (isEnough ? sure : near).sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }
            }
            rings *= 2
        }
    }

    /// So large that a cell holds about four places, were they spread evenly.
    private var cellSize: Double {
        guard let west = east.min(), let far = east.max(), let south = north.min(), let top = north.max()
        else { return 1 }
        return max(
            Self.spotMeters, ((far - west + 1) * (top - south + 1) * 4 / Double(east.count)).squareRoot())
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
