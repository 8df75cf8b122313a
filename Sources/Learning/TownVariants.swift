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
    /// - Parameter heights: nil leaves that to the seed.
    public init(_ map: StreetMap, seed: UInt64, heights: Heights? = nil) {
        var generator = SeededGenerator(seed: seed)
        let drawnHeights = Heights.allCases[generator.index(below: Heights.allCases.count)]
        let heights = heights ?? drawnHeights
        let townFactor = 0.7 + 0.8 * generator.uniform()
        var (town, drawn) = (map, map)
        (town.buildings, drawn.buildings) = ([], [])
        for var building in map.buildings {
            if heights != .tagged {
                let factor = townFactor * (0.7 + 0.6 * generator.uniform())
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

extension Building {
    /// The building as a map shows it where nobody has tagged its height.
    var withAssumedHeight: Building {
        raised(
            to: BuildingHeights.typical.assumed(kind: kind, squareMeters: outline.squareMeters))
    }
}
