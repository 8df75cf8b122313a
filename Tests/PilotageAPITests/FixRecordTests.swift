import Geodesy
import PilotageAPI
import TestSupport
import Testing

@Suite struct FixRecordTests {
    let item = TrackItem(id: "a.mp4", startUTC: 1_778_619_600, provenance: Provenance())

    @Test func `columns have the names and the order of the results`() {
        let names =
            "item, frame, time_s, time_utc, longitude, latitude, heading_deg, confidence, radius_m, accuracy_m, "
            + "r95_m, status, similarity, place_id, place_source, runner_up_place_id, runner_up_similarity, locator"
        #expect(FixColumn.allCases.map(\.rawValue).joined(separator: ", ") == names)
    }

    @Test func `a located frame fills every column`() {
        let cells = texts(.sample(frame: 3))
        #expect(
            cells == [
                "a.mp4", "3", "1.500", "2026-05-12T21:00:01.500Z", "7.4212346", "43.7312346", "91.3",
                "0.9123", "25.0",
                "12.3", "40.0", "located", "0.812346", "17", "photos/quay.jpg", "4", "0.500000",
                "locate.nearest",
            ])
    }

    @Test(arguments: [Fix.Status.noMatch, .undecodable])
    func `a frame without an answer has no position, even where one is given`(status: Fix.Status) {
        var fix = Fix.sample(frame: 0)
        fix.status = status
        #expect(texts(fix)[4...10].allSatisfy { $0 == nil })
    }

    @Test func `an item of unknown start has no UTC`() {
        let unknown = TrackItem(id: "a", startUTC: nil, provenance: Provenance())
        #expect(FixRecord(.sample(frame: 0), of: unknown)[.timeUTC] == .empty)
    }

    @Test(arguments: [(359.949, "359.9"), (359.95, "0.0"), (360, "0.0"), (-0.01, "0.0"), (-90, "270.0")])
    func `a heading stays below 360 when rounded`(heading: Double, text: String) {
        var fix = Fix.sample(frame: 0)
        fix.position?.headingDegrees = heading
        #expect(texts(fix)[6] == text)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func `values that are no numbers leave their cells empty`(value: Double) {
        var fix = Fix.sample(frame: 0)
        fix.timeSeconds = value
        fix.position = Fix.Position(
            coordinate: Coordinate(latitude: 1, longitude: 2), headingDegrees: value.isFinite ? .nan : value,
            confidence: value, radiusMeters: value, accuracyMeters: value, r95Meters: value)
        fix.match?.similarity = value
        let cells = texts(fix)
        #expect([2, 3, 6, 7, 8, 9, 10, 12].allSatisfy { cells[$0] == nil })
        #expect(cells[4] == "2.0000000")
    }

    @Test(arguments: [(91.0, 0.0), (0.0, 180.1), (.nan, 0.0), (0.0, .infinity)])
    func `a coordinate outside of the world is none`(latitude: Double, longitude: Double) {
        let fix = Fix.sample(frame: 0, at: Coordinate(latitude: latitude, longitude: longitude))
        #expect(FixRecord(fix, of: item).position == nil)
    }

    private func texts(_ fix: Fix) -> [String?] {
        let record = FixRecord(fix, of: item)
        return FixColumn.allCases.map { record[$0].text }
    }
}
