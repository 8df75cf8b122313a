internal import Foundation
package import Geodesy

/// How likely one place follows another by their distance alone, for places without edges, such as photos that lie anywhere.
///
/// Speed and the distance between frames are not known. A ladder of radii, each twice the one before, stands for that: on
/// every rung all places within the radius are as likely; how likely the rungs are, the footage itself tells. On a grid of cells
/// half a radius wide the work is linear in the places.
package struct DistanceLadder: Sendable {
    /// From the least radius up.
    let rungs: [Rung]

    /// One radius.
    struct Rung: Sendable {
        let radiusMeters: Double
        /// The cell of every place.
        let cell: [Int32]
        /// The cells within the radius of each cell, and where the list of each begins.
        let starts: [Int32]
        let around: [Int32]
        /// 1 over the number of places within the radius of each cell.
        let share: [Float]
    }

    private static let mostRungs = 16

    /// A ladder from the typical distance of neighbors up to all places.
    ///
    /// - Parameter gapMeters: the typical distance of neighbors.
    package init(_ coordinates: [Coordinate], gapMeters: Double) {
        let plane = LocalPlane(origin: coordinates.first ?? Coordinate(latitude: 0, longitude: 0))
        let points = coordinates.map(plane.meters)
        var rungs: [Rung] = []
        var radius = 1.5 * gapMeters
        while rungs.count < Self.mostRungs {
            rungs.append(Rung(points, radius))
            if rungs.last?.reachesAll == true { break }
            radius *= 2
        }
        self.rungs = rungs
    }

    /// How many rungs are no longer than a distance; at least one.
    func rungs(upTo meters: Double) -> Int { max(1, rungs.count { $0.radiusMeters <= meters }) }
}

extension DistanceLadder.Rung {
    fileprivate init(_ points: [(east: Double, north: Double)], _ radius: Double) {
        radiusMeters = radius
        var known: [Cell: Int32] = [:]
        var (cells, counts) = ([Cell](), [Float]())
        cell = points.map { point in
            let here = Cell(
                x: Int((2 * point.east / radius).rounded(.down)),
                y: Int((2 * point.north / radius).rounded(.down)))
            let index = known[here] ?? Int32(cells.count)
            if index == cells.count {
                known[here] = index
                cells.append(here)
                counts.append(0)
            }
            counts[Int(index)] += 1
            return index
        }
        var (starts, around) = ([Int32(0)], [Int32]())
        for here in cells {
            around += Self.disc.compactMap { known[Cell(x: here.x + $0.x, y: here.y + $0.y)] }
            starts.append(Int32(around.count))
        }
        share = cells.indices.map { cell in
            1 / around[Int(starts[cell])..<Int(starts[cell + 1])].reduce(0) { $0 + counts[Int($1)] }
        }
        (self.starts, self.around) = (starts, around)
    }

    private struct Cell: Hashable {
        var x: Int
        var y: Int
    }

    /// The cells whose middle lies within the radius of that of a cell.
    private static let disc = (-2...2).flatMap { x in
        (-2...2).compactMap { y in x * x + y * y <= 4 ? Cell(x: x, y: y) : nil }
    }

    /// For every cell the sum of some values of the cells around it.
    fileprivate func sumAround(_ values: [Float]) -> [Float] {
        values.indices.map { cell in
            around[Int(starts[cell])..<Int(starts[cell + 1])].reduce(0) { $0 + values[Int($1)] }
        }
    }

    /// Whether every place is within the radius of all.
    fileprivate var reachesAll: Bool { share.allSatisfy { $0 * Float(cell.count) < 1.01 } }

    /// For every cell the mass that each of its places has after a step.
    fileprivate func onward(_ mass: some Collection<Float>) -> [Float] {
        sumAround(zip(sums(mass), share).map { $0 * $1 })
    }

    /// For every cell the sum of the values of its places.
    fileprivate func sums(_ values: some Collection<Float>) -> [Float] {
        var sums = [Float](repeating: 0, count: share.count)
        for (cell, value) in zip(cell, values) { sums[Int(cell)] += value }
        return sums
    }
}

extension DistanceLadder {
    /// One step: the mass of every place from all places, by rungs of some weights.
    package func onward(
        _ mass: some Collection<Float>, _ weights: [Float], _ buffers: RouteBuffers
    ) -> [Float] {
        mean(weights, buffers) { rung in rung.onward(mass) }
    }

    /// How much of a step each rung has, where places are as likely as some scores: together 1.
    func shares(of mass: some Collection<Float>, _ weights: [Float], _ scores: [Float]) -> [Float] {
        let parts = zip(rungs, weights).map { rung, weight in
            let moved = rung.onward(mass)
            return zip(rung.cell, scores).reduce(0) { $0 + weight * moved[Int($1.0)] * $1.1 }
        }
        let total = parts.reduce(0, +)
        return total > 0 && total.isFinite ? parts.map { $0 / total } : parts.map { _ in 0 }
    }

    /// One step back: for every place the values of those that can follow it, as likely as they do.
    func back(
        _ values: some Collection<Float>, _ weights: [Float], _ buffers: RouteBuffers
    ) -> [Float] {
        mean(weights, buffers) { rung in zip(rung.sumAround(rung.sums(values)), rung.share).map { $0 * $1 } }
    }

    /// The mean over rungs of what holds for the cells of every place.
    private func mean(
        _ weights: [Float], _ buffers: RouteBuffers, _ byCell: (Rung) -> [Float]
    ) -> [Float] {
        buffers.floats(rungs.first?.cell.count ?? 0) { result in
            result.update(repeating: 0)
            for (rung, weight) in zip(rungs, weights) {
                let values = byCell(rung)
                for (place, cell) in rung.cell.enumerated() { result[place] += weight * values[Int(cell)] }
            }
        }
    }

    /// One step of the best path: the least cost of every place, and the place where it was.
    func bestOnward(
        _ costs: some Collection<Float>, _ weights: [Float]
    ) -> (costs: [Float], origins: [Int32]) {
        let places = rungs.first?.cell.count ?? 0
        var best = [Float](repeating: .infinity, count: places)
        var origins = [Int32](repeating: 0, count: places)
        for (rung, share) in zip(rungs, weights) {
            let least = rung.least(costs)
            let step = rung.share.map { -log($0 * share) }
            let reached = rung.share.indices.map { cell in
                rung.around[Int(rung.starts[cell])..<Int(rung.starts[cell + 1])].lazy
                    .map { (cost: least[Int($0)].cost + step[Int($0)], place: least[Int($0)].place) }
                    .min { $0.cost < $1.cost } ?? (.infinity, 0)
            }
            for (place, cell) in rung.cell.enumerated() where reached[Int(cell)].cost < best[place] {
                (best[place], origins[place]) = reached[Int(cell)]
            }
        }
        return (best, origins)
    }
}

extension DistanceLadder.Rung {
    /// The place of least cost in every cell.
    fileprivate func least(_ costs: some Collection<Float>) -> [(cost: Float, place: Int32)] {
        var least = [(cost: Float, place: Int32)](repeating: (.infinity, 0), count: share.count)
        for (place, pair) in zip(cell, costs).enumerated() where pair.1 < least[Int(pair.0)].cost {
            least[Int(pair.0)] = (pair.1, Int32(place))
        }
        return least
    }
}
