import Foundation
import Geodesy
import Learning
import Neural
import StreetMap

/// Settings so small that a training takes seconds.
enum SmallTraining {
    static let input = ViewInput(width: 24, height: 16)

    static var pairs: MapPairSettings {
        var settings = MapPairSettings()
        (settings.pairs, settings.batchesPerTown) = (12, 3)
        return settings
    }

    static func plan(steps: Int) -> TrainingPlan {
        var plan = TrainingPlan()
        (plan.steps, plan.warmUpSteps, plan.input) = (steps, 2, input)
        plan.towers = PlaceTowers(channels: [8, 16], dimension: 16)
        return plan
    }

    static func source(jobs: Int = 2, seed: UInt64 = 1) -> MapPairs {
        MapPairs(pairs, input: input, seed: seed, jobs: jobs, towns: OneTown.invented)
    }

    static func model(seed: UInt64 = 1) throws -> PlaceModel {
        var plan = plan(steps: 1)
        plan.seed = seed
        return PlaceModel(towers: try Trainer(plan).state.towers, input: input)
    }
}

/// A town that is invented once.
enum OneTown {
    static let map = (try? InventedTowns(seed: 3).area(0).map) ?? StreetMap()
    static let invented = WholeMap(map)
}
