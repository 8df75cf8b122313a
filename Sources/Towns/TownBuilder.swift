internal import Tensors

/// Builds a town along its streets.
struct TownBuilder {
    let plan: TownPlan
    let seed: UInt64
    let blocks: [Block]
    let uses: [BlockUse]
    var site = Site()
    var features = TownFeatures()

    init(_ plan: TownPlan, seed: UInt64) {
        self.plan = plan
        self.seed = seed
        blocks = plan.streets.blocks
        uses = BlockUse.uses(of: blocks, plan, seed: seed)
    }

    /// Everything on the map: what lies on the ground first, for later things avoid it.
    mutating func build() -> TownFeatures {
        addStreets()
        addRailway()
        addRiver()
        addGreens()
        addFrontages()
        addOutskirts()
        addFurniture()
        return features
    }

    private mutating func addStreets() {
        for index in plan.streets.streets.indices {
            let street = plan.streets.streets[index]
            let edges = plan.streets.edges.filter { $0.street == index }
            for edge in edges { site.take(along: edge.line, meters: street.widthMeters / 2 + 0.8) }
            for way in ways(of: edges) {
                let bridge: Tags = way.isBridge ? ["bridge": "yes", "layer": "1"] : [:]
                features.add(along: way.line, tags(of: street).merging(bridge) { $1 })
            }
        }
    }

    /// Ways of several pieces, as mappers draw them; a bridge is a way by itself.
    private func ways(of edges: [StreetPlan.Edge]) -> [(line: [Point], isBridge: Bool)] {
        var ways: [(line: [Point], isBridge: Bool)] = []
        for edge in edges {
            var parts = [(line: edge.line, isBridge: false)]
            if let bridge = edge.bridge {
                parts = [
                    (Array(edge.line[...bridge.lowerBound]), false), (Array(edge.line[bridge]), true),
                    (Array(edge.line[bridge.upperBound...]), false),
                ]
            }
            for part in parts {
                if let last = ways.last, !last.isBridge, !part.isBridge, last.line.last == part.line.first {
                    ways[ways.count - 1].line += part.line.dropFirst()
                } else {
                    ways.append(part)
                }
            }
        }
        return ways
    }

    private func tags(of street: StreetPlan.Street) -> Tags {
        var tags = ["name": street.name]
        switch street.rank {
        case .main: tags["highway"] = "secondary"
        case .collector: tags["highway"] = "tertiary"
        case .residential: tags["highway"] = "residential"
        }
        if let width = street.taggedWidth { tags["width"] = tenths(width) }
        if street.isRoundabout { tags["junction"] = "roundabout" }
        switch street.direction {
        case .both: break
        case .forward: tags["oneway"] = "yes"
        case .backward: tags["oneway"] = "-1"
        }
        return tags
    }

    private mutating func addRailway() {
        guard let railway = plan.railway else { return }
        let path = Path(railway)
        let stations = plan.levelCrossings.compactMap { place in
            zip(path.stations, path.points).enumerated().compactMap { index, _ in
                station(of: place, on: path, piece: index)
            }.first
        }
        // The crossings' own points, so that street and railway share the node.
        let points = zip(path.stations, path.points).map { ($0, $1) } + zip(stations, plan.levelCrossings)
        features.add(along: points.sorted { $0.0 < $1.0 }.map(\.1), ["railway": "rail", "gauge": "1435"])
        for place in plan.levelCrossings { features.add(at: place, ["railway": "level_crossing"]) }
        site.take(along: railway, meters: 6)
    }

    /// How far along a path a point of one of its pieces lies; nil where it lies on another one.
    private func station(of point: Point, on path: Path, piece: Int) -> Double? {
        guard piece + 1 < path.points.count else { return nil }
        let segment = Segment(from: path.points[piece], to: path.points[piece + 1])
        return segment.distance(to: point) < 1e-6
            ? path.stations[piece] + (point - segment.from).length : nil
    }

    /// A line along its middle and an area between its banks, whose two halves are ways of their own.
    private mutating func addRiver() {
        guard let river = plan.river else { return }
        let path = Path(river)
        let (left, right) = (path.moved(left: plan.riverWidth / 2), path.moved(left: -plan.riverWidth / 2))
        features.add(
            along: river,
            ["waterway": "river", "name": "River Arrow", "width": tenths(plan.riverWidth)])
        features.areas.append(
            TownFeatures.Area(
                outer: [left, [left[left.count - 1]] + right.reversed() + [left[0]]], inner: [],
                tags: ["natural": "water", "water": "river"]))
        site.take(along: river, meters: plan.riverWidth / 2 + 4)
    }
}
