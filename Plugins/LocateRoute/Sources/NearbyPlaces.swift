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

    /// A cell keeps no more places than this, lest galleries of a single spot take the square of their number.
    private static let mostInCell = 256
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
        // By the distance of neighbors, and not by the extent of all, which towns far apart would make too large.
        let size = max(Self.spotMeters, 2 * gapMeters)
        var cells: [Cell: [Int32]] = [:]
        for place in east.indices {
            let cell = cell(place, size)
            if cells[cell]?.count ?? 0 < Self.mostInCell { cells[cell, default: []].append(Int32(place)) }
        }
        let kept = cells.values.reduce(0) { $0 + $1.count }
        return east.indices.map { place in
            let near = around(place, cells, size, of: kept)
            let spot = near.prefix { $0.distance <= Self.spotMeters }
            let elsewhere = near[spot.count...]
            let fourth = elsewhere.dropFirst(3).first ?? elsewhere.last
            let reach = Self.reach * (fourth?.distance ?? 0)
            return (spot.prefix(Self.most) + elsewhere.prefix { $0.distance <= reach }.prefix(Self.most)).map(
                \.place)
        }
    }

    /// The places around one, nearest first: at least a dozen elsewhere, or all there are.
    private func around(
        _ place: Int, _ cells: [Cell: [Int32]], _ size: Double, of kept: Int
    ) -> [(distance: Double, place: Int32)] {
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
            if isEnough || near.count >= kept - 1 || rings > 64 {
                return (isEnough ? sure : near).sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }
            }
            rings *= 2
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
