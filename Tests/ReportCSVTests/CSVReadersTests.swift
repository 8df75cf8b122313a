import Foundation
import Geodesy
import PilotageAPI
import ReportCSV
import TestSupport
import Testing

/// What other programs make of a table.
@Suite struct CSVReadersTests {
    let folder: TemporaryFolder
    let ids = [
        "plain.mp4", "a,\"b\"\n'c'.mp4", "=1+1", "naïve 日本 🙂.mp4", " space ", "tab\there", "\u{1}\u{7F}",
    ]

    init() throws {
        folder = try TemporaryFolder()
        let reporter = try CSVReporter(.defaults, path: folder.path("fixes.csv"))
        try reporter.begin(RunHeader(name: "n", generator: "p", gallery: "g", embedder: "e", locator: "l"))
        for id in ids {
            let fixes = [Fix.sample(frame: 0), .sample(frame: 1, status: .noMatch)]
            try reporter.write(ListTrack(id, startUTC: 1_778_619_600, fixes: fixes))
        }
        try reporter.finish(RunSummary(done: ids.count, failures: []))
    }

    @Test(.enabled(if: ExternalTool.isInstalled("python3"), "python3 is not installed"))
    func `python reads every id as it was`() throws {
        let script = """
            from csv import DictReader
            from json import dumps
            rows = list(DictReader(open("fixes.csv", encoding="utf-8", newline="")))
            print(dumps([[row["item"] for row in rows], [len(row) for row in rows]]))
            """
        let output = try #require(ExternalTool("python3")).run(["-c", script], in: folder)
        #expect(output.errors == "" && output.status == 0)
        let decoder = JSONDecoder()
        struct Rows: Decodable {
            var items: [String]
            var counts: [Int]
            init(from decoder: any Swift.Decoder) throws {
                var list = try decoder.unkeyedContainer()
                items = try list.decode([String].self)
                counts = try list.decode([Int].self)
            }
        }
        let rows = try decoder.decode(Rows.self, from: Data(output.text.utf8))
        #expect(rows.items == ids.flatMap { [$0, $0] })
        #expect(rows.counts.allSatisfy { $0 == FixColumn.allCases.count })
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ogrinfo"), "ogrinfo (gdal-bin) is not installed"))
    func `GDAL knows types, positions and reference system`() throws {
        let output = try #require(ExternalTool("ogrinfo")).run(["-al", "-so", "fixes.csv"], in: folder)
        #expect(output.errors == "" && output.status == 0)
        for line in [
            "Geometry: Point", "Feature Count: 14", "Extent: (7.421235, 43.731235) - (7.421235, 43.731235)",
            "    ID[\"EPSG\",4326]]", "item: String (0.0)", "frame: Integer (0.0)", "time_s: Real (0.0)",
            "time_utc: DateTime (0.0)", "longitude: Real (0.0)", "latitude: Real (0.0)",
            "heading_deg: Real (0.0)",
            "confidence: Real (0.0)", "r95_m: Real (0.0)", "status: String (0.0)",
            "place_id: Integer64 (0.0)",
            "runner_up_place_id: Integer64 (0.0)", "runner_up_similarity: Real (0.0)",
            "locator: String (0.0)",
        ] {
            #expect(output.text.split(separator: "\n").contains(Substring(line)), "\(line)")
        }
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ogr2ogr"), "ogr2ogr (gdal-bin) is not installed"))
    func `GDAL reads times in UTC and empty cells as nothing`() throws {
        let arguments = [
            "-f", "CSV", "/vsistdout/", "fixes.csv", "-select", "time_utc,confidence,place_id", "-limit", "2",
        ]
        let output = try #require(ExternalTool("ogr2ogr")).run(arguments, in: folder)
        #expect(output.errors == "" && output.status == 0)
        #expect(output.text.contains("\n2026/05/12 21:00:00.500+00,,"))
    }
}
