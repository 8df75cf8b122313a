internal import StreetMap

/// What the numbers of a building's finish mean, and how they are drawn.
enum Facade {
    /// Meters from window to window, from floor to floor, and of the ground floor.
    static let bay = 0
    static let floor = 1
    static let groundFloor = 2
    /// Width and height of windows, as shares of bay and floor.
    static let windowWidth = 3
    static let windowHeight = 4
    /// The probability that the ground floor has shops, and whether walls are of brick, and the share of balconies.
    static let shops = 5
    static let brick = 6
    static let balconies = 7

    private enum Style { case punched, wide, glass }

    /// How a building looks from outside.
    static func finish(of building: Building, dice: inout Dice) -> Finish {
        let isTall = building.topMeters > 25
        let isPlain = plainKinds.contains(building.kind) || building.topMeters < 3.5
        var finish = Finish(
            surface: .wall, seed: dice.bits(), color: dice.pick(Palette.walls) * Float(dice.draw(0.8...1.1)),
            accent: dice.pick(Palette.trims))
        let styles: [Style] =
            isTall ? [.punched, .wide, .wide, .glass] : [.punched, .punched, .punched, .wide]
        var numbers = SIMD8<Float>(repeating: 0)
        numbers[bay] = Float(dice.draw(FootageRanges.bayMeters))
        numbers[floor] = Float(dice.draw(FootageRanges.floorMeters))
        let hasShops = shopKinds.contains(building.kind) ? 0.8 : building.topMeters > 8 ? 0.3 : 0.02
        numbers[shops] = dice.chance(hasShops) ? Float(dice.draw(0.5...1)) : 0
        numbers[groundFloor] = numbers[floor] * Float(numbers[shops] > 0 ? dice.draw(1.1...1.4) : 1)
        numbers[brick] = dice.chance(0.3) ? 1 : 0
        numbers[balconies] = dice.chance(0.35) && !isPlain ? Float(dice.draw(0.2...0.9)) : 0
        let shape = windows(dice.pick(styles), &dice)
        numbers[windowWidth] = isPlain ? 0 : shape.x
        numbers[windowHeight] = shape.y
        finish.numbers = numbers
        return finish
    }

    private static func windows(_ style: Style, _ dice: inout Dice) -> SIMD2<Float> {
        switch style {
        case .punched: SIMD2(Float(dice.draw(0.3...0.5)), Float(dice.draw(0.45...0.68)))
        case .wide: SIMD2(Float(dice.draw(0.55...0.85)), Float(dice.draw(0.42...0.6)))
        case .glass: SIMD2(Float(dice.draw(0.88...0.95)), Float(dice.draw(0.8...0.92)))
        }
    }

    private static let plainKinds: Set = [
        "garage", "garages", "shed", "carport", "roof", "hut", "barn", "silo", "hangar", "water_tower",
        "service", "bunker", "wall", "ruins", "greenhouse",
    ]
    private static let shopKinds: Set = ["retail", "commercial", "supermarket", "kiosk", "hotel", "office"]
}
