import Geodesy
import PilotageAPI
import ReportGeoJSON
import TestSupport
import Testing

@Suite struct GeoJSONReporterTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `frames with a position become features and these bytes`() throws {
        let statuses: [Fix.Status] = [.located, .noMatch, .ambiguous, .undecodable]
        let fixes = statuses.enumerated().map { Fix.sample(frame: $0.offset, status: $0.element) }
        let text = try report([
            ListTrack("quay.mp4", startUTC: 1_778_619_600, fixes: fixes),
            ListTrack("photo.jpg", fixes: [.sample(frame: 0, at: Coordinate(latitude: -0.5, longitude: 7))]),
        ])
        #expect(
            text == """
                {
                "type": "FeatureCollection",
                "name": "harbour \\"tuesday\\"",
                "run": {"name": "harbour \\"tuesday\\"", "generator": "pilotage 0.1", "gallery": "town", \
                "embedder": "embed.vlad 1f", "locator": "locate.nearest"},
                "features": [
                {"type": "Feature", "id": "quay.mp4#0", "geometry": {"type": "Point", "coordinates": [7.4212346, 43.7312346]}, \
                "properties": {"item": "quay.mp4", "frame": 0, "time_s": 0.000, "time_utc": "2026-05-12T21:00:00.000Z", \
                "heading_deg": 91.3, "confidence": 0.9123, "radius_m": 25.0, "accuracy_m": 12.3, "r95_m": 40.0, \
                "status": "located", \(matches), "t_begin": "2026-05-12T21:00:00.000Z", "t_end": "2026-05-12T21:00:00.500Z"}},
                {"type": "Feature", "id": "quay.mp4#2", "geometry": {"type": "Point", "coordinates": [7.4212346, 43.7312346]}, \
                "properties": {"item": "quay.mp4", "frame": 2, "time_s": 1.000, "time_utc": "2026-05-12T21:00:01.000Z", \
                "heading_deg": 91.3, "confidence": 0.9123, "radius_m": 25.0, "accuracy_m": 12.3, "r95_m": 40.0, \
                "status": "ambiguous", \(matches), "t_begin": "2026-05-12T21:00:01.000Z", "t_end": "2026-05-12T21:00:01.500Z"}},
                {"type": "Feature", "id": "photo.jpg#0", "geometry": {"type": "Point", "coordinates": [7.0000000, -0.5000000]}, \
                "properties": {"item": "photo.jpg", "frame": 0, "time_s": 0.000, "time_utc": null, \
                "heading_deg": 91.3, "confidence": 0.9123, "radius_m": 25.0, "accuracy_m": 12.3, "r95_m": 40.0, \
                "status": "located", \(matches), "t_begin": null, "t_end": null}}
                ],
                "bbox": [7.0000000, -0.5000000, 7.4212346, 43.7312346],
                "summary": {"items_done": 2, "items_failed": 1, "frames": 5, "features": 3}
                }

                """)
    }

    @Test func `no frames give an empty collection without a bounding box`() throws {
        let text = try report([])
        #expect(
            text.hasSuffix(
                """
                "features": [
                ],
                "summary": {"items_done": 0, "items_failed": 1, "frames": 0, "features": 0}
                }

                """))
    }

    @Test func `the last frame ends when it begins`() throws {
        let text = try report([ListTrack("a", startUTC: 0, fixes: [.sample(frame: 3)])])
        #expect(text.contains(#""t_begin": "1970-01-01T00:00:01.500Z", "t_end": "1970-01-01T00:00:01.500Z""#))
    }

    @Test func `unknown values are null and never NaN`() throws {
        var fix = Fix.sample(frame: 0)
        fix.position?.headingDegrees = nil
        fix.position?.accuracyMeters = .infinity
        fix.match?.similarity = .nan
        fix.runnerUp = nil
        let text = try report([ListTrack("a", fixes: [fix])])
        for name in ["heading_deg", "accuracy_m", "similarity", "runner_up_place_id", "runner_up_similarity"]
        {
            #expect(text.contains("\"\(name)\": null"), "\(name)")
        }
    }

    @Test(arguments: [
        ("a\"b", #"a\"b"#), ("a\\b", #"a\\b"#), ("\n\r\t", #"\n\r\t"#),
        ("\0\u{1}\u{1F}", #"\u0000\u0001\u001f"#),
        ("\u{7F}\u{9F}", #"\u007f\u009f"#), ("\u{2028}\u{2029}", #"\u2028\u2029"#), ("日本 🙂", "日本 🙂"),
        ("\"\u{301}", "\\\"\u{301}"), ("</script>", "</script>"), ("\r\n", #"\r\n"#),
    ])
    func `an id of any kind is escaped`(id: String, escaped: String) throws {
        let text = try report([ListTrack(id, fixes: [.sample(frame: 0)])])
        #expect(text.contains("\"properties\": {\"item\": \"\(escaped)\", \"frame\""))
        #expect(text.contains("\"id\": \"\(escaped)#0\""))
    }

    @Test func `a bounding box across the antimeridian has its west in the east`() throws {
        #expect(try box([179, -179.5, 178.25]) == "[178.2500000, 1.0000000, -179.5000000, 1.0000000]")
    }

    @Test(arguments: [
        ([-122.0, 2, 30], "[-122.0000000, 1.0000000, 30.0000000, 1.0000000]"),
        ([180, -180], "[180.0000000, 1.0000000, -180.0000000, 1.0000000]"),
        ([-180], "[-180.0000000, 1.0000000, -180.0000000, 1.0000000]"),
        ([5.2, 5.9, 5.5], "[5.2000000, 1.0000000, 5.9000000, 1.0000000]"),
        ([-170, 0, 170], "[0.0000000, 1.0000000, -170.0000000, 1.0000000]"),
    ])
    func `a bounding box is the narrowest one`(longitudes: [Double], json: String) throws {
        #expect(try box(longitudes) == json)
    }

    @Test func `an abandoned report leaves nothing`() throws {
        let reporter = try GeoJSONReporter(.defaults, path: folder.path("fixes.geojson"))
        try reporter.begin(run)
        try reporter.write(ListTrack("a", fixes: [.sample(frame: 0)]))
        reporter.abandon()
        #expect(try folder.names().isEmpty)
    }

    @Test func `a disk that is full at any step leaves the older file or the whole new one`() throws {
        let whole = FailingDisk()
        let new = try report([ListTrack("a", fixes: [.sample(frame: 0)])], disk: whole)
        for step in 0..<whole.steps {
            try folder.write("old", to: "fixes.geojson")
            let error = #expect(throws: PilotageError.self, "step \(step)") {
                try report([ListTrack("a", fixes: [.sample(frame: 0)])], disk: FailingDisk(at: step))
            }
            #expect(error?.kind == .unwritable && error?.hint != nil)
            #expect(
                try folder.text("fixes.geojson") == (step == whole.steps - 1 ? new : "old"), "step \(step)")
            #expect(try folder.names() == ["fixes.geojson"], "step \(step)")
        }
        #expect(whole.steps > 6)
    }

    private let matches = """
        "similarity": 0.812346, "place_id": 17, "place_source": "photos/quay.jpg", "runner_up_place_id": 4, \
        "runner_up_similarity": 0.500000, "locator": "locate.nearest"
        """

    private let run = RunHeader(
        name: "harbour \"tuesday\"", generator: "pilotage 0.1", gallery: "town", embedder: "embed.vlad 1f",
        locator: "locate.nearest")

    private func box(_ longitudes: [Double]) throws -> String {
        let fixes = longitudes.enumerated().map {
            Fix.sample(frame: $0.offset, at: Coordinate(latitude: 1, longitude: $0.element))
        }
        let text = try report([ListTrack("a", fixes: fixes)])
        let line = text.split(separator: "\n").first { $0.hasPrefix("\"bbox\": ") }
        return String(try #require(line).dropFirst(8).dropLast())
    }

    @discardableResult
    private func report(_ tracks: [ListTrack], disk: FailingDisk = FailingDisk()) throws -> String {
        let reporter = try GeoJSONReporter(.defaults, path: folder.path("fixes.geojson"), open: disk.open)
        defer { reporter.abandon() }
        try reporter.begin(run)
        for track in tracks { try reporter.write(track) }
        let failure = ItemFailure(item: "b", kind: "damaged", message: "m", hint: nil)
        try reporter.finish(RunSummary(done: tracks.count, failures: [failure]))
        return try folder.text("fixes.geojson")
    }
}
