internal import Tensors

/// What is built side by side on one plot.
struct Lot: Sendable {
    /// Along the street.
    var width: Double
    /// From the sidewalk to the buildings.
    var setback: Double
    /// To the next plot.
    var gap: Double
    var footprints: [Footprint]
    /// Whether there is a garden in front.
    var hasGarden = false

    /// Something for a street of some style and use.
    static func any(_ use: BlockUse, _ style: StreetStyle, _ generator: inout SeededGenerator) -> Lot {
        let draw = generator.uniform()
        switch use {
        case .closed:
            return draw < 0.1
                ? yard(style, &generator)
                : draw < 0.16
                    ? parking(style, &generator)
                    : row(
                        style, units: 2...5, kinds: ["apartments", "yes", "retail", "residential", "yes"],
                        &generator)
        case .rows:
            return draw < 0.15
                ? house(style, &generator)
                : row(style, units: 3...8, kinds: ["terrace", "house", "yes"], &generator)
        case .slabs:
            return draw < 0.12
                ? parking(style, &generator)
                : draw < 0.25
                    ? yard(style, &generator)
                    : slab(style, &generator)
        case .industry: return draw < 0.2 ? parking(style, &generator) : hall(style, &generator)
        default: return house(style, &generator)
        }
    }

    /// A house, perhaps with a wing, a garage beside it and a shed in the garden.
    private static func house(_ style: StreetStyle, _ generator: inout SeededGenerator) -> Lot {
        let size = style.house * generator.number(0.85, 1.15)
        let tags = tags(generator.pick(["house", "house", "detached", "yes"]), style, &generator)
        let main = Footprint.Piece(0, 0, size.x, size.y)
        var footprints = [
            generator.chance(0.25)
                ? Footprint.angle(main, wing: size.x * generator.number(0.4, 0.6), depth: 4, tags)
                : Footprint.box(main, tags)
        ]
        var width = size.x
        if generator.chance(0.35) {
            let front = generator.number(1, 4)
            let garage = Footprint.Piece(size.x + 0.8, front, size.x + 4, front + 6)
            footprints.append(.box(garage, ["building": "garage"]))
            width += 4
        }
        if generator.chance(0.4) {
            let (left, front) = (generator.number(0, size.x - 3), size.y + generator.number(6, 10))
            footprints.append(
                .box(Footprint.Piece(left, front, left + 3, front + 2.4), ["building": "shed"]))
        }
        return Lot(
            width: width, setback: style.setback * generator.number(0.85, 1.15),
            gap: style.gap * generator.number(0.7, 1.5), footprints: footprints, hasGarden: true)
    }

    /// Houses wall to wall.
    private static func row(
        _ style: StreetStyle, units: ClosedRange<Int>, kinds: [String], _ generator: inout SeededGenerator
    ) -> Lot {
        let count = units.lowerBound + generator.index(below: units.count)
        let kind = generator.pick(kinds)
        let depth = style.house.y * generator.number(0.9, 1.1)
        let isEven = kind == "terrace"
        var footprints: [Footprint] = []
        var left = 0.0
        for _ in 0..<count {
            let right = left + style.house.x * (isEven ? 1 : generator.number(0.75, 1.3))
            let own = isEven ? kind : generator.chance(0.7) ? kind : generator.pick(kinds)
            footprints.append(
                .box(Footprint.Piece(left, 0, right, depth), tags(own, style, &generator)))
            left = right
        }
        return Lot(
            width: left, setback: style.setback, gap: style.gap, footprints: footprints,
            hasGarden: style.setback > 2.5)
    }

    /// A long building, along the street or away from it.
    private static func slab(_ style: StreetStyle, _ generator: inout SeededGenerator) -> Lot {
        let isAcross = generator.chance(0.3)
        let size = isAcross ? Point(style.house.y, style.house.x) : style.house
        let footprint = Footprint.box(
            Footprint.Piece(0, 0, size.x, size.y), tags("apartments", style, &generator))
        return Lot(width: size.x, setback: style.setback, gap: style.gap + 4, footprints: [footprint])
    }

    /// A building around a yard.
    private static func yard(_ style: StreetStyle, _ generator: inout SeededGenerator) -> Lot {
        let size = Point(generator.number(28, 40), generator.number(26, 34))
        let footprint = Footprint.courtyard(
            Footprint.Piece(0, 0, size.x, size.y), wing: generator.number(8, 10),
            tags("apartments", style, &generator))
        return Lot(width: size.x, setback: style.setback, gap: style.gap, footprints: [footprint])
    }

    private static func hall(_ style: StreetStyle, _ generator: inout SeededGenerator) -> Lot {
        let size = style.house * generator.number(0.75, 1.2)
        let kind = generator.pick(["industrial", "warehouse", "retail", "commercial"])
        var tags = ["building": kind]
        if generator.chance(0.3) { tags["height"] = tenths(generator.number(5, 11)) }
        return Lot(
            width: size.x, setback: style.setback, gap: style.gap + 5,
            footprints: [.box(Footprint.Piece(0, 0, size.x, size.y), tags)])
    }

    /// A car park.
    private static func parking(_ style: StreetStyle, _ generator: inout SeededGenerator) -> Lot {
        let piece = Footprint.Piece(0, 0, generator.number(18, 34), generator.number(14, 18))
        return Lot(
            width: piece.to.x, setback: 0.5, gap: style.gap,
            footprints: [.box(piece, ["amenity": "parking", "parking": "surface"])])
    }

    /// Most buildings have no height; some streets were mapped by somebody who counts levels.
    private static func tags(
        _ kind: String, _ style: StreetStyle, _ generator: inout SeededGenerator
    ) -> Tags {
        var tags = ["building": kind]
        let levels = max(1, style.levels + generator.index(below: 3) - 1)
        if style.isCounted { tags["building:levels"] = "\(levels)" }
        if generator.chance(0.04) { tags["height"] = tenths(Double(levels) * 3 + generator.number(0.5, 3)) }
        if let roof = style.roof { tags["roof:shape"] = roof }
        if style.roof == "gabled", style.isCounted { tags["roof:levels"] = "1" }
        return tags
    }
}
