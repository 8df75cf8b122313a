internal import StreetMap

/// Cars that drive along a street, round and round, and people who walk to and fro beside it.
struct Track: Sendable {
    private struct Mover {
        var prop: Prop
        /// To the left of the line's direction, in meters.
        var offset: Double
        /// Where it is at the beginning, and how fast it goes, in meters and meters a second along the line.
        var start: Double
        var speed: Double
    }

    /// More than this do not move along one street each way, however long it is.
    private static let most = 200.0

    private let sides: StreetSides
    private var movers: [Mover] = []

    /// Nil where nothing moves.
    init?(_ road: Road, _ sides: StreetSides, seed: UInt64) {
        self.sides = sides
        if road.kind.isForCars, road.kind != .track { addCars(road, seed) }
        if road.kind != .motorway, road.kind != .trunk, road.kind != .track { addPeople(road, seed) }
        if movers.isEmpty { return nil }
    }

    private mutating func addCars(_ road: Road, _ seed: UInt64) {
        var dice = Dice(seed, .moving, road.object)
        let spacing = dice.draw(FootageRanges.carSpacingMeters) * (road.kind == .service ? 4 : 1)
        // Forward on the right, backward on the left, and in the middle of streets of one way.
        let lane = road.widthMeters / 4
        let ways: [(sign: Double, offset: Double)] =
            switch road.direction {
            case .both: [(1, -lane), (-1, lane)]
            case .forward: [(1, road.widthMeters > 6 ? -lane : 0)]
            case .backward: [(-1, road.widthMeters > 6 ? lane : 0)]
            }
        for way in ways {
            let count = min(Self.most, sides.length / spacing)
            let speed = way.sign * dice.draw(FootageRanges.carMetersPerSecond)
            // All cars of a lane are equally fast, so that none drives through another.
            let cars = Int(count) + (dice.chance(count - count.rounded(.down)) ? 1 : 0)
            for car in 0..<cars {
                let models: [PropModel] = [.sedan, .sedan, .hatchback, .hatchback, .van, .truck]
                let prop = Prop(
                    model: dice.pick(models), place: SIMD2(0, 0), ahead: SIMD2(0, way.sign < 0 ? -1 : 1),
                    color: dice.pick(Palette.cars), accent: SIMD4(repeating: 0.5))
                let start = (Double(car) + dice.draw(0...0.7)) / Double(cars) * sides.length
                movers.append(Mover(prop: prop, offset: way.offset, start: start, speed: speed))
            }
        }
    }

    private mutating func addPeople(_ road: Road, _ seed: UInt64) {
        var dice = Dice(seed, .people, road.object)
        let count = min(Self.most, sides.length / dice.draw(FootageRanges.personSpacingMeters))
        let people = Int(count) + (dice.chance(count - count.rounded(.down)) ? 1 : 0)
        for _ in 0..<people {
            let side = dice.chance(0.5) ? 1.0 : -1.0
            let beside = road.widthMeters / 2 + sides.sidewalkMeters * dice.draw(0.3...0.8)
            let offset = road.kind.isForCars ? side * beside : side * road.widthMeters * dice.draw(0...0.4)
            let prop = Prop(
                model: .person, place: SIMD2(0, 0), ahead: SIMD2(0, 1), color: dice.pick(Palette.cloths),
                accent: dice.pick(Palette.skins))
            let speed = dice.draw(FootageRanges.personMetersPerSecond) * (dice.chance(0.5) ? 1 : -1)
            movers.append(
                Mover(prop: prop, offset: offset, start: dice.draw(0...sides.length), speed: speed))
        }
    }

    /// Hands over everything where it is at some time.
    func forEach(at timeSeconds: Double, _ body: (Prop) -> Void) {
        for mover in movers {
            var prop = mover.prop
            var sign = mover.speed < 0 ? -1.0 : 1.0
            var meters = wrapped(
                mover.start + mover.speed * timeSeconds,
                prop.model == .person ? 2 * sides.length : sides.length)
            if meters > sides.length {
                meters = 2 * sides.length - meters
                sign = -sign
            }
            guard let position = sides.position(at: meters, offset: mover.offset) else { continue }
            prop.place = SIMD2<Float>(position.point)
            prop.ahead = SIMD2<Float>(position.along * sign)
            body(prop)
        }
    }

    private func wrapped(_ meters: Double, _ length: Double) -> Double {
        let rest = meters.truncatingRemainder(dividingBy: length)
        return rest < 0 ? rest + length : rest
    }
}
