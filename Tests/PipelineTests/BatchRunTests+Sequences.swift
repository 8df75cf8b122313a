import Foundation
import Geodesy
import Manifests
import PilotageAPI
import Pipeline
import Synchronization
import TestSupport
import Testing

/// Folders of photos that are one track.
extension BatchRunTests {
    /// The folder `walk` as one sequence.
    private func sequencePlan() throws -> Plan {
        let path = try folder.write(
            "{pilotage: 1, gallery: street.gallery, items: [{path: walk, as: sequence}],"
                + " report: [{use: report.fake, path: out.txt}]}", to: "run.yaml")
        return try ManifestReader(registry: FakeEngine.registry).read(path: path)
    }

    @Test func `a photo sequence keeps the frames of photos that cannot be decoded`() throws {
        for (name, text) in [("1", "4"), ("2", "!"), ("3", "6")] {
            try folder.write(text, to: "walk/\(name).fake")
        }
        #expect(
            try run(batch(sequencePlan())).text == """
                run run
                walk 0 0.0 located 4
                walk 1 1.0 undecodable -
                walk 2 2.0 located 6

                """)
    }

    @Test func `a photo sequence of which nothing can be shown fails with its first error`() throws {
        for name in 1...3 { try folder.write("!", to: "walk/\(name).fake") }
        #expect(
            try run(batch(sequencePlan())).text == """
                run run
                failed walk: damaged: \(folder.path("walk/1.fake")): decode.fake: the fake is broken

                """)
    }

    @Test func `a photo that cannot be read fails its sequence`() throws {
        try folder.write("4", to: "walk/1.fake")
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.path("walk/2.fake"), withDestinationPath: "nowhere")
        #expect(
            try run(batch(sequencePlan())).text == """
                run run
                failed walk: unreadable: \(folder.path("walk/2.fake")): decode.fake: the file cannot be read

                """)
    }

    @Test func `a video in a photo sequence fails the item, by name`() throws {
        try folder.write("4", to: "walk/1.fake")
        try folder.write("5 6 7", to: "walk/clip.fake")
        let outcome = try run(batch(sequencePlan()))
        let path = folder.path("walk/clip.fake")
        #expect(
            outcome.text == """
                run run
                failed walk: unsupported: \(path): no photo: it has more than one frame, but a sequence takes photos only

                """)
    }

    @Test(arguments: [false, true]) func `a folder that cannot be read is an item that fails`(
        isSequence: Bool
    ) throws {
        try folder.write("4", to: "walk/1.fake")
        try folder.write("5", to: "walk/closed/2.fake")
        try folder.letEverybodyWrite()
        let plan = try FolderRights.withoutReading(folder.path("walk/closed")) {
            try isSequence ? sequencePlan() : self.plan(["walk"])
        }
        let found = isSequence ? "" : "walk/1.fake 0 0.0 located 4\n"
        let failed = isSequence ? "walk: unreadable: walk/closed" : "walk/closed: unreadable"
        #expect(
            try run(batch(plan)).text
                == "run run\n\(found)failed \(failed): the folder cannot be read (Permission denied)\n")
        // Readable again, all of it is done, without being asked to retry.
        let mended = try run(batch(isSequence ? sequencePlan() : self.plan(["walk"])))
        #expect(mended.snapshot.failed == 0 && mended.text.contains("located 5"))
    }
}
