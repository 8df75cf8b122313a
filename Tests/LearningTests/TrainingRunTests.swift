import Foundation
import Learning
import Neural
import PilotageAPI
import TestSupport
import Testing

struct TrainingRunTests {
    struct Stop: Error {}

    private func run(
        _ folder: TemporaryFolder, _ name: String = "model", steps: Int = 7,
        provenance: [String: String] = ["from": "a town"],
        rate: Double = 2e-3, jobs: Int = 2, seconds: @escaping () -> Double = { 1 }, until stop: Int = 99
    ) throws -> PlaceModel {
        var plan = SmallTraining.plan(steps: steps)
        plan.rate = rate
        var pace = TrainingRun.Pace()
        (pace.checkpoint, pace.validation) = (3, 4)
        let run = TrainingRun(
            plan, pace, source: SmallTraining.source(jobs: jobs), provenance: provenance,
            files: try TrainingFiles(model: folder.path("\(name).safetensors")), seconds: seconds,
            validate: { model in
                (nil, Recall(places: 9, queries: 3, at1: 0.25, at5: 0.5, at10: Double(model.dimension) / 16))
            })
        return try run.run(threads: jobs) { if $0.report.step >= stop { throw Stop() } }
    }

    @Test func `a training that was stopped ends as one that was not`() throws {
        let folder = try TemporaryFolder()
        _ = try run(folder, "whole")
        for stop in [1, 4, 5] {
            _ = #expect(throws: Stop.self) { try run(folder, jobs: 1, until: stop) }
        }
        #expect(try folder.names().contains("model.training"))
        #expect(!(try folder.names().contains("model.safetensors")))
        _ = try run(folder)
        #expect(!(try folder.names().contains("model.training")))
        for suffix in [".safetensors", "-curve.csv", "-curve.png"] {
            let files = try ["whole", "model"].map {
                try Data(contentsOf: URL(fileURLWithPath: folder.path("\($0)\(suffix)")))
            }
            #expect(files[0] == files[1], "\(suffix)")
        }
    }

    @Test func `a model does not depend on how long its training took`() throws {
        let folder = try TemporaryFolder()
        var time = 0.0
        for (name, step) in [("quick", 1.0), ("slow", 60)] {
            _ = try run(
                folder, name, steps: 4,
                seconds: {
                    time += step
                    return time
                })
        }
        func bytes(_ name: String) throws -> Data {
            try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
        }
        #expect(try bytes("quick.safetensors") == bytes("slow.safetensors"))
        #expect(try bytes("quick-curve.csv") != bytes("slow-curve.csv"))
    }

    @Test func `the curve is a table and a picture`() throws {
        let folder = try TemporaryFolder()
        _ = try run(folder)
        let lines = try String(
            contentsOf: URL(fileURLWithPath: folder.path("model-curve.csv")), encoding: .utf8
        ).split(
            separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0] == CurvePoint.header[...])
        #expect(lines[1].hasPrefix("4,"))
        #expect(lines[2].hasPrefix("7,"))
        #expect(lines[2].hasSuffix(",,,0.2500,1.0000"))
        let picture = try Data(contentsOf: URL(fileURLWithPath: folder.path("model-curve.png")))
        #expect(picture.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `the model says where it comes from`() throws {
        let folder = try TemporaryFolder()
        let model = try run(folder)
        let read = try PlaceModel(path: folder.path("model.safetensors"))
        #expect(read.metadata == model.metadata)
        #expect(read.metadata["from"] == "a town")
        #expect(read.metadata["steps"] == "7")
        #expect(read.metadata["plan"]?.contains("\"steps\":7") == true)
        #expect(read.metadata["held_out"]?.contains("0.25") == true)
    }

    @Test func `a checkpoint of another training is refused`() throws {
        let folder = try TemporaryFolder()
        _ = #expect(throws: Stop.self) { try run(folder, until: 4) }
        for other in [
            { try run(folder, steps: 9) }, { try run(folder, provenance: ["from": "another town"]) },
        ] {
            let error = try #require(throws: PilotageError.self) { try other() }
            #expect(error.place == [folder.path("model.training")])
            #expect(error.hint?.contains("--fresh") == true)
        }
    }

    @Test func `a damaged checkpoint is one clear error`() throws {
        let folder = try TemporaryFolder()
        try Data("nothing".utf8).write(to: URL(fileURLWithPath: folder.path("model.training")))
        let error = try #require(throws: PilotageError.self) { try run(folder) }
        #expect(error.kind == .damaged)
        #expect(error.place == [folder.path("model.training")])
    }

    @Test func `a loss that is no number ends the training behind its last checkpoint`() throws {
        let folder = try TemporaryFolder()
        _ = #expect(throws: Stop.self) { try run(folder, rate: 1e30, until: 1) }
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.path("model.training")))
        let error = try #require(throws: PilotageError.self) { try run(folder, rate: 1e30) }
        #expect(error.message.contains("no number"))
        #expect(error.hint?.contains("--from \(folder.path("model.training"))") == true)
        let reached = try TrainingFiles.model(ofCheckpoint: folder.path("model.training"))
        #expect(reached.metadata["steps"] == "1" && reached.input == SmallTraining.input)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("model.training"))) == before)
    }

    @Test func `what cannot be written is refused before anything is learned`() throws {
        let folder = try TemporaryFolder()
        let lost = try TrainingFiles(model: folder.path("nowhere/model.safetensors"))
        #expect(try #require(throws: PilotageError.self) { try lost.checkWritable() }.kind == .unwritable)
        try FileManager.default.createDirectory(
            atPath: folder.path("model-curve.png"), withIntermediateDirectories: true)
        let taken = try TrainingFiles(model: folder.path("model.safetensors"))
        let error = try #require(throws: PilotageError.self) { try taken.checkWritable() }
        #expect(error.place == [folder.path("model-curve.png")])
        #expect(try folder.names() == ["model-curve.png"])
    }

    @Test func `a name without its suffix is refused`() throws {
        _ = #expect(throws: PilotageError.self) { try TrainingFiles(model: "folder/.safetensors") }
        _ = #expect(throws: PilotageError.self) { try TrainingFiles(model: "model.bin") }
        _ = #expect(throws: PilotageError.self) { try TrainingFiles(model: ".safetensors") }
    }
}

struct LearningTests {
    @Test(arguments: PlaceLoss.allCases)
    func `a network learns to find places of a town`(loss: PlaceLoss) throws {
        var plan = SmallTraining.plan(steps: 60)
        plan.loss = loss
        let trainer = try Trainer(plan)
        let source = SmallTraining.source()
        let area = OneTown.invented.area(0)
        let test = RetrievalTest(area, places: 300, queries: 60, seed: 5, heights: .tagged, jobs: 2)
        let before = try test.recall(PlaceModel(towers: trainer.state.towers, input: plan.input))
        for number in 0..<plan.steps { _ = try trainer.step(try source.batch(number)) }
        let after = try test.recall(PlaceModel(towers: trainer.state.towers, input: plan.input))
        #expect(after.rig.at5 > before.rig.at5 + 0.1, "\(before.rig) \(after.rig)")
        #expect(after.rig.at10 > after.single.at10, "\(after)")
        #expect(after.rig.places == 300)
        #expect(after.rig.at1 <= after.rig.at5 && after.rig.at5 <= after.rig.at10)
    }
}
