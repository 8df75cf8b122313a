internal import Tensors

extension TownBuilder {
    /// Buildings along the streets, block by block.
    mutating func addFrontages() {
        for (index, block) in blocks.enumerated() where uses[index].hasFrontage {
            for (number, side) in block.sides.enumerated() {
                addFrontage(side, uses[index], number: index << 12 | number)
            }
        }
    }

    private mutating func addFrontage(_ side: StreetSide, _ use: BlockUse, number: Int) {
        let edge = plan.streets.edges[side.edge]
        let street = plan.streets.streets[edge.street]
        // Both sides of a street have something in common, all the way along.
        var styles = SeededGenerator(seed: seed, .styles, edge.street << 1 | (side.isForward ? 1 : 0))
        let style = StreetStyle(use, generator: &styles)
        var generator = SeededGenerator(seed: seed, .lots, number)
        let path = Path(plan.streets.line(side))
        let kerb = street.widthMeters / 2 + street.sidewalkMeters
        var station = kerb + generator.number(1, 6)
        while station < path.length - 8 {
            let lot = Lot.any(use, style, &generator)
            let end = min(station + lot.width, path.length)
            let (from, to) = (path.point(at: station), path.point(at: end))
            let along = (to - from).direction
            let plot = Plot(origin: from + along.left * (kerb + lot.setback), along: along)
            if station + lot.width < path.length - 3, build(lot, on: plot) {
                if lot.hasGarden { addGarden(lot, plot, style, &generator) }
                station = end + lot.gap
            } else {
                station += 5
            }
        }
    }

    /// Builds what of a lot finds room; whether anything did.
    private mutating func build(_ lot: Lot, on plot: Plot) -> Bool {
        let free = lot.footprints.filter { footprint in
            footprint.pieces.allSatisfy { site.isFree(plot.rectangle($0), meters: 0.6) }
        }
        // A garage or a shed without its house is none.
        guard let first = free.first, first.ring == lot.footprints.first?.ring || !lot.hasGarden else {
            return false
        }
        for footprint in free { build(footprint, on: plot) }
        return true
    }

    /// Puts a building on the map.
    mutating func build(_ footprint: Footprint, on plot: Plot) {
        for piece in footprint.pieces { site.take(plot.rectangle(piece)) }
        let holes = footprint.holes.map { $0.map { plot($0) } }
        features.add(within: footprint.ring.map { plot($0) }, holes: holes, footprint.tags)
        for part in footprint.parts { features.add(within: part.ring.map { plot($0) }, part.tags) }
    }

    /// A hedge, fence or wall to the street with a gap for the way in, and perhaps trees.
    private mutating func addGarden(
        _ lot: Lot, _ plot: Plot, _ style: StreetStyle, _ generator: inout SeededGenerator
    ) {
        let front = -lot.setback + 0.5
        let gate = generator.number(0.2, 0.8) * lot.width
        let ends = (left: -lot.gap / 2 + 0.3, right: lot.width + lot.gap / 2 - 0.3)
        if let barrier = style.barrier, lot.setback > 1.8 {
            for (left, right) in [(ends.left, gate - 1.4), (gate + 1.4, ends.right)] where right - left > 1 {
                let piece = Segment(from: plot(Point(left, front)), to: plot(Point(right, front)))
                if site.isFree(piece, meters: 0.3) { features.add(along: [piece.from, piece.to], barrier) }
            }
        }
        for _ in 0..<2 where generator.chance(0.3) {
            let behind = generator.number(14, 22)
            let tree = plot(Point(generator.number(0, lot.width), behind))
            if site.isFree(tree, meters: 2.5) { addTree(at: tree, &generator) }
        }
    }

    /// A tree; some have been measured.
    mutating func addTree(at point: Point, _ generator: inout SeededGenerator) {
        var tags = ["natural": "tree"]
        let height = generator.number(4, 14)
        if generator.chance(0.25) { tags["height"] = tenths(height) }
        if generator.chance(0.15) { tags["diameter_crown"] = tenths(height * generator.number(0.5, 0.8)) }
        features.add(at: point, tags)
    }
}
