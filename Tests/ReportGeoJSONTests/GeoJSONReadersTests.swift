import Foundation
import Geodesy
import PilotageAPI
import ReportGeoJSON
import TestSupport
import Testing

/// What other programs make of a feature collection.
@Suite struct GeoJSONReadersTests {
    let folder: TemporaryFolder
    let ids = ["plain.mp4", "a,\"b\"\n'c'\\.mp4", "naïve 日本 🙂.mp4", "\u{1}\u{2028}\u{7F}"]

    init() throws { folder = try TemporaryFolder() }

    @Test(.enabled(if: ExternalTool.isInstalled("python3"), "python3 is not installed"))
    func `python reads every id as it was`() throws {
        try report(ids)
        let script = """
            from json import dumps, load
            def refuse(name): raise ValueError(name)
            read = load(open("fixes.geojson", encoding="utf-8"), parse_constant=refuse)
            print(dumps([feature["properties"]["item"] for feature in read["features"]]))
            """
        let output = try #require(ExternalTool("python3")).run(["-c", script], in: folder)
        #expect(output.errors == "" && output.status == 0)
        #expect(
            try JSONDecoder().decode([String].self, from: Data(output.text.utf8)) == ids.flatMap { [$0, $0] })
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ogrinfo"), "ogrinfo (gdal-bin) is not installed"))
    func `GDAL knows types, positions and reference system`() throws {
        try report(ids)
        let output = try #require(ExternalTool("ogrinfo")).run(["-al", "-so", "fixes.geojson"], in: folder)
        #expect(output.errors == "" && output.status == 0)
        for line in [
            "Layer name: harbour", "Geometry: Point", "Feature Count: 8",
            "Extent: (7.421235, 43.731235) - (7.421235, 43.731235)", "    ID[\"EPSG\",4326]]",
            "id: String (0.0)",
            "item: String (0.0)", "frame: Integer (0.0)", "time_s: Real (0.0)", "time_utc: DateTime (0.0)",
            "heading_deg: Real (0.0)", "confidence: Real (0.0)", "r95_m: Real (0.0)",
            "place_id: Integer (0.0)",
            "t_begin: DateTime (0.0)", "t_end: DateTime (0.0)",
        ] {
            #expect(output.text.split(separator: "\n").contains(Substring(line)), "\(line)")
        }
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ogrinfo"), "ogrinfo (gdal-bin) is not installed"))
    func `GDAL opens an empty collection without a warning`() throws {
        try report([])
        let output = try #require(ExternalTool("ogrinfo")).run(["-al", "-so", "fixes.geojson"], in: folder)
        #expect(output.errors == "" && output.status == 0)
        #expect(output.text.contains("Feature Count: 0\n"))
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ogr2ogr"), "ogr2ogr (gdal-bin) is not installed"))
    func `what is said of the run survives GDAL`() throws {
        try report(["a"])
        let arguments = ["-f", "GeoJSON", "-lco", "RFC7946=YES", "/vsistdout/", "fixes.geojson"]
        let output = try #require(ExternalTool("ogr2ogr")).run(arguments, in: folder)
        #expect(output.errors == "" && output.status == 0)
        #expect(output.text.contains(#""generator": "pilotage 0.1""#))
        #expect(output.text.contains(#""coordinates": [ 7.4212346, 43.7312346 ]"#))
        #expect(output.text.contains(#""id": "a#1""#))
    }

    private func report(_ ids: [String]) throws {
        let reporter = try GeoJSONReporter(.defaults, path: folder.path("fixes.geojson"))
        try reporter.begin(
            RunHeader(name: "harbour", generator: "pilotage 0.1", gallery: "g", embedder: "e", locator: "l"))
        for id in ids {
            let fixes = [Fix.sample(frame: 0), .sample(frame: 1)]
            try reporter.write(ListTrack(id, startUTC: 1_778_619_600, fixes: fixes))
        }
        try reporter.finish(RunSummary(done: ids.count, failures: []))
    }
}
