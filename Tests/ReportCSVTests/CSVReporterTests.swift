import Geodesy
import PilotageAPI
import ReportCSV
import TestSupport
import Testing

@Suite struct CSVReporterTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `two items of all statuses give these bytes`() throws {
        let fixes = Fix.Status.allCases.enumerated().map { Fix.sample(frame: $0.offset, status: $0.element) }
        try report([
            ListTrack("walks/quay.mp4", startUTC: 1_778_619_600, fixes: fixes),
            ListTrack(
                "photo.jpg", fixes: [.sample(frame: 0, at: Coordinate(latitude: -0.5, longitude: -179.9))]),
        ])
        #expect(
            try folder.text("fixes.csv") == """
                item,frame,time_s,time_utc,longitude,latitude,heading_deg,confidence,radius_m,accuracy_m,r95_m,status,\
                similarity,place_id,place_source,runner_up_place_id,runner_up_similarity,locator
                walks/quay.mp4,0,0.000,2026-05-12T21:00:00.000Z,7.4212346,43.7312346,91.3,0.9123,25.0,12.3,40.0,located,\
                0.812346,17,photos/quay.jpg,4,0.500000,locate.nearest
                walks/quay.mp4,1,0.500,2026-05-12T21:00:00.500Z,7.4212346,43.7312346,91.3,0.9123,25.0,12.3,40.0,ambiguous,\
                0.812346,17,photos/quay.jpg,4,0.500000,locate.nearest
                walks/quay.mp4,2,1.000,2026-05-12T21:00:01.000Z,,,,,,,,no_match,0.812346,17,photos/quay.jpg,,,locate.nearest
                walks/quay.mp4,3,1.500,2026-05-12T21:00:01.500Z,,,,,,,,undecodable,,,,,,locate.nearest
                photo.jpg,0,0.000,,-179.9000000,-0.5000000,91.3,0.9123,25.0,12.3,40.0,located,\
                0.812346,17,photos/quay.jpg,4,0.500000,locate.nearest

                """)
    }

    @Test func `types and reference system stand beside the table`() throws {
        try report([])
        #expect(try folder.names() == ["failures.csv", "fixes.csv", "fixes.csvt", "fixes.prj"])
        #expect(
            try folder.text("fixes.csvt") == """
                "String","Integer","Real","DateTime","CoordX","CoordY","Real","Real","Real","Real","Real","String","Real",\
                "Integer64","String","Integer64","Real","String"

                """)
        #expect(try folder.text("fixes.prj").hasPrefix("GEOGCS[\"WGS 84\","))
    }

    @Test func `failed items stand in a table of their own`() throws {
        let failures = [
            ItemFailure(item: "a.mp4", kind: "damaged", message: "no frame, at all", hint: nil),
            ItemFailure(item: "b.mp4", kind: "unsupported", message: "text", hint: "use \"ffmpeg\""),
        ]
        try report([], failures: failures)
        #expect(
            try folder.text("failures.csv") == """
                item,kind,message,hint
                a.mp4,damaged,"no frame, at all",
                b.mp4,unsupported,text,"use ""ffmpeg""\"

                """)
    }

    @Test func `a run without failures empties an older list of them`() throws {
        try folder.write("item,kind,message,hint\nold,damaged,x,y\n", to: "failures.csv")
        try report([])
        #expect(try folder.text("failures.csv") == "item,kind,message,hint\n")
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        ("cr\rhere", "\"cr\rhere\""), ("cr\r\nlf", "\"cr\r\nlf\""), (" space", "\" space\""),
        ("space ", "\"space \""),
        ("nul\0", "nul\u{FFFD}"), ("=1+1", "=1+1"), ("\"\u{301}", "\"\"\"\u{301}\""), ("日本", "日本"), ("", ""),
    ])
    func `an id of any kind fits into its cell`(id: String, cell: String) throws {
        try report([ListTrack(id, fixes: [.sample(frame: 0, status: .undecodable)])])
        let text = try folder.text("fixes.csv")
        #expect(
            text.utf8.drop { $0 != 0x0A }.dropFirst().elementsEqual(
                "\(cell),0,0.000,,,,,,,,,undecodable,,,,,,locate.nearest\n".utf8))
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"),
        ("\r=1", "\"'\r=1\""),
        ("=\"a\"", "\"'=\"\"a\"\"\""), ("a=1", "a=1"),
    ])
    func `for spreadsheets formulas get an apostrophe`(source: String, cell: String) throws {
        try report(
            [ListTrack("a", fixes: [.sample(frame: 0, status: .noMatch, placeSource: source)])],
            forSpreadsheets: true)
        #expect(
            try folder.text("fixes.csv").utf8.elementsEqual(
                (header + "a,0,0.000,,,,,,,,,no_match,0.812346,17,\(cell),,,locate.nearest\n").utf8))
    }

    @Test(arguments: ["failures.csv", "fixes.csvt", "fixes.prj"])
    func `the table cannot stand where a file beside it stands`(name: String) {
        let error = #expect(throws: PilotageError.self) {
            try CSVReporter(.defaults, path: folder.path(name))
        }
        #expect(error?.message == "'\(name)' is the name of a file that stands beside the table")
    }

    @Test(arguments: [("fixes", "fixes.csvt"), ("a.b.csv", "a.b.csvt"), (".csv", ".csv.csvt")])
    func `files beside the table take its name`(name: String, types: String) throws {
        try report([], name: name)
        #expect(try folder.names().contains(types))
    }

    @Test func `an abandoned report leaves nothing`() throws {
        let reporter = try CSVReporter(.defaults, path: folder.path("fixes.csv"))
        try reporter.begin(run)
        try reporter.write(ListTrack("a", fixes: [.sample(frame: 0)]))
        reporter.abandon()
        #expect(try folder.names().isEmpty)
    }

    @Test func `a disk that is full at any step leaves the older table or the whole new one`() throws {
        let whole = FailingDisk()
        try report([ListTrack("a", fixes: [.sample(frame: 0)])], disk: whole)
        let new = try folder.text("fixes.csv")
        for step in 0..<whole.steps {
            for name in ["fixes.csv", "failures.csv"] { try folder.write("old", to: name) }
            let error = #expect(throws: PilotageError.self, "step \(step)") {
                try report([ListTrack("a", fixes: [.sample(frame: 0)])], disk: FailingDisk(at: step))
            }
            #expect(error?.kind == .unwritable && error?.hint != nil)
            #expect(try ["old", new].contains(folder.text("fixes.csv")), "step \(step)")
            #expect(
                try ["old", "item,kind,message,hint\n"].contains(folder.text("failures.csv")), "step \(step)")
            #expect(
                try folder.names() == ["failures.csv", "fixes.csv", "fixes.csvt", "fixes.prj"], "step \(step)"
            )
        }
        #expect(whole.steps > 20)
    }

    private let header = FixColumn.allCases.map(\.rawValue).joined(separator: ",") + "\n"

    private let run = RunHeader(
        name: "harbour", generator: "pilotage 0.1", gallery: "g", embedder: "e", locator: "l")

    private func report(
        _ tracks: [ListTrack], failures: [ItemFailure] = [], forSpreadsheets: Bool = false,
        name: String = "fixes.csv",
        disk: FailingDisk = FailingDisk()
    ) throws {
        let option = OptionEntry(key: "spreadsheet", value: OptionNode(.bool(forSpreadsheets)))
        let reporter = try CSVReporter(
            CSVOptions(OptionNode(.object([option])), of: CSVReporter.name), path: folder.path(name),
            open: disk.open)
        defer { reporter.abandon() }
        try reporter.begin(run)
        for track in tracks { try reporter.write(track) }
        try reporter.finish(RunSummary(done: tracks.count, failures: failures))
    }
}
