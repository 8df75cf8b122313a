import Geodesy
import Testing

struct BoxDistanceTests {
    private let box = [8.0, 50, 8.1, 50.1]

    @Test(arguments: [(50.05, 8.05), (50, 8), (50.1, 8.1)])
    func `in the box and on its edge there is no distance`(latitude: Double, longitude: Double) {
        #expect(Coordinate(latitude: latitude, longitude: longitude).meters(outsideOf: box) == 0)
    }

    @Test func `distances go to the nearest edge or corner`() {
        #expect(abs(Coordinate(latitude: 50.101, longitude: 8.05).meters(outsideOf: box) - 111.2) < 0.3)
        #expect(abs(Coordinate(latitude: 50.05, longitude: 7.999).meters(outsideOf: box) - 71.6) < 0.3)
        #expect(abs(Coordinate(latitude: 50.101, longitude: 8.101).meters(outsideOf: box) - 132.2) < 0.5)
    }

    @Test func `a box may span the antimeridian`() {
        let box = [179.9, -17.1, -179.9, -17]
        #expect(Coordinate(latitude: -17.05, longitude: 180).meters(outsideOf: box) == 0)
        #expect(Coordinate(latitude: -17.05, longitude: -179.95).meters(outsideOf: box) == 0)
        #expect(Coordinate(latitude: -17.05, longitude: 0).meters(outsideOf: box) > 1e6)
        #expect(
            abs(Coordinate(latitude: -17.05, longitude: -179.899).meters(outsideOf: box) - 106.4) < 0.5)
    }
}
