internal import Foundation
internal import Tensors

extension TownBuilder {
    /// Trees, lamps, stops and benches along the streets.
    mutating func addFurniture() {
        for (number, edge) in plan.streets.edges.enumerated() {
            for isForward in [true, false] {
                let side = StreetSide(edge: number, isForward: isForward)
                var generator = SeededGenerator(
                    seed: seed, .furniture, edge.street << 1 | (isForward ? 1 : 0))
                addTrees(side, &generator)
                addLamps(side, &generator)
            }
        }
        addPromenade()
    }

    /// A point beside a street: so far along it, so far from its edge.
    private func beside(_ path: Path, _ station: Double, _ edge: StreetPlan.Edge, meters: Double) -> Point {
        let width = plan.streets.streets[edge.street].widthMeters
        return path.point(at: station) + path.direction(at: station).left * (width / 2 + meters)
    }

    private mutating func addTrees(_ side: StreetSide, _ generator: inout SeededGenerator) {
        let edge = plan.streets.edges[side.edge]
        let isMain = plan.streets.streets[edge.street].rank != .residential
        let spacing = generator.number(7, 16)
        let (hasTrees, isRow) = (generator.chance(isMain ? 0.5 : 0.3), generator.chance(0.3))
        guard hasTrees, edge.bridge == nil else { return }
        let path = Path(plan.streets.line(side))
        var row: [Point] = []
        for station in stride(from: 11, to: path.length - 11, by: spacing) {
            let point = beside(path, station, edge, meters: 1.4)
            let isFree = site.isFree(point, meters: 0.45)
            if isRow && isFree {
                row.append(point)
            } else if isFree {
                addTree(at: point, &generator)
            }
            if !isFree || station + spacing >= path.length - 11 {
                if row.count > 1 { features.add(along: row, ["natural": "tree_row"]) }
                row = []
            }
        }
    }

    private mutating func addLamps(_ side: StreetSide, _ generator: inout SeededGenerator) {
        let edge = plan.streets.edges[side.edge]
        let street = plan.streets.streets[edge.street]
        let path = Path(plan.streets.line(side))
        let isLit = side.isForward || street.rank == .main
        if isLit, generator.chance(0.75) {
            for station in stride(from: 9, to: path.length - 6, by: street.rank == .residential ? 38 : 27) {
                let point = beside(path, station, edge, meters: 0.95)
                if site.isFree(point, meters: 0.1) { features.add(at: point, ["highway": "street_lamp"]) }
            }
        }
        let things: [Tags] = [
            ["amenity": "post_box"], ["amenity": "waste_basket"], ["man_made": "street_cabinet"],
            ["amenity": "bench"],
            street.rank == .residential ? ["barrier": "bollard"] : ["highway": "bus_stop"],
        ]
        guard generator.chance(0.4), path.length > 30 else { return }
        let point = beside(path, generator.number(10, path.length - 10), edge, meters: 1.2)
        if site.isFree(point, meters: 0.3) { features.add(at: point, generator.pick(things)) }
    }

    /// Trees along the river.
    private mutating func addPromenade() {
        guard let river = plan.river else { return }
        var generator = SeededGenerator(seed: seed, .furniture, 1 << 30)
        for side in [1.0, -1] {
            let spacing = generator.number(9, 22)
            let bank = Path(Path(river).moved(left: side * (plan.riverWidth / 2 + 6)))
            for station in stride(from: 0, to: bank.length, by: spacing) {
                let point = bank.point(at: station)
                if site.isFree(point, meters: 1) { addTree(at: point, &generator) }
            }
        }
    }

    /// Woods and meadows around the town.
    mutating func addOutskirts() {
        var generator = SeededGenerator(seed: seed, .outskirts)
        for number in 0..<14 {
            let angle = generator.number(0, 2 * .pi)
            let size = generator.number(25, 60)
            let middle = Point.at(radians: angle) * (plan.radiusMeters * generator.number(0.9, 1.15) + size)
            let shape = (0..<10).map { step in
                Point.at(radians: Double(step) / 10 * 2 * .pi) * (size * generator.number(0.75, 1.1))
            }
            guard site.isFree(middle, meters: size * 1.1 + 3) else { continue }
            let tags =
                number % 3 == 0
                ? ["landuse": "meadow"] : number % 3 == 1 ? ["natural": "wood"] : ["natural": "scrub"]
            features.add(within: shape.map { $0 + middle }, tags)
            let reach = size * 0.8
            site.take(
                Rectangle(corners: Footprint.Piece(-reach, -reach, reach, reach).corners.map { $0 + middle }))
        }
    }
}
