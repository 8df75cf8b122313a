import Foundation
import PilotageAPI
import Pipeline
import TestSupport
import Testing

/// Items of several cameras, of fakes.
struct RigTests {
    private let pair = "{path: [front.fake, rear.fake], rig: [0, 180]}"

    private func pair(_ front: String, _ rear: String) throws -> RigFixture.Outcome {
        try RigFixture(["front.fake": front, "rear.fake": rear]).run(pair)
    }

    @Test func `a frame holds a view of every camera, in the order of headings`() throws {
        let files = ["a.fake": "i1 i2", "b.fake": "i3 i4", "c.fake": "i5 i6"]
        let outcome = try RigFixture(files).run("{path: [a.fake, b.fake, c.fake], rig: [180, 0.5, 90]}")
        #expect(outcome.shown == ["0:3 90:5 180:1", "0:4 90:6 180:2"])
        #expect(outcome.frames.map(\.timeSeconds) == [0, 0.5] && outcome.frames.map(\.index) == [0, 1])
        #expect(outcome.text == "run run\na.fake 0 0.0 located 3\na.fake 1 0.5 located 4\n")
    }

    @Test func `a rig may be one camera that looks elsewhere`() throws {
        #expect(try RigFixture(["a.fake": "i1"]).run("{path: [a.fake], rig: [90]}").shown == ["90:1"])
    }

    @Test(arguments: [
        ("i5@0 i6@0.4 i7@0.9", ["0:1 180:5", "0:2 180:6", "0:3 180:7"]),
        ("i5@0.2 i6@0.4 i7@0.6 i8@0.8 i9@1.1", ["0:1 180:5", "0:2 180:6", "0:3 180:9"]),
        ("i5@0.25 i6@0.7", ["0:1 180:5", "0:2 180:6", "0:3"]),
        ("i5@0.26 i6@0.9", ["0:1", "0:2 180:5", "0:3 180:6"]),
        ("i5", ["0:1 180:5", "0:2", "0:3"]),
        ("i5@9", ["0:1", "0:2", "0:3"]),
    ])
    func `the other camera gives the frame that is nearest in time, within half of a step`(
        rear: String, expected: [String]
    ) throws {
        #expect(try pair("i1 i2 i3", rear).shown == expected)
    }

    @Test func `the item ends with its first camera`() throws {
        #expect(try pair("i1", "i5 i6 i7 i8").shown == ["0:1 180:5"])
    }

