import Foundation
import Manifests
import PilotageAPI
import TestSupport
import Testing

/// Items of several views as they are written.
struct RigItemTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["a.fake", "b.fake", "walk/1.fake", "walk/2.fake"] { try folder.write("1", to: name) }
        try FileManager.default.createDirectory(
            atPath: folder.path("town.gallery"), withIntermediateDirectories: true)
    }

    private func plan(_ item: String) throws -> Plan {
        let path = try folder.write("pilotage: 1\ngallery: town.gallery\nitems: [\(item)]\n", to: "test.yaml")
        return try ManifestReader(registry: FakeEngine.registry).read(path: path)
    }

    private func errors(_ item: String) -> [String] {
        do {
            _ = try plan(item)
            return []
        } catch let errors as PilotageErrors {
            return errors.errors.map { error in
                error.place.last.map { "\($0): \(error.message)" } ?? error.message
            }
        } catch { return ["\(error)"] }
    }

    @Test func `a list of paths with headings is a rig`() throws {
        let plan = try plan(
            "{path: [b.fake, a.fake], rig: [0, 359.5], fov_deg: 80, start: 2026-05-12T21:00:00Z}")
        let item = try #require(plan.items.first)
        #expect(plan.items.count == 1 && item.id == "b.fake" && !item.isSequence)
        #expect(item.sources.map(\.path) == [folder.path("b.fake"), folder.path("a.fake")])
        #expect(item.rigHeadingsDegrees == [0, 359.5] && item.fieldOfViewDegrees == 80)
        #expect(item.startUTC == 1_778_619_600 && item.panoramaFrontDegrees == nil && item.isSeveralViews)
    }

    @Test func `a rig has an id of its own if it is given one`() throws {
        #expect(
            try plan("{id: car, path: [a.fake, b.fake], rig: [0, 90]}, a.fake").items.map(\.id) == [
                "car", "a.fake",
            ])
    }

    @Test(arguments: [("", 0.0), (", front_deg: 90", 90), (", front_deg: 359.9", 359.9)])
    func `an equirectangular item knows where its front is`(rest: String, expected: Double) throws {
        let item = try plan("{path: a.fake, projection: equirectangular\(rest)}").items[0]
        #expect(
            item.panoramaFrontDegrees == expected && item.isSeveralViews && item.rigHeadingsDegrees == nil)
    }

    @Test func `folders and patterns may be equirectangular as well`() throws {
        let files = try plan(
            "{path: walk, projection: equirectangular}, {path: '?.fake', projection: equirectangular}")
        #expect(files.items.count == 4 && files.items.allSatisfy { $0.panoramaFrontDegrees == 0 })
        let sequence = try plan("{path: walk, as: sequence, projection: equirectangular}").items
        #expect(sequence.count == 1 && sequence[0].isSequence && sequence[0].panoramaFrontDegrees == 0)
    }

    @Test func `a table says what is equirectangular`() throws {
        try folder.write("path,projection,front_deg\na.fake,equirectangular,90\nb.fake,,\n", to: "more.csv")
        let path = try folder.write(
            "{pilotage: 1, gallery: town.gallery, items_from: more.csv}", to: "test.yaml")
        let items = try ManifestReader(registry: FakeEngine.registry).read(path: path).items
        #expect(items.map(\.panoramaFrontDegrees) == [90, nil])
    }

    @Test(arguments: [
        (
            "{path: [a.fake, b.fake]}",
            ["line 3, column 16: a list of paths needs 'rig', where each camera looks"]
        ),
        ("{path: [a.fake, b.fake], rig: [0]}", ["line 3, column 39: 2 paths, but 1 headings in 'rig'"]),
        ("{path: [a.fake, b.fake], rig: [90, 90]}", ["line 3, column 39: two cameras have the heading 90"]),
        (
            "{path: [a.fake, b.fake], rig: [0, 360]}",
            [
                "line 3, column 39: 'rig' is a list, but must be a list of numbers from 0 to below 360, such as [0, 180]"
            ]
        ),
        (
            "{path: [a.fake, b.fake], rig: 180}",
            [
                "line 3, column 39: 'rig' is 180, but must be a list of numbers from 0 to below 360, such as [0, 180]"
            ]
        ),
        ("{path: [a.fake, c.fake], rig: [0, 180]}", ["line 3, column 25: 'c.fake' does not exist"]),
        (
            "{path: [a.fake, walk], rig: [0, 180]}",
            ["line 3, column 25: 'walk' is a folder, but a camera of a rig is a file"]
        ),
        ("{path: [a.fake, a.fake], rig: [0, 180]}", ["line 3, column 25: 'a.fake' is named twice in a rig"]),
        (
            "{path: [a.fake, 7], rig: [0, 180]}",
            ["line 3, column 25: a camera is 7, but must be the path of a file"]
        ),
        ("{path: [], rig: [0]}", ["line 3, column 16: a rig of 0 paths, but it takes 1 to 8"]),
        (
            "{path: [a.fake, b.fake], rig: [0, 180], as: sequence, projection: equirectangular}",
            [
                "line 3, column 53: 'as' does not go with a list of paths, which is a rig of cameras",
                "line 3, column 75: 'projection' does not go with a list of paths, which is a rig of cameras",
            ]
        ),
        (
            "{path: a.fake, rig: [0]}",
            ["line 3, column 29: 'rig' goes with a list of paths, one for each camera"]
        ),
        (
            "{path: [a.fake, b.fake], rig: [0, 180]}, a.fake",
            ["line 3, column 50: two items have the id 'a.fake'"]
        ),
        (
            "{path: a.fake, projection: fisheye}",
            ["line 3, column 36: 'projection' is 'fisheye', but must be one of equirectangular"]
        ),
        (
            "{path: a.fake, front_deg: 90}",
            ["line 3, column 35: 'front_deg' goes with projection: equirectangular"]
        ),
        (
            "{path: a.fake, projection: equirectangular, front_deg: -90}",
            ["line 3, column 64: 'front_deg' is -90, but must be a number from 0 to below 360"]
        ),
        (
            "{path: a.fake, projection: equirectangular, rows: [0]}",
            ["line 3, column 59: 'rows' go with a matrix, 'projection' with pictures"]
        ),
        (
            "{path: a.fake, projection: equirectangular, fov_deg: 90}",
            ["line 3, column 62: 'fov_deg' does not go with 'projection': its views are 90° wide"]
        ),
        (
            "{path: a.fake, fov_deg: 180}",
            ["line 3, column 33: 'fov_deg' is 180, but must be a number from 0.1 to 179.0"]
        ),
    ])
    func `an error names line, column and what is wrong`(item: String, expected: [String]) {
        #expect(errors(item) == expected)
    }
}
