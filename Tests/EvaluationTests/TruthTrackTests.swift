import Evaluation
import Geodesy
import Testing

@Suite struct TruthTrackTests {
    let start = Coordinate(latitude: 43.73, longitude: 7.42)

    @Test(arguments: [-5.0, 0, 1e6]) func `a point without a time holds always`(seconds: Double) {
        let track = TruthTrack(name: "a", points: [TruthPoint(coordinate: start)])
        #expect(track.point(at: seconds, toleranceSeconds: 0)?.coordinate == start)
    }

    @Test(arguments: [(0.0, 0.0), (0.5, 10), (1, 20), (1.25, 15), (2, 0)])
    func `between two points the position changes evenly`(seconds: Double, metersEast: Double) throws {
        let point = try #require(track([0, 1, 2], east: [0, 20, 0]).point(at: seconds, toleranceSeconds: 1))
        #expect(abs(LocalPlane(origin: start).meters(point.coordinate).east - metersEast) < 1e-6)
    }

    @Test(arguments: [(-1.0, 0.0), (-1.001, nil), (11, 20), (11.001, nil), (0.9, 0), (5, nil), (9.5, 20)])
    func `far from all points only the tolerance counts`(seconds: Double, metersEast: Double?) {
        let point = track([0, 10], east: [0, 20]).point(at: seconds, toleranceSeconds: 1)
        let east = point.map { LocalPlane(origin: start).meters($0.coordinate).east.rounded() }
        #expect(east == metersEast)
    }

    @Test func `points at most twice the tolerance apart are joined, and no others`() {
        #expect(track([0, 10], east: [0, 20]).point(at: 5, toleranceSeconds: 5)?.timeSeconds == 5)
        #expect(track([0, 10], east: [0, 20]).point(at: 5.1, toleranceSeconds: 4.9)?.timeSeconds == 10)
    }

    @Test(arguments: [(350.0, 10.0, 0.0), (10, 350, 0), (90, 180, 135), (0, 180, 90)])
    func `headings turn along the shorter arc`(before: Double, after: Double, between: Double) {
        let track = TruthTrack(
            name: "a",
            points: [
                TruthPoint(timeSeconds: 0, coordinate: start, headingDegrees: before),
                TruthPoint(timeSeconds: 1, coordinate: start, headingDegrees: after),
            ])
        #expect(track.point(at: 0.5, toleranceSeconds: 1)?.headingDegrees == between)
    }

    @Test func `a track crosses the antimeridian the short way`() throws {
        let points = [(0.0, 179.999), (1.0, -179.999)].map {
            TruthPoint(timeSeconds: $0, coordinate: Coordinate(latitude: 10, longitude: $1))
        }
        let point = TruthTrack(name: "a", points: points).point(at: 0.5, toleranceSeconds: 1)
        #expect(abs(abs(try #require(point).coordinate.longitude) - 180) < 1e-9)
    }

    private func track(_ times: [Double], east: [Double]) -> TruthTrack {
        let plane = LocalPlane(origin: start)
        let points = zip(times, east).map {
            TruthPoint(timeSeconds: $0, coordinate: plane.coordinate(east: $1, north: 0))
        }
        return TruthTrack(name: "a", points: points)
    }
}
