public import ArgumentParser
import Learning
import Neural
import PilotageAPI

/// How a network learns.
struct TrainOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Batches to learn from.", valueName: "count"))
    var steps = TrainingPlan().steps
    @Option(
        help: ArgumentHelp(
            "How many towns are invented (default: another every dozen batches).", valueName: "count"))
    var towns: Int?
    @Option(
        help: ArgumentHelp(
            "Places in a batch (default: \(MapPairSettings().pairs); of photos alone \(PhotoPairSettings().pairs)).",
            valueName: "count"))
    var pairs: Int?
    @Option(
        help: ArgumentHelp(
            "Views of a place: 4, to all sides, or 1, ahead (default: \(MapPairSettings().views); with photos 1).",
            valueName: "1|4"))
    var views: Int?
    @Option(help: ArgumentHelp("What is made small: contrastive or triplet.", valueName: "loss"))
    var loss = TrainingPlan().loss
    @Option(help: ArgumentHelp("The greatest rate of learning.", valueName: "number"))
    var rate = TrainingPlan().rate
    @Option(
        help: ArgumentHelp(
            "Pixels of a view (default: \(ViewInput().width)x\(ViewInput().height)).", valueName: "WxH"))
    var size: PictureSize?
    @Option(
        help: ArgumentHelp(
            "The horizontal angle of view (default: \(shortest(ViewInput().fieldOfViewDegrees))).",
            valueName: "degrees"))
    var fov: Double?
    @Option(
        help: ArgumentHelp(
            "Channels after every stage (default: \(PlaceTowers().channels.map(String.init).joined(separator: ","))).",
            valueName: "numbers"),
        transform: { try channelNumbers($0) })
    var channels: [Int]?
    @Option(
        help: ArgumentHelp(
            "Convolutions of a stage (default: \(TrainingSubject.maps.towers.depth); of photos alone \(TrainingSubject.photos.towers.depth)).",
            valueName: "count"))
    var depth: Int?
    @Option(
        help: ArgumentHelp(
            "Elements of the embedding of a view (default: \(TrainingSubject.maps.towers.dimension); of photos alone \(TrainingSubject.photos.towers.dimension)).",
            valueName: "count"))
    var dimension: Int?
    @Option(help: ArgumentHelp("Decides all that is random.", valueName: "number"))
    var seed: UInt64 = 1
    @Option(
        help: ArgumentHelp(
            "Meters between what a photo and the map show at most (default: \(shortest(MapPairSettings().poseMeters)); with --photos \(shortest(PhotoMapPairSettings().poseMeters))).",
            valueName: "m"))
    var poseMeters: Double?
    @Option(
        help: ArgumentHelp(
            "Degrees between what a photo and the map show at most (default: \(shortest(MapPairSettings().poseDegrees)); with --photos \(shortest(PhotoMapPairSettings().poseDegrees))).",
            valueName: "degrees"))
    var poseDegrees: Double?
    @Option(help: ArgumentHelp("Steps between checkpoints.", valueName: "count"))
    var checkpoint = TrainingRun.Pace().checkpoint
    @Option(help: ArgumentHelp("Steps between looks at held-out places.", valueName: "count"))
    var validate = TrainingRun.Pace().validation

    private static let mostLooks = 10_000

    /// Notes what no training can have.
    func check(_ subject: TrainingSubject, _ problems: inout OptionProblems) {
        problems.check("--steps", steps, in: 1...10_000_000)
        problems.check("--towns", towns, in: 1...1_000_000)
        problems.check("--pairs", pairs, in: 8...4_096)
        problems.check("--rate", rate, in: 1e-7...1)
        problems.check("--fov", fov, in: 10...170)
        problems.check("--depth", depth, in: 1...8)
        problems.check("--dimension", dimension, in: 2...1_024)
        problems.check("--pose-meters", poseMeters, in: 0...50)
        problems.check("--pose-degrees", poseDegrees, in: 0...90)
        problems.check("--checkpoint", checkpoint, in: 1...1_000_000)
        problems.check("--validate", validate, in: 1...1_000_000)
        if validate > 0, steps / validate > Self.mostLooks {
            problems.add(
                "--validate \(validate) asks for \(steps / validate) looks at held-out places, more than \(Self.mostLooks)",
                hint: "look less often")
        }
        if let size, ![size.width, size.height].allSatisfy((16...1_024).contains) {
            problems.add("--size is \(size.width)x\(size.height), but sides must have 16 to 1024 pixels")
        }
        checkViews(subject, &problems)
        guard subject == .photos else { return }
        problems.checkIdle(
            ["--pose-meters": poseMeters != nil, "--pose-degrees": poseDegrees != nil], "without maps")
    }

    private func checkViews(_ subject: TrainingSubject, _ problems: inout OptionProblems) {
        guard let views else { return }
        guard views == 1 || views == 4 else {
            problems.add("--views is \(views), but must be 1 or 4")
            return
        }
        guard subject != .maps, views != 1 else { return }
        problems.add("--views is \(views), but photos are single views", hint: "leave --views out")
    }

    /// The plan of a training that begins with new networks.
    func plan(_ subject: TrainingSubject) -> TrainingPlan {
        var plan = TrainingPlan()
        (plan.steps, plan.rate, plan.loss, plan.seed) = (steps, rate, loss, seed)
        plan.warmUpSteps = min(plan.warmUpSteps, max(1, steps / 10))
        plan.towers = subject.towers
        plan.towers.channels = channels ?? plan.towers.channels
        plan.towers.depth = depth ?? plan.towers.depth
        plan.towers.dimension = dimension ?? plan.towers.dimension
        plan.input.width = size?.width ?? plan.input.width
        plan.input.height = size?.height ?? plan.input.height
        plan.input.fieldOfViewDegrees = fov ?? plan.input.fieldOfViewDegrees
        return plan
    }

    /// How pairs are drawn of maps.
    var mapPairs: MapPairSettings {
        var settings = MapPairSettings()
        settings.pairs = pairs ?? settings.pairs
        settings.views = views ?? settings.views
        settings.poseMeters = poseMeters ?? settings.poseMeters
        settings.poseDegrees = poseDegrees ?? settings.poseDegrees
        return settings
    }

    var pace: TrainingRun.Pace {
        var pace = TrainingRun.Pace()
        (pace.checkpoint, pace.validation) = (checkpoint, validate)
        return pace
    }
}

extension TrainingSubject {
    /// The shape of new networks. Photos alone have one network for both sides; those from above may be turned, so that what is
    /// seen counts for them and not where.
    var towers: PlaceTowers {
        guard self == .photos else { return PlaceTowers() }
        return PlaceTowers(depth: 2, head: .generalizedMean, dimension: 128, areShared: true)
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