    @Test func `what is damaged is left out, and is damaged where nothing is left`() throws {
        let outcome = try pair("i1 x i3 x", "i5 i6 x x")
        #expect(outcome.shown == ["0:1 180:5", "180:6", "0:3"])
        #expect(
            outcome.text == """
                run run
                front.fake 0 0.0 located 1
                front.fake 1 0.5 located 6
                front.fake 2 1.0 located 3
                front.fake 3 1.5 undecodable -

                """)
        #expect(outcome.losses.map(\.damaged) == [4])
    }

    @Test func `an item goes on without a camera of which nothing can be shown, and says so`() throws {
        let outcome = try pair("i1 i2", "!")
        #expect(outcome.shown == ["0:1", "0:2"])
        #expect(outcome.losses.map(\.damaged) == [1])
        #expect(
            outcome.remarks.map(\.message) == ["the fake is broken; the item goes on without this camera"])
        #expect(outcome.remarks.first?.place.first == "front.fake")
        #expect(outcome.remarks.first?.place.last == "decode.fake")
    }

    @Test(arguments: ["!", "", "7"]) func `without the first camera the next one sets the times`(
        front: String
    )
        throws
    {
        let outcome = try pair(front, "i5 i6@0.7")
        #expect(outcome.shown == ["180:5", "180:6"] && outcome.frames.map(\.timeSeconds) == [0, 0.7])
        #expect(outcome.losses.map(\.damaged) == [1] && outcome.remarks.count == 1)
    }

    @Test func `an item of which no camera can be shown fails with the first error`() throws {
        let fixture = try RigFixture(["front.fake": "!", "rear.fake": ""])
        let outcome = try fixture.run(pair)
        let path = fixture.folder.path("front.fake")
        #expect(
            outcome.text
                == "run run\nfailed front.fake: damaged: \(path): decode.fake: the fake is broken\n")
        #expect(outcome.remarks.isEmpty)
    }

    @Test func `a file that went missing fails the item, since another run may find it`() throws {
        let fixture = try RigFixture(["front.fake": "i1", "rear.fake": "i2"])
        let plan = try fixture.plan(pair)
        try FileManager.default.removeItem(atPath: fixture.folder.path("rear.fake"))
        #expect(try fixture.run(plan).text.contains("failed front.fake: unreadable"))
        try fixture.folder.write("i2", to: "rear.fake")
        #expect(try fixture.run(plan).shown == ["0:1 180:2"])
    }

    @Test(arguments: [
        ("i1 /i2 i3 i4", "i5 i6 i7 /i8", [false, true, false, true]),
        ("i1 i2 i3 i4", "i5 /i6@0.3 i7@0.5 i8@1", [false, true, false, false]),
        ("i1 i2 i3 i4", "i5 i6@0.5 /i7@1.2 i8@1.5", [false, false, true, false]),
        ("i1 i2 i3 i4", "i5 i6@0.5 /i7@1.3 i8@1.5", [false, false, false, true]),
        ("i1 x i3 i4", "i5 /x i7 i8", [false, false, false]),
        ("i1 i2 i3 i4", "/i5@0.5 i6", [false, false, false, false]),
    ])
    func `a cut in the footage of any camera begins a shot`(front: String, rear: String, expected: [Bool])
        throws
    {
        #expect(try pair(front, rear).frames.map(\.beginsShot) == expected)
    }

    @Test func `frames know the angle of view, whatever the item is`() throws {
        let files = ["a.fake": "i1", "b.fake": "i2", "walk/1.fake": "i3", "pano.fake": "p4"]
        let items = [
            "{path: a.fake, fov_deg: 70}", "{path: [a.fake, b.fake], rig: [0, 90], fov_deg: 80}",
            "{path: walk, as: sequence, fov_deg: 60}", "a.fake",
            "{path: pano.fake, projection: equirectangular}",
        ]
        let angles = try items.map { try RigFixture(files).run($0).frames.map(\.fieldOfViewDegrees) }
        #expect(angles == [[70], [80], [60], [nil], [90]])
    }

    @Test func `what the item's files are and how they are put together decides whether it is done again`()
        throws
    {
        let fixture = try RigFixture(["front.fake": "i1", "rear.fake": "i2"])
        #expect(try fixture.run(pair).shown == ["0:1 180:2"])
        #expect(try fixture.run(pair).shown == [])
        try fixture.folder.write("i3 i4", to: "rear.fake")
        #expect(try fixture.run(pair).shown == ["0:1 180:3"])
        #expect(try fixture.run("{path: [front.fake, rear.fake], rig: [0, 90]}").shown == ["0:1 90:3"])
        #expect(
            try fixture.run("{path: [front.fake, rear.fake], rig: [0, 90], fov_deg: 50}").shown == [
                "0:1 90:3"
            ])
    }

    @Test func `an embedder of single pictures refuses every item of several views at once`() throws {
        let fixture = try RigFixture(["a.fake": "i1", "b.fake": "i2", "c.fake": "p1"])
        let plan = try fixture.plan(
            "a.fake, {path: [a.fake, b.fake], rig: [0, 90], id: pair}, {path: c.fake, projection: equirectangular}"
        )
        #expect {
            try fixture.batch(
                plan, FakeEmbedder(.defaults, model: ModelFiles()), FakeEmbedder.format(.defaults))
        } throws: { error in
            (error as? PilotageErrors)?.errors.map { ($0.place + [$0.message]).joined(separator: ": ") } == [
                "pair: embed.fake takes one picture a frame, but a rig has one of every camera",
                "c.fake: embed.fake takes one picture a frame, but a panorama is cut into four",
            ]
        }
    }

    @Test(arguments: [1, 2, 4]) func `many rigs come out the same at any number of jobs`(jobs: Int) throws {
        var files: [String: String] = [:]
        var items: [String] = []
        for number in 0..<6 {
            files["a\(number).fake"] = "i\(number) x i\(number) i3"
            files["b\(number).fake"] = "i\(number) i1 x"
            items.append("{path: [a\(number).fake, b\(number).fake], rig: [0, 180]}")
        }
        let fixture = try RigFixture(files)
        let text = try fixture.run(fixture.plan(items.joined(separator: ", ")), jobs: jobs).text
        let expected = (0..<6).flatMap { number in
            zip(0..., [number, 1, number, 3]).map { frame, place in
                "a\(number).fake \(frame) \(Double(frame) / 2) located \(place)"
            }
        }
        #expect(text == "run run\n" + expected.joined(separator: "\n") + "\n")
    }
}
