import ArgumentParser
import Learning
import PilotageAPI

/// What of photos is learned from, and how looks at them differ.
struct TrainPhotoOptions: ParsableArguments {
    /// Where photos look.
    enum Looks: String, CaseIterable, ExpressibleByArgument {
        case street, down
    }

    @Option(
        help: ArgumentHelp(
            "Where photos look: along a street, or straight down with any side up (default: street).",
            valueName: "street|down"))
    var looks: Looks?
    @Option(help: "Take only rows of a CSV file whose column `split` says this.")
    var split: String?
    @Option(
        help: ArgumentHelp(
            "The share of the photos that is held out, all of one part of the ground (default: \(shortest(usualHeldOut))).",
            valueName: "share"))
    var heldOut: Double?
    @Option(
        help: ArgumentHelp(
            "Photos nearer to each other are of one place (\(told(street.same.meters, down.same.meters))).",
            valueName: "m"))
    var sameMeters: Double?
    @Option(
        help: ArgumentHelp(
            "Photos nearer to each other are not taken for different places (\(told(street.neighbors.meters, down.neighbors.meters))).",
            valueName: "m"))
    var nearMeters: Double?
    @Option(
        help: ArgumentHelp(
            "With --map: the share of the pairs whose photos are drawn of the map (default: \(shortest(withMap.drawnShare))).",
            valueName: "share"))
    var drawnShare: Double?
    @Option(
        help: ArgumentHelp(
            "Looks at photos are turned by so much at most (\(told(\.rotationDegrees))).",
            valueName: "degrees"))
    var rotation: Double?
    @Option(
        help: ArgumentHelp(
            "Magnified or shrunk (\(told(\.zoomShare))).", valueName: "share"))
    var zoom: Double?
    @Option(
        help: ArgumentHelp(
            "Moved (\(told(\.shiftShare))).", valueName: "share"))
    var shift: Double?
    @Option(
        help: ArgumentHelp(
            "Brighter or darker, where 1 is half the way from black to white (\(told(\.brightness))).",
            valueName: "number"))
    var brightness: Double?
    @Option(
        help: ArgumentHelp(
            "Of more or less contrast (\(told(\.contrastShare))).", valueName: "share"))
    var contrast: Double?
    @Option(
        help: ArgumentHelp(
            "Of stronger or weaker colors (\(told(\.saturationShare))).", valueName: "share"))
    var saturation: Double?
    @Option(
        help: ArgumentHelp(
            "Of another white (\(told(\.whiteBalanceShare))).", valueName: "share"))
    var whiteBalance: Double?
    @Option(
        help: ArgumentHelp(
            "Blurred: the weight of either neighbor of a pixel (\(told(\.blurWeight))).", valueName: "share"))
    var blur: Double?
    @Option(
        help: ArgumentHelp(
            "With noise of this standard deviation, as for --brightness (\(told(\.noise))).",
            valueName: "number"))
    var noise: Double?
    @Option(
        help: ArgumentHelp(
            "Covered in so large a part (\(told(\.erasedShare))).", valueName: "share"))
    var erased: Double?
    @Option(
        help: ArgumentHelp(
            "The share of the looks that have a covered part (\(told(\.erasedLooks))).", valueName: "share"))
    var erasedLooks: Double?

    /// What was given of the looks, by the names of the options.
    private var given: [(name: String, part: WritableKeyPath<PhotoAugmentation, Double>, value: Double?)] {
        [
            ("--rotation", \.rotationDegrees, rotation), ("--zoom", \.zoomShare, zoom),
            ("--shift", \.shiftShare, shift), ("--brightness", \.brightness, brightness),
            ("--contrast", \.contrastShare, contrast), ("--saturation", \.saturationShare, saturation),
            ("--white-balance", \.whiteBalanceShare, whiteBalance), ("--blur", \.blurWeight, blur),
            ("--noise", \.noise, noise), ("--erased", \.erasedShare, erased),
            ("--erased-looks", \.erasedLooks, erasedLooks),
        ]
    }

