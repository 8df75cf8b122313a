internal import Tensors

extension StreetPlan {
    private static let trees = [
        "Alder", "Ash", "Beech", "Birch", "Cedar", "Chestnut", "Elm", "Hazel", "Juniper", "Larch", "Lime",
        "Maple", "Oak", "Pine", "Poplar", "Rowan", "Spruce", "Willow", "Mill", "Bridge", "Church", "Market",
        "Station", "School", "Castle", "Harbour", "Tanner", "Weaver", "Potter", "Miller", "Baker", "Cooper",
        "Mason", "Smith", "Shepherd", "Fisher", "Ferry", "Well", "Orchard", "Meadow", "Hill", "Quarry",
    ]
    private static let endings: [Rank: [String]] = [
        .main: ["High Street", "Road"], .collector: ["Street", "Avenue"],
        .residential: ["Lane", "Street", "Close", "Row", "Way"],
    ]

    /// Gives every street its name and its width.
    mutating func dress(seed: UInt64) {
        var generator = SeededGenerator(seed: seed, .streets, 4)
        let order = generator.sample(Self.trees.count, of: Self.trees.count)
        for index in streets.indices {
            let rank = streets[index].rank
            let ending = generator.pick(Self.endings[rank] ?? ["Street"])
            // The second round of names is told apart from the first.
            let round = index / order.count
            let first =
                (round == 0 ? "" : round == 1 ? "Upper " : "Lower ") + Self.trees[order[index % order.count]]
            streets[index].name = streets[index].isRoundabout ? "Roundabout" : "\(first) \(ending)"
            let isOneWay = streets[index].direction != .both || streets[index].isRoundabout
            let width = rank.usualWidth(isOneWay: isOneWay) * generator.number(0.85, 1.4)
            if generator.chance(0.6) { streets[index].taggedWidth = (width * 2).rounded() / 2 }
        }
    }
}
