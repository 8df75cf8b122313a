public import ArgumentParser
import Foundation
public import Learning
import PilotageAPI

/// How a network learns.
struct TrainOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Batches to learn from.", valueName: "count"))
    var steps = TrainingPlan().steps
    @Option(help: ArgumentHelp("Places in a batch.", valueName: "count"))
    var pairs = MapPairSettings().pairs
    @Option(help: ArgumentHelp("Views of a place: 4, to all sides, or 1, ahead.", valueName: "1|4"))
    var views = MapPairSettings().views
    @Option(help: ArgumentHelp("What is made small: contrastive or triplet.", valueName: "loss"))
    var loss = TrainingPlan().loss
    @Option(help: ArgumentHelp("The greatest rate of learning.", valueName: "number"))
    var rate = TrainingPlan().rate
    @Option(
        help: ArgumentHelp("Channels after every convolution.", valueName: "numbers"),
        transform: { try channelNumbers($0) })
    var channels = PlaceTowers().channels
    @Option(help: ArgumentHelp("Elements of the embedding of a view.", valueName: "count"))
    var dimension = PlaceTowers().dimension
    @Option(help: ArgumentHelp("Decides all that is random.", valueName: "number"))
    var seed: UInt64 = 1
    @Option(help: ArgumentHelp("Meters by which photos are off at most.", valueName: "m"))
    var poseMeters = MapPairSettings().poseMeters
    @Option(help: ArgumentHelp("Degrees by which photos are off at most.", valueName: "degrees"))
    var poseDegrees = MapPairSettings().poseDegrees
    @Option(help: ArgumentHelp("Steps between checkpoints.", valueName: "count"))
    var checkpoint = TrainingRun.Pace().checkpoint
    @Option(help: ArgumentHelp("Steps between looks at held-out places.", valueName: "count"))
    var validate = TrainingRun.Pace().validation

    /// Refuses what no training can have, all of it at once.
    func check() throws {
        var problems = OptionProblems()
        func number(_ name: String, _ value: Double, _ range: ClosedRange<Double>) {
            guard !range.contains(value) else { return }
            problems.add(
                "\(name) is \(shortest(value)), but must be \(shortest(range.lowerBound)) to "
                    + shortest(range.upperBound))
        }
        number("--steps", Double(steps), 1...10_000_000)
        number("--pairs", Double(pairs), 8...4_096)
        number("--rate", rate, 1e-7...1)
        number("--dimension", Double(dimension), 2...1_024)
        number("--pose-meters", poseMeters, 0...50)
        number("--pose-degrees", poseDegrees, 0...90)
        number("--checkpoint", Double(checkpoint), 1...1_000_000)
        number("--validate", Double(validate), 1...1_000_000)
        if views != 1, views != 4 { problems.add("--views is \(views), but must be 1 or 4") }
        try problems.check()
    }

    var plan: TrainingPlan {
        var plan = TrainingPlan()
        (plan.steps, plan.rate, plan.loss, plan.seed) = (steps, rate, loss, seed)
        plan.warmUpSteps = min(plan.warmUpSteps, max(1, steps / 10))
        plan.towers = PlaceTowers(channels: channels, dimension: dimension)
        return plan
    }

    var pairSettings: MapPairSettings {
        var settings = MapPairSettings()
        (settings.pairs, settings.views) = (pairs, views)
        (settings.poseMeters, settings.poseDegrees) = (poseMeters, poseDegrees)
        return settings
    }

    var pace: TrainingRun.Pace {
        var pace = TrainingRun.Pace()
        (pace.checkpoint, pace.validation) = (checkpoint, validate)
        return pace
    }

    /// The settings of pairs as the model keeps them.
    var pairsText: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(pairSettings), as: UTF8.self)
        }
    }
}

extension PlaceLoss: ExpressibleByArgument {}

/// Channels as in `24,48,96`.
private func channelNumbers(_ text: String) throws -> [Int] {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...6).contains(numbers.count), numbers.allSatisfy({ (1...1024).contains($0 ?? 0) }) else {
        throw ValidationError("--channels takes two to six numbers of 1 to 1024, such as 24,48,96,128.")
    }
    return numbers.compactMap { $0 }
}
