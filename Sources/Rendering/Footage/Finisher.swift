internal import Geodesy
internal import StreetMap

/// Says what the objects of a town are made of, each by its own number, so that whatever else is on the map changes nothing.
struct Finisher: Sendable {
    private let seed: UInt64
    /// Nodes at which at least three pieces of streets for cars meet.
    private let crossings: Set<Int64>
    private let roads: [Road]

    init(seed: UInt64, roads: [Road]) {
        self.seed = seed
        self.roads = roads
        var degrees: [Int64: Int] = [:]
        for road in roads where road.kind.isForCars {
            for (index, node) in road.nodes.enumerated() {
                degrees[node, default: 0] += index == 0 || index == road.nodes.count - 1 ? 1 : 2
            }
        }
        crossings = Set(degrees.lazy.filter { $0.value >= 3 }.map(\.key))
    }

    /// What footage shows of a scene besides its facets.
    func layer(_ finishes: [FacetFinish], _ plane: LocalPlane, _ bounds: SceneBounds) -> FootageLayer {
        FootageLayer(
            finishes: finishes, traffic: Traffic(roads, seed: seed, plane: plane, bounds: bounds),
            ground: bareGround(plane.origin))
    }

    /// Ground of which the map says nothing: its spots are counted from a corner that other maps of the place share.
    private func bareGround(_ origin: Coordinate) -> FacetFinish {
        var dice = Dice(seed, .surface)
        let corner = Coordinate(
            latitude: (origin.latitude * 50).rounded(.down) / 50,
            longitude: (origin.longitude * 50).rounded(.down) / 50)
        let (east, north) = LocalPlane(origin: origin).meters(corner)
        let place = SIMD3(Float(east), Float(north), 0)
        let ring = [place, place + SIMD3(1, 0, 0), place + SIMD3(1, 1, 0)]
        let finish = Finish(
            surface: .ground, seed: dice.bits(), color: Palette.paving[1] * 0.85,
            accent: mixed(Palette.bare, Palette.grass, Float(dice.draw(0...0.6))))
        return FacetFinish(finish, ring: ring, plane: SIMD4(0, 0, 1, 0))
    }

    private func plain(_ surface: Surface, _ object: MapObject, _ colors: [SIMD4<Float>]) -> Finish {
        var dice = Dice(seed, .surface, object)
        let shade = Float(dice.draw(0.85...1.15))
        return Finish(
            surface: surface, seed: dice.bits(), color: dice.pick(colors) * shade,
            accent: dice.pick(Palette.trims))
    }

    /// What covers an area.
    func finish(of area: GroundArea) -> Finish {
        let (surface, color): (Surface, SIMD4<Float>) =
            switch area.surface {
            case .water: (.water, Palette.water)
            case .grass: (.grass, Palette.grass)
            case .scrub, .wood: (.scrub, Palette.grass * 0.8)
            case .bare: (.bare, Palette.bare)
            case .paved: (.paving, Palette.paving[0])
            case .asphalt: (.asphalt, Palette.asphalt)
            }
        return plain(surface, area.object, [color])
    }

    /// The edge of a wood, as it stands.
    func thicket(_ area: GroundArea) -> Finish { plain(.woodEdge, area.object, Palette.leaves) }

    /// What runs along a line.
    func finish(of line: LineFeature) -> Finish {
        switch line.kind {
        case .rail: plain(.rail, line.object, [Palette.ballast])
        case .water: plain(.water, line.object, [Palette.water])
        case .wall: plain(.masonry, line.object, Palette.masonry)
        case .fence: plain(.fence, line.object, [Palette.metal])
        case .hedge: plain(.hedge, line.object, Palette.leaves)
        case .trees: plain(.crown, line.object, Palette.leaves)
        }
    }

    /// What stands at a point.
    func finish(of point: PointFeature) -> Finish {
        switch point.kind {
        case .tree: plain(.crown, point.object, Palette.leaves)
        case .tower: plain(.masonry, point.object, Palette.masonry)
        case .pole, .furniture: plain(.metal, point.object, [Palette.metal])
        }
    }

    /// A road with its markings, or a way for people on foot.
    func finish(of road: Road) -> Finish {
        guard road.kind.isForCars else {
            var finish = plain(.sidewalk, road.object, Palette.paving)
            if road.kind == .path || road.kind == .bridleway {
                finish.surface = .bare
                finish.color = Palette.bare
            }
            return finish
        }
        var finish = plain(road.kind == .track ? .bare : .road, road.object, [Palette.asphalt])
        if road.kind == .track { finish.color = Palette.bare }
        var dice = Dice(seed, .markings, road.object)
        finish.numbers = RoadMarkings.numbers(of: road, dice: &dice)
        finish.pieces = pieces(of: road)
        return finish
    }

    /// Meters from the last crossing behind each piece of a road to its beginning, and from there to the next one ahead.
    private func pieces(of road: Road) -> [SIMD2<Float>] {
        guard let first = road.line.first else { return [] }
        let plane = LocalPlane(origin: first)
        let points = road.line.map { point in
            let meters = plane.meters(point)
            return SIMD2(Float(meters.east), Float(meters.north))
        }
        let lengths = zip(points, points.dropFirst()).map { (($1 - $0) * ($1 - $0)).sum().squareRoot() }
        var behind: [Float] = []
        var meters: Float = isCrossing(road, 0) ? 0 : RoadMarkings.far
        for (index, length) in lengths.enumerated() {
            if isCrossing(road, index) { meters = 0 }
            behind.append(meters)
            meters += length
        }
        var ahead: Float = isCrossing(road, lengths.count) ? 0 : RoadMarkings.far
        var pieces = [SIMD2<Float>](repeating: SIMD2(0, 0), count: lengths.count)
        for index in lengths.indices.reversed() {
            ahead += lengths[index]
            pieces[index] = SIMD2(behind[index], ahead)
            if isCrossing(road, index) { ahead = 0 }
        }
        return pieces
    }

    private func isCrossing(_ road: Road, _ index: Int) -> Bool {
        index < road.nodes.count && crossings.contains(road.nodes[index])
    }

    /// A building with its facade.
    func finish(of building: Building) -> Finish {
        var dice = Dice(seed, .facade, building.object)
        return Facade.finish(of: building, dice: &dice)
    }
}
