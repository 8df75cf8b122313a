public import Geodesy
public import StreetMap

/// Makes scenes of maps.
public struct SceneBuilder: Sendable {
    /// Meters that a layer lies above the one below it.
    private static let layerMeters: Float = 5
    /// From tree to tree in a row.
    private static let rowMeters: Float = 8
    /// Between two points of a row; where there would be more, they stand farther apart.
    private static let mostTreesInRow: Float = 100

    private let plane: LocalPlane
    private let bounds: SceneBounds
    private var parts = SceneParts()
    /// What things are made of, for footage.
    private let finisher: Finisher?

    /// The scene of a map, in the plane around an origin; good within 50 km of it.
    public static func scene(of map: StreetMap, origin: Coordinate) -> Scene {
        scene(of: map, origin: origin, reachMeters: .infinity, finisher: nil)
    }

    /// The scene of a part of a map: what comes nearer to the origin than a distance to the east, north, west and south.
    ///
    /// - Parameter finisher: says what things are made of; nil where nobody asks.
    static func scene(of map: StreetMap, origin: Coordinate, reachMeters: Double, finisher: Finisher?)
        -> Scene
    {
        var builder = SceneBuilder(
            plane: LocalPlane(origin: origin), reachMeters: reachMeters, finisher: finisher)
        builder.addGround(map)
        builder.addSolids(map)
        let parts = builder.parts
        return Scene(
            plane: builder.plane, corners: parts.corners, rings: parts.rings, facets: parts.facets,
            ground: parts.ground, solids: parts.solids,
            footage: finisher.map { $0.layer(parts.finishes, builder.plane, builder.bounds) })
    }

    private init(plane: LocalPlane, reachMeters: Double, finisher: Finisher?) {
        self.plane = plane
        self.finisher = finisher
        bounds = SceneBounds(reachMeters: Float(reachMeters))
    }

    private func flat(_ line: [Coordinate]) -> [SIMD2<Float>] {
        line.map { point in
            let meters = plane.meters(point)
            return SIMD2(Float(meters.east), Float(meters.north))
        }
    }

    private func flat(_ outline: Outline) -> [[SIMD2<Float>]] { ([outline.ring] + outline.holes).map(flat) }

    /// Larger areas first, for what lies in them is drawn over them; then what runs along lines, roads over paths.
    private mutating func addGround(_ map: StreetMap) {
        let areas = map.areas.filter { $0.layer >= 0 }.map { (area: $0, size: $0.outline.squareMeters) }
        for (area, _) in areas.enumerated().sorted(by: {
            ($1.element.size, $0.offset) < ($0.element.size, $1.offset)
        })
        .map(\.element) {
            let rings = flat(area.outline)
            guard bounds.touches(rings[0]) else { continue }
            let polygon = rings.map { bounds.clipped($0).map { SIMD3($0, 0) } }
            parts.finish = finisher?.finish(of: area)
            parts.group(isGround: true) { parts in
                parts.add(polygon, area.surface.viewClass, isConvex: false, isSolid: false)
            }
        }
        let lines = map.lines.filter { !$0.isCovered && $0.layer >= 0 }
        for line in lines where line.kind == .water { addStrip(line, .water) }
        for road in map.roads where !road.kind.isForCars { addRoad(road, .path) }
        for road in map.roads where road.kind.isForCars { addRoad(road, .road) }
        for line in lines where line.kind == .rail { addStrip(line, .rail) }
    }

    private mutating func addStrip(_ line: LineFeature, _ viewClass: ViewClass) {
        parts.finish = finisher?.finish(of: line)
        GroundFacets(bounds: bounds).addStrip(
            along: flat(line.line), width: Float(line.widthMeters), viewClass, to: &parts)
    }

    private mutating func addRoad(_ road: Road, _ viewClass: ViewClass) {
        guard !road.isCovered, road.layer >= 0 else { return }
        let (line, width) = (flat(road.line), Float(road.widthMeters))
        let facets = GroundFacets(bounds: bounds)
        parts.finish = finisher?.finish(of: road)
        if road.isBridge, road.layer > 0 {
            let top = Float(road.layer) * Self.layerMeters
            facets.addDeck(along: line, width: width, top: top, viewClass, to: &parts)
        } else {
            facets.addStrip(along: line, width: width, viewClass, to: &parts)
        }
    }

    private mutating func addSolids(_ map: StreetMap) {
        for building in map.buildings {
            let rings = flat(building.outline)
            guard bounds.touches(rings[0]) else { continue }
            let facets = BuildingFacets(building, outer: rings[0], holes: Array(rings.dropFirst()))
            parts.finish = finisher?.finish(of: building)
            parts.group(isGround: false) { facets.add(to: &$0) }
        }
        addThickets(map)
        for line in map.lines where line.heightMeters > 0 && !line.isCovered && line.layer >= 0 {
            addStanding(line)
        }
        for point in map.points { addStanding(point) }
    }

    private mutating func addThickets(_ map: StreetMap) {
        let thickets = map.areas.filter { area in
            [.wood, .scrub].contains(area.surface) && area.layer >= 0
        }
        .map { area in (area: area, rings: flat(area.outline)) }.filter { bounds.touches($0.rings[0]) }
        let roads = roadRaster(of: map, within: thickets.map { $0.rings[0] })
        var budget = ThicketFacets.Budget()
        for (area, rings) in thickets {
            parts.finish = finisher?.thicket(area)
            ThicketFacets(area, rings: rings, bounds: bounds).add(besides: roads, &budget, to: &parts)
        }
    }

    /// Where the roads are in the box around some rings.
    private func roadRaster(of map: StreetMap, within rings: [[SIMD2<Float>]]) -> RoadRaster {
        let first = rings.first?.first ?? SIMD2(0, 0)
        let reach = SIMD2<Float>(repeating: bounds.reachMeters)
        let points = rings.joined()
        let low = pointwiseMax(points.reduce(first) { pointwiseMin($0, $1) }, -reach)
        let high = pointwiseMin(points.reduce(first) { pointwiseMax($0, $1) }, reach)
        var raster = RoadRaster(low: low, high: high)
        guard !rings.isEmpty else { return raster }
        for road in map.roads where !road.isCovered && road.layer == 0 {
            raster.add(flat(road.line), width: Float(road.widthMeters))
        }
        for line in map.lines where line.kind == .rail && !line.isCovered {
            raster.add(flat(line.line), width: Float(line.widthMeters))
        }
        return raster
    }

    private mutating func addStanding(_ line: LineFeature) {
        let points = flat(line.line)
        parts.finish = finisher?.finish(of: line)
        let height = Float(line.heightMeters)
        for (from, to) in zip(points, points.dropFirst()) where bounds.touches([from, to]) {
            parts.group(isGround: false) { parts in
                if line.kind == .trees {
                    let along = to - from
                    let length = (along * along).sum().squareRoot()
                    let count = max(1, Int(min(Self.mostTreesInRow, length / Self.rowMeters)))
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
        guard bounds.touches([place]) else { return }
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
