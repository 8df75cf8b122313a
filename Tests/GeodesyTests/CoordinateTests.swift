import Geodesy
import Testing

struct CoordinateTests {
    /// Geodesic distances by PROJ's `geod` on WGS 84.
    @Test(arguments: [
        (0.0, 0.0, 0.0, 0.001, 111.319), (0.0, 0.0, 0.001, 0.0, 110.574), (50.0, 8.0, 50.001, 8.001, 132.296),
        (41.0346708, -83.3057253, 41.0347606, -83.3054654, 24.0), (60.0, 179.9995, 60.0, -179.9995, 55.801),
    ])
    func `distances agree with the geodesic`(
        latitude: Double, longitude: Double, latitude2: Double, longitude2: Double, meters: Double
    ) {
        let one = Coordinate(latitude: latitude, longitude: longitude)
        let other = Coordinate(latitude: latitude2, longitude: longitude2)
        #expect(abs(one.distance(to: other) - meters) < 0.002 * meters)
        #expect(one.distance(to: other) == other.distance(to: one))
    }

    @Test func `the distance to itself is zero`() {
        let here = Coordinate(latitude: -33.9, longitude: 18.4)
        #expect(here.distance(to: here) == 0)
    }

    @Test(arguments: [(1.0, 0.0, 0.0), (0.0, 1.0, 90.0), (-1.0, 0.0, 180.0), (0.0, -1.0, 270.0)])
    func `bearings count clockwise from north`(north: Double, east: Double, degrees: Double) {
        let here = Coordinate(latitude: 0, longitude: 0)
        let there = Coordinate(latitude: north / 1000, longitude: east / 1000)
        #expect(headingDifference(here.bearing(to: there), degrees) < 1e-6)
    }

    @Test(arguments: [(91.0, 0.0), (-90.1, 0.0), (0.0, 180.5), (.nan, 0.0), (0.0, .infinity)])
    func `positions off the globe are refused`(latitude: Double, longitude: Double) {
        #expect(Coordinate(checkingLatitude: latitude, longitude: longitude) == nil)
    }

    @Test(arguments: [(-90.0, 270.0), (720.0, 0.0), (360.0, 0.0), (-1e-20, 0.0), (359.5, 359.5)])
    func `headings are brought into one turn`(degrees: Double, heading: Double) {
        #expect(normalizedHeading(degrees) == heading)
    }

    @Test(arguments: [(350.0, 10.0, 20.0), (0.0, 180.0, 180.0), (90.0, 45.0, 45.0)])
    func `heading differences go the short way`(one: Double, other: Double, difference: Double) {
        #expect(headingDifference(one, other) == difference)
    }
}
