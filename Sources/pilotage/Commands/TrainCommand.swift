import ArgumentParser
import Foundation
import Learning
import Neural
import PilotageAPI
import Pipeline
import StreetMap

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Teach a network which views of a map and which photos are of one place.",
        discussion: """
            Without --map from invented towns, else from maps of real ones, whose easternmost fifth is held out to see how \
            well the network does where it never was. Beside the model, NAME.safetensors, stand NAME-curve.csv and \
            NAME-curve.png. A training that was stopped goes on from NAME.training with the same options. See \
            docs/training.md. Exit codes: 0 the model is written; 2 it is not; 130 interrupted.
            """)

    @Option(help: ArgumentHelp("The model to write.", valueName: "name.safetensors"))
    var output: String
    @Option(
        help: ArgumentHelp(
            "Learn from a map: an extract of OpenStreetMap; may be given several times.", valueName: "osm.pbf"
        ))
    var map: [String] = []
    @OptionGroup(title: "Learning") var learning: TrainOptions
    @Option(help: ArgumentHelp("Begin with the networks of this model.", valueName: "model.safetensors"))
    var from: String?
    @Flag(help: "Begin anew, whatever an earlier training has left.")
    var fresh = false
    @Option(help: "Threads (default: the number of cores).")
    var jobs: Int?
    @Option(help: "How progress is shown: auto, line, json or none.")
    var progress: ProgressStyle = .auto

    func run() throws {
        let jobs = try JobCount.checked(jobs)
        let files = try TrainingFiles(model: output)
        try learning.check()
        try OutputCheck.check(files.all, inputs: map + [from].compactMap { $0 })
        if fresh { try? FileManager.default.removeItem(atPath: files.checkpoint) }
        let run = RunProgress { Console.error($0) }
        Interruption.watch(run)
        let display = TrainingDisplay(progress)
        do {
            let model = try train(files, jobs) { step in
                display.show(step)
                if run.isInterrupted { throw CancellationError() }
            }
            display.end(model, output)
        } catch is CancellationError {
            Console.note("interrupted: the same command goes on from \(files.checkpoint.visible())")
            throw ExitCode(130)
        }
    }

    private func train(
        _ files: TrainingFiles, _ jobs: Int, _ progress: (TrainingRun.Progress) throws -> Void
    ) throws -> PlaceModel {
        var plan = learning.plan
        let start = try from.map { try PlaceModel(path: $0) }
        if let start { plan.input = start.input }
        let (towns, heldOut) = try towns(seed: plan.seed)
        let pairs = MapPairs(
            learning.pairSettings, input: plan.input, seed: plan.seed, jobs: jobs, towns: towns)
        let validation = Validation(heldOut.map(\.area), views: learning.views, jobs: jobs)
        let clock = ContinuousClock()
        let begin = clock.now
        let run = TrainingRun(
            plan, learning.pace, source: pairs, provenance: try provenance(start), files: files,
            seconds: { (clock.now - begin) / .seconds(1) },
            validate: {
                let (rig, single) = try validation.recall($0)
                return (rig, single)
            })
        return try run.run(from: start?.towers, threads: jobs, progress: progress)
    }

    /// What is learned from, and what is held out.
    private func towns(seed: UInt64) throws -> (any TownSource, [(name: String, area: LearnedArea)]) {
        guard !map.isEmpty else { return (InventedTowns(seed: seed), try InventedTowns.heldOut(4)) }
        let towns = try MappedTowns(map.map { ($0.lastName, try MapFile(path: $0).read()) }, seed: seed)
        return (towns, towns.heldOut)
    }

    /// What the model says of where it comes from.
    private func provenance(_ start: PlaceModel?) throws -> [String: String] {
        var texts = [
            "program": ProgramVersion.generator,
            "learned_from": map.isEmpty ? "invented towns" : map.map(\.lastName).joined(separator: ", "),
            "pairs": try learning.pairsText,
        ]
        if let start, let from { texts["from"] = "\(from.lastName), \(start.metadata["steps"] ?? "?") steps" }
        return texts
    }
}
