internal import Foundation
internal import Tensors

extension TownBuilder {
    /// Parks, squares, schools, and the lawns of the other blocks.
    mutating func addGreens() {
        for (index, block) in blocks.enumerated() where !block.isOutside && block.isPlain {
            var generator = SeededGenerator(seed: seed, .greens, index)
            let widest = block.sides.map {
                plan.streets.streets[plan.streets.edges[$0.edge].street].widthMeters
            }
            guard let ring = block.ring.inset(by: (widest.max() ?? 6) / 2 + 2) else { continue }
            switch uses[index] {
            case .park: addPark(ring, block, &generator)
            case .square: addSquare(ring, &generator)
            case .school: addSchool(ring, &generator)
            case .detached, .rows:
                if generator.chance(0.6) { addGround(ring, ["leisure": "garden"]) }
            case .slabs:
                if generator.chance(0.8) { addGround(ring, ["landuse": "grass"]) }
            case .closed, .industry: break
            }
        }
    }

    /// Ground that buildings may stand on, unless it lies in the water.
    private mutating func addGround(_ ring: Ring, _ tags: Tags) {
        let wet = plan.river.map { river in
            Segment.pieces(of: river).contains { piece in
                ring.contains(piece.from)
                    || Segment.sides(of: ring.points).contains {
                        $0.distance(to: piece) < plan.riverWidth / 2 + 2
                    }
            }
        }
        if wet != true { features.add(within: ring.points, tags) }
    }

    /// A lawn with paths from corner to corner, perhaps a pond, trees and benches.
    private mutating func addPark(_ ring: Ring, _ block: Block, _ generator: inout SeededGenerator) {
        features.add(within: ring.points, ["leisure": "park", "name": "Park"])
        let hub = ring.middle
        let corners = block.sides.map { plan.streets.line($0)[0] }
        let wanted = min(corners.count, 3 + generator.index(below: 2))
        for corner in generator.sample(wanted, of: corners.count).sorted().map({ corners[$0] }) {
            let path = [
                corner, (corner + hub) / 2 + (hub - corner).direction.left * generator.number(-5, 5), hub,
            ]
            features.add(along: path, ["highway": "footway"])
            site.take(along: path, meters: 1.6)
            let bench = Path(path).point(at: generator.number(0.5, 0.85) * Path(path).length)
            let side = bench + (hub - corner).direction.left * 2.2
            if ring.contains(side) { features.add(at: side, ["amenity": "bench"]) }
        }
        if ring.area > 4_500, generator.chance(0.6) { addPond(ring, &generator) }
        let (low, high) = bounds(ring)
        for _ in 0..<Int(ring.area / 90) {
            let point = Point(generator.number(low.x, high.x), generator.number(low.y, high.y))
            let isInside = ring.contains(point) && ring.distance(to: point) > 2
            if isInside, site.isFree(point, meters: 1.5) { addTree(at: point, &generator) }
        }
    }

    /// Beside the paths, round.
    private mutating func addPond(_ ring: Ring, _ generator: inout SeededGenerator) {
        let (low, high) = bounds(ring)
        for _ in 0..<40 {
            let middle = Point(generator.number(low.x, high.x), generator.number(low.y, high.y))
            let radius = generator.number(6, 14)
            let isInside = ring.contains(middle) && ring.distance(to: middle) > radius * 1.2 + 3
            guard isInside, site.isFree(middle, meters: radius * 1.2) else { continue }
            let shore = (0..<14).map { step in
                let angle = Double(step) / 14 * 2 * .pi
                return middle + Point.at(radians: angle) * (radius * generator.number(0.85, 1.15))
            }
            features.add(within: shore, ["natural": "water", "water": "pond"])
            let reach = Point(radius, radius) * 1.1
            site.take(
                Rectangle(
                    corners: Footprint.Piece(-reach.x, -reach.y, reach.x, reach.y).corners.map { $0 + middle }
                ))
            return
        }
    }

    /// Paving, a church along the longest side, a fountain, benches and trees.
    private mutating func addSquare(_ ring: Ring, _ generator: inout SeededGenerator) {
        features.add(
            within: ring.points, ["highway": "pedestrian", "area": "yes", "name": "Market Square"])
        let (width, height) = (generator.number(13, 18), generator.number(28, 46))
        let church = Footprint.church(width: width, length: width * 2.1, tower: width * 0.45, height: height)
        place(church, in: ring, reach: width * 1.05)
        let (low, high) = bounds(ring)
        var fountain = ["amenity": "fountain"]
        for number in 0..<60 {
            let point = Point(generator.number(low.x, high.x), generator.number(low.y, high.y))
            guard ring.contains(point), ring.distance(to: point) > 2, site.isFree(point, meters: 3) else {
                continue
            }
            switch number {
            case 0..<20:
                features.add(at: point, fountain)
                fountain = ["amenity": "bench"]
            case 20..<30: features.add(at: point, ["highway": "street_lamp"])
            default: addTree(at: point, &generator)
            }
            site.take(along: [point, point], meters: 1.5)
        }
    }

    /// A wing around a yard open to one side, and a sports ground.
    private mutating func addSchool(_ ring: Ring, _ generator: inout SeededGenerator) {
        features.add(within: ring.points, ["landuse": "grass"])
        let levels = 2 + generator.index(below: 2)
        let school = Footprint.angle(
            Footprint.Piece(-22, 0, 22, 12), wing: 12, depth: 16,
            ["building": "school", "building:levels": "\(levels)", "roof:shape": "flat"])
        place(school, in: ring, reach: 14)
        place(
            .box(Footprint.Piece(-14, 0, 14, 17), ["leisure": "pitch", "sport": "soccer"]), in: ring, reach: 8
        )
    }

    /// Places a building within a ring, as near to its middle as it goes, alongside one of its sides.
    private mutating func place(_ footprint: Footprint, in ring: Ring, reach: Double) {
        let sides = Segment.sides(of: ring.points).sorted {
            ($0.to - $0.from).length > ($1.to - $1.from).length
        }
        for away in stride(from: 0.0, through: 30, by: 6) {
            for side in sides.prefix(4) {
                let along = (side.to - side.from).direction
                for turned in [along, along.left, -along] {
                    let plot = Plot(
                        origin: ring.middle + along * away - turned.left * reach, along: turned)
                    let fits = footprint.pieces.allSatisfy { piece in
                        let rectangle = plot.rectangle(piece)
                        return ring.contains(rectangle, meters: 1) && site.isFree(rectangle, meters: 2)
                    }
                    if fits { return build(footprint, on: plot) }
                }
            }
        }
    }

    private func bounds(_ ring: Ring) -> (low: Point, high: Point) {
        let first = ring.points[0]
        return (
            ring.points.reduce(first) { pointwiseMin($0, $1) },
            ring.points.reduce(first) { pointwiseMax($0, $1) }
        )
    }
}
