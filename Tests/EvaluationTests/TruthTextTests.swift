import Evaluation
import Geodesy
import Testing

struct TruthTextTests {
    @Test(arguments: ["drive.mp4", "a, \"b\".mp4", "c;d.mp4"])
    func `what is written is read again`(item: String) throws {
        let place = Coordinate(latitude: -33.856_784_1, longitude: 151.215_297_4)
        let text =
            TruthText.header
            + TruthText.line(item: item, timeSeconds: 1.0 / 3, at: place, headingDegrees: 271.25)
        let track = try #require(try TruthTable(name: "truth.csv", text: text).tracks.first)
        #expect(track.name == item)
        let point = try #require(track.point(at: 0.333_333, toleranceSeconds: 0.001))
        #expect(point.coordinate == place && point.headingDegrees == 271.25)
    }

    @Test func `a heading that rounds to 360 stays in range`() {
        let place = Coordinate(latitude: 0, longitude: 0)
        let line = TruthText.line(item: "a", timeSeconds: 0, at: place, headingDegrees: 359.999)
        #expect(line == "a,0.000000,0.0000000,0.0000000,0.00\n")
    }
}
