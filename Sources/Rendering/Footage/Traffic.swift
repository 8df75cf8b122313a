package import Geodesy
package import StreetMap

/// What stands and moves in the streets of a town and is on no map. Traffic keeps to the right.
package struct Traffic: Sendable {
    /// Cars at the curb, street by street, and where they are.
    private var parked: [Prop] = []
    private let parkedGrid: GroupGrid
    /// What moves along lines, and where those are.
    private var tracks: [Track] = []
    private let trackGrid: GroupGrid
    /// Cars closer to the camera than this are left out: it drives in one of them.
    private static let ownMeters: Float = 4

    /// The traffic of a town.
    ///
    /// - Parameter plane: the one that places lie in.
    package init(_ roads: [Road], seed: UInt64, plane: LocalPlane) {
        self.init(roads, seed: seed, plane: plane, bounds: SceneBounds(reachMeters: .infinity))
    }

    init(_ roads: [Road], seed: UInt64, plane: LocalPlane, bounds: SceneBounds) {
        var parkedGroups: [FacetGroup] = []
        var trackGroups: [FacetGroup] = []
        for road in roads where !road.isCovered && road.layer == 0 && !road.isBridge {
            let sides = StreetSides(road, seed: seed, in: plane)
            guard sides.length > 1, bounds.touches(sides.corners) else { continue }
            for row in ParkedCars.rows(of: road, sides, seed: seed) where !row.isEmpty {
                let places = row.map(\.place)
                parkedGroups.append(Self.group(parked.count..<parked.count + row.count, places))
                parked += row
            }
            guard let track = Track(road, sides, seed: seed) else { continue }
            trackGroups.append(Self.group(tracks.count..<tracks.count + 1, sides.corners))
            tracks.append(track)
        }
        parkedGrid = GroupGrid(parkedGroups)
        trackGrid = GroupGrid(trackGroups)
    }

    /// The upright cylinder around points, with some room.
    private static func group(_ members: Range<Int>, _ places: [SIMD2<Float>]) -> FacetGroup {
        let low = places.reduce(places[0]) { pointwiseMin($0, $1) }
        let high = places.reduce(places[0]) { pointwiseMax($0, $1) }
        let half = (high - low) / 2
        return FacetGroup(
            facets: members, center: low + half, radius: (half * half).sum().squareRoot() + 8, top: 3.5)
    }

    /// What may be seen of it at some time.
    func visible(from point: SIMD2<Float>, radius: Float, frustum: Frustum, timeSeconds: Double) -> [Prop] {
        var props: [Prop] = []
        func add(_ prop: Prop) {
            let offset = prop.place - point
            let bounds = prop.model.bounds
            let square = (offset * offset).sum()
            guard square < radius * radius, frustum.mayShow(prop.place, radius: bounds.radius) else { return }
            props.append(prop)
        }
        for group in parkedGrid.visible(from: point, radius: radius, frustum: frustum) {
            for index in parkedGrid.groups[group].facets { add(parked[index]) }
        }
        for group in trackGrid.visible(from: point, radius: radius, frustum: frustum) {
            for index in trackGrid.groups[group].facets {
                tracks[index].forEach(at: timeSeconds) { prop in
                    let offset = prop.place - point
                    if (offset * offset).sum() > Self.ownMeters * Self.ownMeters { add(prop) }
                }
            }
        }
        return props
    }

    /// Where cars are parked, meters east and north.
    package var parkedPlaces: [SIMD2<Float>] { parked.map(\.place) }

    /// Where everything that moves is at some time, meters east and north; always in the same order.
    package func movingPlaces(timeSeconds: Double) -> [SIMD2<Float>] {
        var places: [SIMD2<Float>] = []
        for track in tracks { track.forEach(at: timeSeconds) { places.append($0.place) } }
        return places
    }
}

/// Cars at the curb.
enum ParkedCars {
    /// Streets narrower than this have none, in meters.
    private static let leastWidthMeters = 5.0
    /// Before crossings nobody parks, in meters.
    private static let margin = 9.0
    /// As many stand in a row that is drawn or hidden together.
    private static let rowCount = 8

    /// The rows of a street, on both sides of it.
    static func rows(of road: Road, _ sides: StreetSides, seed: UInt64) -> [[Prop]] {
        switch road.kind {
        case .residential, .unclassified, .tertiary, .livingStreet, .secondary, .service: break
        default: return []
        }
        let isOneWay = road.direction != .both
        guard road.widthMeters >= (isOneWay ? 4 : leastWidthMeters) else { return [] }
        var dice = Dice(seed, .parked, road.object)
        let share = dice.draw(FootageRanges.parkedShare)
        var rows: [[Prop]] = []
        for side in [-1.0, 1.0] {
            // In narrow streets half a car stands on the sidewalk.
            let offset = side * (road.widthMeters / 2 - (road.widthMeters > 7 ? 1.05 : 0.1))
            var row: [Prop] = []
            let places = sides.points(
                every: FootageRanges.parkedSpacingMeters, offset: offset, margin: margin)
            for place in places {
                if dice.chance(share) { row.append(car(place, isTurned: side > 0 && !isOneWay, &dice)) }
                if row.count == rowCount {
                    rows.append(row)
                    row = []
                }
            }
            rows.append(row)
        }
        return rows
    }

    private static func car(_ place: StreetSides.Position, isTurned: Bool, _ dice: inout Dice) -> Prop {
        let models: [PropModel] = [.sedan, .sedan, .hatchback, .hatchback, .van]
        let ahead = SIMD2<Float>(place.along)
        return Prop(
            model: dice.pick(models),
            place: SIMD2<Float>(place.point + place.along * dice.draw(-0.5...0.5)),
            ahead: isTurned ? -ahead : ahead, color: dice.pick(Palette.cars),
            accent: SIMD4(repeating: Float(dice.draw(0...1))))
    }
}
