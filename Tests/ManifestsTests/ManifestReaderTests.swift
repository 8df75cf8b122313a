import Foundation
import Geodesy
import Manifests
import PilotageAPI
import TestSupport
import Testing

struct ManifestReaderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["a.fake", "b.fake", "walk/1.fake", "walk/2.fake", "walk/notes.txt", "walk/.hidden.fake"]
        {
            try folder.write("1 2 3", to: name)
        }
        try FileManager.default.createDirectory(
            atPath: folder.path("town.gallery"), withIntermediateDirectories: true)
    }

    private func plan(_ text: String, name: String = "test.yaml") throws -> Plan {
        let path = try folder.write(text, to: name)
        return try ManifestReader(registry: FakeEngine.registry).read(path: path)
    }

    /// The errors of a manifest, without the temporary folder in them.
    private func errors(_ text: String, name: String = "test.yaml") -> [String] {
        do {
            _ = try plan(text, name: name)
            return []
        } catch let errors as PilotageErrors {
            return errors.errors.map { $0.description.replacing(folder.url.path + "/", with: "") }
        } catch { return ["\(error)"] }
    }

    private let head = "pilotage: 1\ngallery: town.gallery\n"

    @Test func `a path, a pattern and a folder become items`() throws {
        let plan = try plan(head + "items: [a.fake, 'b*.fake', walk]\n")
        #expect(plan.items.map(\.id) == ["a.fake", "b.fake", "walk/1.fake", "walk/2.fake"])
        #expect(plan.items[0].sources == [MediaSource(path: folder.path("a.fake"))])
        #expect(plan.remarks == ["walk: 1 file passed over: no media"])
    }

    @Test func `a folder as sequence is one item`() throws {
        let plan = try plan(
            head + "items: [{path: walk, as: sequence, start: 2026-05-12T21:00:00Z, fov_deg: 78}]\n")
        #expect(plan.items.count == 1 && plan.items[0].isSequence && plan.items[0].sources.count == 2)
        #expect(plan.items[0].startUTC == 1_778_619_600 && plan.items[0].fieldOfViewDegrees == 78)
    }

    @Test func `a folder below that cannot be read is an item that says so`() throws {
        try folder.write("1", to: "walk/1st/3.fake")
        try folder.letEverybodyWrite()
        let plan = try FolderRights.withoutReading(folder.path("walk/1st")) {
            try self.plan(head + "items: [walk]\n")
        }
        #expect(plan.items.map(\.id) == ["walk/1.fake", "walk/1st", "walk/2.fake"])
        #expect(plan.items.map(\.refusal?.message) == [nil, "the folder cannot be read", nil])
        #expect(plan.remarks.last == "walk/1st: the folder cannot be read; its item will fail")
    }

    @Test func `a sequence with a folder that cannot be read is refused as a whole`() throws {
        try folder.write("1", to: "walk/1st/3.fake")
        try folder.letEverybodyWrite()
        let plan = try FolderRights.withoutReading(folder.path("walk/1st")) {
            try self.plan(head + "items: [{path: walk/, as: sequence}]\n")
        }
        #expect(plan.items.map(\.id) == ["walk/"])
        #expect(plan.items[0].refusal?.place == ["walk/1st"])
    }

    @Test func `a gallery that is a file is told from one that is missing`() {
        #expect(
            errors("pilotage: 1\ngallery: a.fake\nitems: [a.fake]\n") == [
                "test.yaml: line 2, column 10: the gallery 'a.fake' is a file, but a gallery is a directory\n"
                    + "  hint: name the directory that 'pilotage gallery build' made"
            ])
    }

    @Test func `rows of a matrix need an id only where the path is not enough`() throws {
        let plan = try plan(
            head + "items: [{id: r1, path: a.fake, rows: [2, 0]}, {id: r2, path: a.fake, rows: [1]}]\n")
        #expect(plan.items.map(\.id) == ["r1", "r2"] && plan.items[0].sources[0].rows == [2, 0])
    }

    @Test func `turns are 0, 1 or not known`() throws {
        let plan = try plan(head + "items: [{path: a.fake, rows: [2, 0, 1], turns: [null, 0, 1]}]\n")
        #expect(plan.items[0].sources[0].turns == [nil, false, true])
        #expect(
            errors(head + "items: [{path: a.fake, rows: [2, 0], turns: [1]}]\n").first?.contains(
                "2 rows, but 1 turns")
                == true)
        #expect(
            errors(head + "items: [{path: a.fake, turns: [2]}]\n").first?.contains("0, 1 and null") == true)
    }

    @Test func `what is left out has its default`() throws {
        let plan = try plan(head + "items: [a.fake]\n", name: "harbour.yaml")
        #expect(plan.name == "harbour" && plan.limit == 50 && plan.region == nil)
        #expect(
            plan.match.plugin == "match.fake" && plan.locate.plugin == "locate.fake"
                && plan.decode.plugin == nil)
        #expect(plan.reports.map(\.path) == ["fixes.csv", "fixes.geojson"])
    }

    @Test func `JSON says the same as YAML`() throws {
        let json = #"{"pilotage": 1, "gallery": "town.gallery", "items": ["a.fake"], "match": {"limit": 7}}"#
        #expect(try plan(json, name: "test.json").limit == 7)
    }

    @Test func `items come from a table too`() throws {
        try folder.write("path,id,fov_deg\na.fake,first,60\nb.fake,,\n", to: "more.csv")
        let plan = try plan(head + "items_from: more.csv\n")
        #expect(plan.items.map(\.id) == ["first", "b.fake"] && plan.items[0].fieldOfViewDegrees == 60)
    }

    @Test func `regions are boxes, circles and polygons`() throws {
        try folder.write(
            #"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}"#,
            to: "area.geojson")
        let items = head + "items: [a.fake]\n"
        #expect(
            try plan(items + "region: {bbox: [7.4, 43.72, 7.44, 43.75]}\n").region
                == .box(west: 7.4, south: 43.72, east: 7.44, north: 43.75))
        #expect(
            try plan(items + "region: {near: {lat: 50, lon: 8, radius_m: 300}}\n").region
                == .circle(center: Coordinate(latitude: 50, longitude: 8), radiusMeters: 300))
        #expect(
            try plan(items + "region: {polygon: area.geojson}\n").region?
                .contains(Coordinate(latitude: 0.2, longitude: 0.5)) == true)
    }

    @Test(arguments: [
        (
            "itmes: []\n",
            "test.yaml: line 3, column 1: unknown key 'itmes' in the manifest\n  hint: did you mean 'items'?"
        ),
        (
            "items: [c.fake]\n",
            "test.yaml: line 3, column 9: 'c.fake' does not exist\n  hint: relative paths start where the manifest lies, else where the command is given; * and ? stand for any letters"
        ),
        (
            "items: [a.fake, a.fake]\n",
            "test.yaml: line 3, column 17: two items have the id 'a.fake'\n  hint: name the items apart by 'id'"
        ),
        (
            "items: [a.fake]\nmatch: {limit: 0}\n",
            "test.yaml: line 4, column 16: 'limit' is 0, but must be a whole number from 1 to 10000"
        ),
        (
            "items: [a.fake]\nlocate: {use: locate.fkae}\n",
            "test.yaml: line 4, column 15: unknown plugin 'locate.fkae'\n  hint: did you mean 'locate.fake'?"
        ),
        (
            "items: [a.fake]\nlocate: {confidenc: 0.5}\n",
            "test.yaml: line 4, column 10: locate.fake: unknown option 'confidenc'\n  hint: did you mean 'confidence'?"
        ),
        (
            "items: [{path: walk, as: sequnce}]\n",
            "test.yaml: line 3, column 26: 'as' is 'sequnce', but must be one of sequence, photos"
        ),
        (
            "items: [a.fake]\nregion: {bbox: [7, 44, 8, 43]}\n",
            "test.yaml: line 4, column 16: the bbox's south, 44.0, lies north of its north, 43.0\n  hint: the order is [west, south, east, north]"
        ),
        (
            "items: [a.fake]\nreport: [{use: report.fake}]\n",
            "test.yaml: line 4, column 10: a report needs a 'path' to write to"
        ),
        (
            "items: [\n",
            "test.yaml: line 4, column 1: the YAML cannot be read: did not find expected node content"
        ),
    ])
    func `an error names line, column and remedy`(rest: String, expected: String) {
        #expect(errors(head + rest) == [expected] || errors(head + rest).first == expected)
    }

    @Test func `all errors are told at once, in the order of the file's parts`() {
        let found = errors("pilotage: 2\ngallery: nowhere\nitems: [c.fake, 7]\nmatch: {limit: x}\nnmae: x\n")
        #expect(found.count == 6)
    }

    @Test func `a table's error names the table and its line`() throws {
        try folder.write("path,as\na.fake,sequnce\n", to: "more.csv")
        #expect(
            errors(head + "items_from: more.csv\n")
                == ["test.yaml: more.csv: line 2: 'as' is 'sequnce', but must be one of sequence, photos"])
    }

    @Test(arguments: ["", "# nothing\n", "[1, 2]", "just words"])
    func `a file that is no manifest is refused`(text: String) {
        #expect(errors(text).count == 1)
    }

    @Test func `a file that is not text is refused`() throws {
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(filePath: folder.path("test.yaml")))
        #expect(throws: PilotageErrors.self) {
            try ManifestReader(registry: FakeEngine.registry).read(path: folder.path("test.yaml"))
        }
    }

    @Test func `YAML that calls itself JSON is refused`() {
        #expect(
            errors("pilotage: 1\n", name: "test.json").first?.hasPrefix(
                "test.json: line 1, column 1: the file is not valid JSON") == true)
    }

    @Test func `paths given as arguments are a plan too`() throws {
        let plan = try ManifestReader(registry: FakeEngine.registry)
            .plan(paths: [folder.path("walk")], gallery: folder.path("town.gallery"))
        #expect(plan.items.count == 2 && plan.name == "run")
    }

    @Test func `the schema is JSON and knows every option`() throws {
        let text = try ManifestSchema.text(registry: FakeEngine.registry)
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
        #expect(text.contains("\"confidence\"") && text.contains("\"fail_at\""))
    }

    @Test(arguments: ["test.yaml", "test.json"]) func `a byte order mark is passed over`(name: String) throws
    {
        let text = "\u{FEFF}{\"pilotage\": 1, \"gallery\": \"town.gallery\", \"items\": [\"a.fake\"]}"
        #expect(try plan(text, name: name).items.map(\.id) == ["a.fake"])
    }

    @Test(arguments: [
        (
            "items: [a.fake]\nreport: []\n",
            "test.yaml: line 4, column 9: 'report' is an empty list, but must be a list of reports\n  hint: write [{ use: report.csv, path: fixes.csv }], or leave 'report' out for fixes.csv and fixes.geojson"
        ),
        (
            "items: [a.fake]\nreport:\n",
            "test.yaml: line 4, column 8: 'report' is nothing, but must be a list of reports\n  hint: write [{ use: report.csv, path: fixes.csv }], or leave 'report' out for fixes.csv and fixes.geojson"
        ),
        (
            "items: []\n",
            "test.yaml: line 3, column 8: 'items' is an empty list, but must name what to process\n  hint: write items: [videos/*.mp4], or items_from: table.csv"
        ),
        (
            "items: [{path: a.fake, rows: []}]\n",
            "test.yaml: line 3, column 30: 'rows' is an empty list, but must be a list of row numbers from 0, such as [0, 1, 2]"
        ),
        (
            "items:\n- a.fake\n-\n",
            "test.yaml: line 5, column 2: an item is nothing, but must be a path or a group of keys\n  hint: write a path, or { path: walks/quay, as: sequence }"
        ),
    ])
    func `what is empty is told with what to write`(rest: String, expected: String) {
        #expect(errors(head + rest) == [expected])
    }

    @Test func `missing keys of a region and unknown columns are told in the same pass`() throws {
        try folder.write("path,fov,nots,as\na.fake,60,x,sequnce\n", to: "more.csv")
        let found = errors(head + "items_from: more.csv\nregion: {near: {lat: 91, lno: 8}}\nlocate: {x: 1}\n")
        #expect(
            found == [
                "test.yaml: line 3, column 13: more.csv, line 1: unknown column 'fov'\n  hint: it takes path, id, as, start, fov_deg, projection, front_deg",
                "test.yaml: line 3, column 13: more.csv, line 1: unknown column 'nots'\n  hint: it takes path, id, as, start, fov_deg, projection, front_deg",
                "test.yaml: more.csv: line 2: 'as' is 'sequnce', but must be one of sequence, photos",
                "test.yaml: line 4, column 26: unknown key 'lno' in near\n  hint: did you mean 'lon'?",
                "test.yaml: line 4, column 16: the key 'lon' is missing in near",
                "test.yaml: line 4, column 16: the key 'radius_m' is missing in near",
                "test.yaml: line 4, column 22: 'lat' is 91, but must be a number from -90.0 to 90.0",
                "test.yaml: line 5, column 10: locate.fake: unknown option 'x'\n  hint: it takes fail_at, confidence, timed",
            ])
    }

    @Test func `a gallery among the footage is not footage`() throws {
        try folder.write("{}", to: "walk/town.gallery/gallery.json")
        try folder.write("1", to: "walk/town.gallery/embeddings.fake")
        #expect(try plan(head + "items: [walk]\n").items.map(\.id) == ["walk/1.fake", "walk/2.fake"])
    }

    @Test func `a plan knows the files that it was read from`() throws {
        try folder.write("path\na.fake\n", to: "more.csv")
        #expect(
            try plan(head + "items_from: more.csv\n").manifestFiles == [
                folder.path("more.csv"), folder.path("test.yaml"),
            ])
    }
}
