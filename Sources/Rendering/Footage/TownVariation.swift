internal import Geodesy
package import StreetMap

/// Makes of a map the town that is filmed: as similar to its map as real towns are.
///
/// Every object is changed by its own number or coordinates alone, so that a part of a map gives the same part of the town.
package struct TownVariation {
    private let seed: UInt64
    private let heightFactor: Double
    private let otherRoofShare: Double
    private let treeStreetShare: Double

    /// A town.
    ///
    /// - Parameter seed: the same one makes the same town of the same map.
    package init(seed: UInt64) {
        self.seed = seed
        var dice = Dice(seed, .town)
        heightFactor = dice.draw(FootageRanges.townHeightFactor)
        otherRoofShare = dice.draw(FootageRanges.otherRoofShare)
        treeStreetShare = dice.draw(FootageRanges.treeStreetShare)
    }

    /// The town.
    package func town(of map: StreetMap) -> StreetMap {
        var town = map
        town.buildings = map.buildings.map(varied)
        town.points = map.points.filter { point in
            point.kind != .tree || !isMissing(point.object, FootageRanges.missingTreeProbability)
        }
        town.lines = map.lines.filter { line in
            (line.kind != .hedge && line.kind != .fence)
                || !isMissing(line.object, FootageRanges.missingLineProbability)
        }
        for road in map.roads where Self.hasSidewalks(road) {
            town.roads.append(sidewalks(of: road))
            town.points += trees(along: road)
        }
        return town
    }

    private func isMissing(_ object: MapObject, _ probability: Double) -> Bool {
        var dice = Dice(seed, .missing, object)
        return dice.chance(probability)
    }

    private func varied(_ building: Building) -> Building {
        var other = building
        other.topMeters = topMeters(of: building)
        other.outline.ring = building.outline.ring.map(moved)
        other.outline.holes = building.outline.holes.map { $0.map(moved) }
        other.roof = roof(of: building, topMeters: other.topMeters)
        return other
    }

    private func topMeters(of building: Building) -> Double {
        var dice = Dice(seed, .height, building.object)
        guard building.isHeightAssumed else {
            let top = building.topMeters * dice.draw(FootageRanges.taggedHeightFactor)
            return max(top, building.bottomMeters + 0.2)
        }
        let usual = UsualHeight.meters(kind: building.kind, squareMeters: building.outline.squareMeters)
        let top = usual * heightFactor * dice.draw(FootageRanges.buildingHeightFactor)
        return max(top, building.bottomMeters + 0.5)
    }

    private func roof(of building: Building, topMeters: Double) -> Roof {
        var dice = Dice(seed, .roof, building.object)
        let room = topMeters - building.bottomMeters
        guard dice.chance(otherRoofShare), building.outline.squareMeters < 400, room > 4 else {
            return Roof(
                building.roof.shape, meters: min(building.roof.meters, room), isAcross: building.roof.isAcross
            )
        }
        let shape = dice.pick([Roof.Shape.flat, .gabled, .gabled, .hipped, .skillion])
        let meters = shape == .flat ? 0 : min(dice.draw(FootageRanges.roofMeters), room / 2)
        return Roof(shape, meters: meters, isAcross: dice.chance(0.2))
    }

    /// Where a corner really is. Corners that buildings share stay shared.
    private func moved(_ corner: Coordinate) -> Coordinate {
        var own = Dice(seed, .corner, corner.latitude.bitPattern, corner.longitude.bitPattern)
        let east = shift(of: corner, 1) + own.draw(FootageRanges.cornerMeters)
        let north = shift(of: corner, 2) + own.draw(FootageRanges.cornerMeters)
        return LocalPlane(origin: corner).coordinate(east: east, north: north)
    }

    /// The shift of a neighborhood in one direction, which changes slowly from one to the next, in meters.
    private func shift(of corner: Coordinate, _ direction: UInt64) -> Double {
        let scale = 1500.0
        let (x, y) = (corner.longitude * scale, corner.latitude * scale)
        let (i, j) = (x.rounded(.down), y.rounded(.down))
        func at(_ i: Double, _ j: Double) -> Double {
            var dice = Dice(seed, .shift, direction, i.bitPattern, j.bitPattern)
            return dice.draw(FootageRanges.shiftMeters)
        }
        let low = at(i, j) + (at(i + 1, j) - at(i, j)) * (x - i)
        let high = at(i, j + 1) + (at(i + 1, j + 1) - at(i, j + 1)) * (x - i)
        return low + (high - low) * (y - j)
    }

    private static func hasSidewalks(_ road: Road) -> Bool {
        switch road.kind {
        case .primary, .secondary, .tertiary, .unclassified, .residential:
            !road.isCovered && !road.isBridge && road.layer == 0
        default: false
        }
    }

    /// A strip under a street that looks out on both sides.
    private func sidewalks(of road: Road) -> Road {
        var walk = road
        walk.kind = .footway
        walk.widthMeters += 2 * StreetSides(road, seed: seed).sidewalkMeters
        return walk
    }

    private func trees(along road: Road) -> [PointFeature] {
        var dice = Dice(seed, .treeStreet, road.object)
        guard dice.chance(treeStreetShare) else { return [] }
        let sides = StreetSides(road, seed: seed)
        let spacing = dice.draw(FootageRanges.treeSpacingMeters)
        return [-1.0, 1.0].flatMap { side in
            sides.points(every: spacing, offset: side * (road.widthMeters / 2 + 0.9), margin: 8).map {
                point in
                let height = dice.draw(FootageRanges.treeMeters)
                let place = sides.plane.coordinate(east: point.point.x, north: point.point.y)
                return PointFeature(
                    tree: MapObject(.node, -Int64(dice.bits())), at: place, heightMeters: height,
                    widthMeters: height / 2)
            }
        }
    }
}

/// How high buildings usually are, told from their kind and ground plan alone.
enum UsualHeight {
    private static let byKind: [String: Double] = [
        "garage": 2.8, "garages": 2.8, "shed": 2.6, "carport": 2.7, "hut": 2.8, "kiosk": 3, "service": 3,
        "house": 7, "detached": 7, "bungalow": 4.5, "terrace": 8, "semidetached_house": 7.5, "church": 17,
        "cathedral": 30, "chapel": 8, "tower": 24, "industrial": 8.5, "warehouse": 8.5, "supermarket": 6,
        "apartments": 15, "hotel": 16, "office": 16,
    ]

    /// In meters.
    static func meters(kind: String, squareMeters: Double) -> Double {
        if let meters = byKind[kind] { return meters }
        switch squareMeters {
        case ..<25: return 2.8
        case ..<60: return 4.5
        case ..<250: return 8.5
        default: return 12
        }
    }
}