    /// The share that is held out.
    var heldOutShare: Double { heldOut ?? usualHeldOut }

    /// Notes what no training can have, and what would change nothing.
    func check(_ subject: TrainingSubject, _ problems: inout OptionProblems) {
        problems.check("--held-out", heldOut, in: 0.01...0.9)
        problems.check("--same-meters", sameMeters, in: 0...10_000)
        problems.check("--near-meters", nearMeters, in: 0...100_000)
        problems.check("--drawn-share", drawnShare, in: 0...0.9)
        for (name, path, value) in given {
            guard let part = PhotoAugmentation.parts.first(where: { $0.value == path }) else { continue }
            problems.check(name, value, in: part.range)
        }
        if let same = sameMeters, let near = nearMeters, same > near {
            problems.add(
                "--same-meters is \(shortest(same)), but must be at most --near-meters, \(shortest(near))")
        }
        checkIdle(subject, &problems)
    }

    private func checkIdle(_ subject: TrainingSubject, _ problems: inout OptionProblems) {
        let classes: KeyValuePairs = [
            "--looks": looks != nil, "--same-meters": sameMeters != nil, "--near-meters": nearMeters != nil,
        ]
        switch subject {
        case .photos: problems.checkIdle(["--drawn-share": drawnShare != nil], "without --map")
        case .photosAndMap: problems.checkIdle(classes, "with --map, whose views are drawn along streets")
        case .maps:
            problems.checkIdle(classes, "without --photos")
            problems.checkIdle(
                [
                    "--split": split != nil, "--held-out": heldOut != nil,
                    "--drawn-share": drawnShare != nil,
                ], "without --photos")
            for (name, _, value) in given {
                problems.checkIdle([name: value != nil], "without --photos")
            }
        }
    }

    /// How pairs are made of photos alone.
    func pairs(_ learning: TrainOptions) -> PhotoPairSettings {
        var settings = looks == .down ? PhotoPairSettings.straightDown : PhotoPairSettings()
        settings.pairs = learning.pairs ?? settings.pairs
        settings.same.meters = sameMeters ?? min(settings.same.meters, nearMeters ?? .infinity)
        settings.neighbors.meters = nearMeters ?? max(settings.neighbors.meters, settings.same.meters)
        apply(to: &settings.augmentation)
        return settings
    }

    /// How pairs are made of photos and the map.
    func mapPairs(_ learning: TrainOptions) -> PhotoMapPairSettings {
        var settings = PhotoMapPairSettings()
        settings.pairs = learning.pairs ?? settings.pairs
        settings.drawnShare = drawnShare ?? settings.drawnShare
        settings.poseMeters = learning.poseMeters ?? settings.poseMeters
        settings.poseDegrees = learning.poseDegrees ?? settings.poseDegrees
        settings.drawn = learning.mapPairs
        settings.drawn.views = 1
        apply(to: &settings.augmentation)
        return settings
    }

    private func apply(to augmentation: inout PhotoAugmentation) {
        for (_, part, value) in given { augmentation[keyPath: part] = value ?? augmentation[keyPath: part] }
    }
}

private let usualHeldOut = 0.2
private let street = PhotoPairSettings()
private let down = PhotoPairSettings.straightDown
private let withMap = PhotoMapPairSettings()

/// What holds where an option is not given, for its help.
private func told(_ street: Double, _ down: Double, withMap: Double? = nil) -> String {
    "default: \(shortest(street))" + (down == street ? "" : "; down \(shortest(down))")
        + (withMap.map { $0 == street ? "" : "; with --map \(shortest($0))" } ?? "")
}

private func told(_ part: KeyPath<PhotoAugmentation, Double>) -> String {
    told(
        street.augmentation[keyPath: part], down.augmentation[keyPath: part],
        withMap: withMap.augmentation[keyPath: part])
}
