internal import Foundation
public import StreetMap
internal import Tensors

/// How a map of a town and the town itself differ, each time another way, so that a network learns neither.
public struct TownVariants: Sendable {
    /// What photos show.
    public let town: StreetMap
    /// What the map says.
    public let map: StreetMap

    /// The share of the buildings that the map has and the town has not, and of those that it is the other way round with.
    private static let missingShare = 0.03

    /// What is known of the heights of buildings.
    public enum Heights: String, Sendable, CaseIterable {
        /// Of all.
        case all
        /// Of those that are tagged.
        case tagged
        /// Of none.
        case none
    }

    /// A town and its map, drawn from a seed.
    ///
    /// - Parameters:
    ///   - heights: nil leaves that to the seed: all, none, or, half as often, those that are tagged.
    ///   - spread: how far the town's heights are from those that are read.
    public init(
        _ map: StreetMap, seed: UInt64, heights: Heights? = nil, spread: HeightSpread = .moderate
    ) {
        var generator = SeededGenerator(seed: seed)
        let choices: [Heights] = [.all, .all, .tagged, .none, .none]
        let drawnHeights = choices[generator.index(below: choices.count)]
        let heights = heights ?? drawnHeights
        let townFactor = generator.factor(spread.town)
        var (town, drawn) = (map, map)
        (town.buildings, drawn.buildings) = ([], [])
        for var building in map.buildings {
            if heights != .tagged {
                let factor = townFactor * generator.factor(spread.building)
                building = building.raised(to: max(2, building.topMeters * factor))
                building.isHeightAssumed = false
            }
            let chance = generator.uniform()
            if chance > Self.missingShare { town.buildings.append(building) }
            guard chance < 1 - Self.missingShare else { continue }
            drawn.buildings.append(heights == .none ? building.withAssumedHeight : building)
        }
        (self.town, self.map) = (town, drawn)
    }
}

/// How many times as high as a map has them, or as one would guess, buildings may be.
public struct HeightSpread: Sendable, Hashable {
    /// All buildings of a town together.
    public let town: ClosedRange<Double>
    /// Each of them besides.
    public let building: ClosedRange<Double>

    /// As guesses are off in an ordinary town.
    public static let moderate = HeightSpread(town: 0.7...1.5, building: 0.7...1.3)
    /// From towns of huts to towns of towers, so that a network does without heights.
    public static let wide = HeightSpread(town: 0.5...3, building: 0.6...1.8)
}

extension SeededGenerator {
    /// A factor of a range; halves are as likely as doubles.
    fileprivate mutating func factor(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound * pow(range.upperBound / range.lowerBound, uniform())
    }
}

extension Building {
    /// The building as a map shows it where nobody has tagged its height.
    var withAssumedHeight: Building {
        raised(
            to: BuildingHeights.typical.assumed(kind: kind, squareMeters: outline.squareMeters))
    }
}
