import Geodesy
import Testing

struct LocalPlaneTests {
    @Test(arguments: [(50.0, 8.0), (-45.0, 179.999), (0.0, 0.0), (78.2, 15.6)])
    func `meters and coordinates lead back to each other`(latitude: Double, longitude: Double) {
        let plane = LocalPlane(origin: Coordinate(latitude: latitude, longitude: longitude))
        let there = plane.coordinate(east: 321, north: -123)
        let meters = plane.meters(there)
        #expect(abs(meters.east - 321) < 1e-6 && abs(meters.north + 123) < 1e-6)
        #expect((-180...180).contains(there.longitude))
    }

    @Test func `meters on the plane are meters on the ground`() {
        let origin = Coordinate(latitude: 52, longitude: 13)
        let there = LocalPlane(origin: origin).coordinate(east: 300, north: 400)
        #expect(abs(origin.distance(to: there) - 500) < 0.5)
    }
}
