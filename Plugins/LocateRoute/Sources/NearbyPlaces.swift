internal import Foundation
internal import Geodesy

/// Neighbors by position, for galleries of photos that name none.
struct NearbyPlaces {
    /// The most neighbors elsewhere that a place is given, and the most at the same spot.
    private static let most = 8
    /// Places so near to each other are one spot, seen in several directions.
    private static let spotMeters = 1.0
    /// Farther than so many times the fourth nearest place, places are no neighbors: in a grid those across corners are, and
    /// those behind others are not.
    private static let reach = 1.6

    /// Of a cell no more places than this are asked, lest galleries of a single spot take the square of their number.
    private static let mostInCell = 256
    /// So many rings of cells are searched around that of a place.
    private static let rings = 2
    /// The nearest places are asked of so many.
    private static let asked = 200

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
        let grids = grids()
        return east.indices.map { place in
            let near = around(place, grids)
            let spot = near.prefix { $0.distance <= Self.spotMeters }
            let elsewhere = near[spot.count...]
            let fourth = elsewhere.dropFirst(3).first ?? elsewhere.last
            let reach = Self.reach * (fourth?.distance ?? 0)
            return (spot.prefix(Self.most) + elsewhere.prefix { $0.distance <= reach }.prefix(Self.most)).map(
                \.place)
        }
    }

    /// Places by cells of some size.
    private struct Grid {
        let size: Double
        var cells: [Cell: [Int32]] = [:]
    }

    /// Grids of ever larger cells, up to one that holds all within its reach: dense towns are searched in small cells, and the
    /// nearest neighbors of lonely places in large ones.
    private func grids() -> [Grid] {
        // By the distance of neighbors, and not by the extent of all, which towns far apart would make too large.
        var size = max(Self.spotMeters, 2 * gapMeters)
        let extent = max(extent(of: east), extent(of: north))
        var grids: [Grid] = []
        repeat {
            var grid = Grid(size: size)
            for place in east.indices {
                grid.cells[cell(place, size), default: []].append(Int32(place))
            }
            grids.append(grid)
            size *= 8
        } while Double(Self.rings) * size / 8 < extent
        return grids
    }

    /// Of a crowded cell those next to a place in the list.
    private static func some(_ cell: [Int32], _ place: Int) -> ArraySlice<Int32> {
        guard cell.count > mostInCell else { return cell[...] }
        let own = cell[...].firstIndex(notBefore: Int32(place))
        let first = min(max(0, own - mostInCell / 2), cell.count - mostInCell)
        return cell[first..<first + mostInCell]
    }

    private func extent(of values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }

    /// The places around one, nearest first: at least a dozen elsewhere, or all there are.
    private func around(_ place: Int, _ grids: [Grid]) -> [(distance: Double, place: Int32)] {
        var sure: [(distance: Double, place: Int32)] = []
        for (level, grid) in grids.enumerated() {
            let center = cell(place, grid.size)
            var near: [(distance: Double, place: Int32)] = []
            for x in center.x - Self.rings...center.x + Self.rings {
                for y in center.y - Self.rings...center.y + Self.rings {
                    for other in Self.some(grid.cells[Cell(x: x, y: y)] ?? [], place)
                    where Int(other) != place {
                        near.append((distance(place, Int(other)), other))
                    }
                }
            }
            // What lies within the rings is known for certain only as far as they reach.
            let isLast = level == grids.count - 1
            sure = isLast ? near : near.filter { $0.distance <= Double(Self.rings) * grid.size }
            if sure.count(where: { $0.distance > Self.spotMeters }) >= 12 { break }
        }
        // Of many at the same distance those next in the list, lest all places have the same few neighbors.
        return sure.sorted {
            ($0.distance, abs(Int($0.place) - place), $0.place)
                < ($1.distance, abs(Int($1.place) - place), $1.place)
        }
    }

    /// The median distance of places to the nearest one that is not at the same spot, in meters.
    var gapMeters: Double {
        let step = max(1, east.count / Self.asked)
        let gaps = stride(from: 0, to: east.count, by: step).compactMap { place in
            east.indices.lazy.map { distance(place, $0) }.filter { $0 > Self.spotMeters }.min()
        }
        return gaps.isEmpty ? Self.spotMeters : gaps.sorted()[gaps.count / 2]
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
