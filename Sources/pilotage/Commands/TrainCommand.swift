import ArgumentParser
import Foundation
import Learning
import Neural
import PilotageAPI
import Pipeline

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Teach a network which views of a map and which photos are of one place.",
        discussion: """
            Without --map and --photos from invented towns. With --map from maps of real ones, whose easternmost fifth is \
            held out to see how well the network does where it never was. With --photos from photos of known position, \
            alone or beside the map of where they were taken; a part of the ground is held out. Beside the model, \
            NAME.safetensors, stand NAME-curve.csv and NAME-curve.png. A training that was stopped goes on from \
            NAME.training with the same options. See docs/training.md. Exit codes: 0 the model is written; 2 it is not; \
            130 interrupted.
            """)

    @Option(help: ArgumentHelp("The model to write.", valueName: "name.safetensors"))
    var output: String
    @Option(
        help: ArgumentHelp(
            "Learn from a map: an extract of OpenStreetMap; may be given several times.", valueName: "osm.pbf"
        ))
    var map: [String] = []
    @Option(
        help: ArgumentHelp(
            """
            Learn from photos: a folder of photos with their positions in EXIF, or a CSV file: file, lat, lon, heading_deg, \
            time_s, …
            """, valueName: "folder or csv"))
    var photos: String?
    @OptionGroup(title: "Learning") var learning: TrainOptions
    @OptionGroup(title: "Photos") var looking: TrainPhotoOptions
    @Option(
        help: ArgumentHelp(
            "Begin with the networks of this model, or of a training that stopped, NAME.training.",
            valueName: "model.safetensors"))
    var from: String?
    @Flag(help: "Begin anew, whatever an earlier training has left.")
    var fresh = false
    @Option(help: "Threads (default: the number of cores).")
    var jobs: Int?
    @Option(help: "How progress is shown: auto, line, json or none.")
    var progress: ProgressStyle = .auto

    /// What is learned from.
    private var subject: TrainingSubject {
        guard photos != nil else { return .maps }
        return map.isEmpty ? .photos : .photosAndMap
    }

    func run() throws {
        let jobs = try JobCount.checked(jobs)
        let files = try TrainingFiles(model: output)
        try check()
        try OutputCheck.check(files.all, inputs: map + [from, photos].compactMap { $0 })
        try files.checkWritable()
        let run = RunProgress { Console.error($0) }
        Interruption.watch(run)
        let display = TrainingDisplay(progress)
        do {
            let model = try train(files, jobs, run) { step in
                display.show(step)
                if run.isInterrupted { throw CancellationError() }
            }
            display.end(model, output)
        } catch is CancellationError {
            let goesOn = FileManager.default.fileExists(atPath: files.checkpoint)
            Console.note(
                "interrupted: the same command \(goesOn ? "goes on from \(files.checkpoint.visible())" : "begins anew")"
            )
            throw ExitCode(130)
        }
    }

    /// Refuses what no training can have, all of it at once.
    private func check() throws {
        var problems = OptionProblems()
        learning.check(subject, &problems)
        looking.check(subject, &problems)
        if !map.isEmpty || photos != nil {
            problems.checkIdle(["--towns": learning.towns != nil], "without invented towns")
        }
        if subject == .photosAndMap, map.count > 1 {
            problems.add(
                "--map is given \(map.count) times, but photos are learned with one map",
                hint: "one extract that holds all of them")
        }
        try problems.check()
    }

    private func train(
        _ files: TrainingFiles, _ jobs: Int, _ interruption: RunProgress,
        _ progress: (TrainingRun.Progress) throws -> Void
    ) throws -> PlaceModel {
        let start = try from.map { try TrainingStart(path: $0, subject, learning) }
        let plan = start?.applied(to: learning.plan(subject)) ?? learning.plan(subject)
        let material = try material(plan, files, jobs, interruption)
        if fresh { try? FileManager.default.removeItem(atPath: files.checkpoint) }
        var provenance = material.provenance
        provenance["program"] = ProgramVersion.generator
        provenance["from"] = start?.description
        let clock = ContinuousClock()
        let begin = clock.now
        let run = TrainingRun(
            plan, learning.pace, source: material.source, provenance: provenance, files: files,
            seconds: { (clock.now - begin) / .seconds(1) }, validate: material.validate)
        return try run.run(from: start?.towers, threads: jobs, progress: progress)
    }

    private func material(
        _ plan: TrainingPlan, _ files: TrainingFiles, _ jobs: Int, _ interruption: RunProgress
    ) throws -> TrainingMaterial {
        guard let photos else {
            return try TrainingMaterial(
                maps: map, count: learning.towns, plan, learning.mapPairs, jobs: jobs)
        }
        let display = GalleryProgress(progress)
        let reader = TrainingPhotos(path: photos, options: looking, input: plan.input, jobs: jobs) {
            phase, done, total in
            display.show(phase, done, of: total)
            if interruption.isInterrupted { throw CancellationError() }
        }
        guard let map = map.first else {
            return try TrainingMaterial(reader, files, plan, looking.pairs(learning))
        }
        return try TrainingMaterial(reader, map: map, files, plan, looking.mapPairs(learning))
    }
}

/// What a network learns from.
enum TrainingSubject {
    /// Maps, of invented towns or real ones.
    case maps
    /// Photos alone.
    case photos
    /// Photos, and the map of where they were taken.
    case photosAndMap
}
