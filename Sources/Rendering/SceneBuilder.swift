public import Geodesy
public import StreetMap

/// Makes scenes of maps.
public struct SceneBuilder: Sendable {
    private static let woodMeters: Float = 12
    private static let scrubMeters: Float = 1.5
    /// From tree to tree in a row.
    private static let rowMeters: Float = 8

    private let plane: LocalPlane
    private var parts = SceneParts()
    /// What things are made of, for footage.
    private let finisher: Finisher?

    /// The scene of a map, in the plane around an origin; good within 50 km of it.
    public static func scene(of map: StreetMap, origin: Coordinate) -> Scene {
        scene(of: map, origin: origin, finisher: nil)
    }

    /// The scene of a map, with what its facets are made of where there is a finisher.
    static func scene(of map: StreetMap, origin: Coordinate, finisher: Finisher?) -> Scene {
        var builder = SceneBuilder(plane: LocalPlane(origin: origin), finisher: finisher)
        builder.addGround(map)
        builder.addSolids(map)
        let parts = builder.parts
        return Scene(
            plane: builder.plane, corners: parts.corners, rings: parts.rings, facets: parts.facets,
            ground: parts.ground, solids: parts.solids, finishes: parts.finishes)
    }

    private init(plane: LocalPlane, finisher: Finisher?) {
        self.plane = plane
        self.finisher = finisher
    }

    private func flat(_ line: [Coordinate]) -> [SIMD2<Float>] {
        line.map { point in
            let meters = plane.meters(point)
            return SIMD2(Float(meters.east), Float(meters.north))
        }
    }

    /// Larger areas first, for what lies in them is drawn over them; then what runs along lines, roads over paths.
    private mutating func addGround(_ map: StreetMap) {
        let areas = map.areas.filter { $0.layer >= 0 }.map { (area: $0, size: $0.outline.squareMeters) }
        for (area, _) in areas.enumerated().sorted(by: {
            ($1.element.size, $0.offset) < ($0.element.size, $1.offset)
        })
        .map(\.element) {
            let rings = [area.outline.ring] + area.outline.holes
            let polygon = rings.map { ring in flat(ring).map { SIMD3($0, 0) } }
            parts.finish = finisher?.finish(of: area)
            parts.group(isGround: true) { parts in
                parts.add(polygon, area.surface.viewClass, isConvex: false, isSolid: false)
            }
        }
        for line in map.lines where line.kind == .water && !line.isCovered { addStrip(line, .water) }
        for road in map.roads where !road.kind.isForCars { addRoad(road, .path) }
        for road in map.roads where road.kind.isForCars { addRoad(road, .road) }
        for line in map.lines where line.kind == .rail && !line.isCovered { addStrip(line, .rail) }
    }

    private mutating func addStrip(_ line: LineFeature, _ viewClass: ViewClass) {
        parts.finish = finisher?.finish(of: line)
        GroundFacets.addStrip(
            along: flat(line.line), width: Float(line.widthMeters), height: 0, viewClass, isGround: true,
            to: &parts)
    }

    private mutating func addRoad(_ road: Road, _ viewClass: ViewClass) {
        guard !road.isCovered, road.layer >= 0 else { return }
        parts.finish = finisher?.finish(of: road)
        GroundFacets.addStrip(
            along: flat(road.line), width: Float(road.widthMeters),
            height: Float(road.deckMeters), viewClass, isGround: road.deckMeters == 0, to: &parts)
    }

    private mutating func addSolids(_ map: StreetMap) {
        for building in map.buildings {
            let facets = BuildingFacets(building, plane)
            parts.finish = finisher?.finish(of: building)
            parts.group(isGround: false) { facets.add(to: &$0) }
        }
        for area in map.areas where area.surface == .wood || area.surface == .scrub {
            let height = area.surface == .wood ? Self.woodMeters : Self.scrubMeters
            parts.finish = finisher?.thicket(area)
            addThicket(flat(area.outline.ring), height)
        }
        for line in map.lines where line.heightMeters > 0 && !line.isCovered { addStanding(line) }
        for point in map.points { addStanding(point) }
    }

    /// The edge of a wood, as it is seen from outside.
    private mutating func addThicket(_ ring: [SIMD2<Float>], _ height: Float) {
        let outer = signedArea(ring) > 0 ? ring : ring.reversed()
        for (from, to) in zip(outer, outer.dropFirst() + outer.prefix(1)) {
            parts.group(isGround: false) { parts in
                parts.add(
                    [SIMD3(from, 0), SIMD3(to, 0), SIMD3(to, height), SIMD3(from, height)], .vegetation,
                    isSolid: true)
            }
        }
    }

    private mutating func addStanding(_ line: LineFeature) {
        let points = flat(line.line)
        parts.finish = finisher?.finish(of: line)
        let height = Float(line.heightMeters)
        for (from, to) in zip(points, points.dropFirst()) {
            parts.group(isGround: false) { parts in
                if line.kind == .trees {
                    let along = to - from
                    let length = (along * along).sum().squareRoot()
                    let count = max(1, Int(length / Self.rowMeters))
                    for tree in 0..<count {
                        let point = from + along * ((Float(tree) + 0.5) / Float(count))
                        StandingFacets.addTree(
                            at: point, height: height, width: Float(line.widthMeters), to: &parts)
                    }
                } else {
                    StandingFacets.addWall(
                        from: from, to: to, height: height, width: Float(line.widthMeters),
                        line.kind == .hedge ? .vegetation : .barrier, to: &parts)
                }
            }
        }
    }

    private mutating func addStanding(_ point: PointFeature) {
        let place = flat([point.coordinate])[0]
        let (height, width) = (Float(point.heightMeters), Float(point.widthMeters))
        parts.finish = finisher?.finish(of: point)
        parts.group(isGround: false) { parts in
            switch point.kind {
            case .tree: StandingFacets.addTree(at: place, height: height, width: width, to: &parts)
            case .tower:
                StandingFacets.addPrism(
                    at: place, radius: width / 2, bottom: 0, top: height, sides: 8, .building, to: &parts)
            case .pole, .furniture:
                StandingFacets.addPrism(
                    at: place, radius: width / 2, bottom: 0, top: height, sides: 4, .furniture, to: &parts)
            }
        }
    }
}

extension GroundArea.Surface {
    fileprivate var viewClass: ViewClass {
        switch self {
        case .water: .water
        case .grass, .scrub, .wood: .vegetation
        case .bare: .ground
        case .paved: .path
        case .asphalt: .road
        }
    }
}
