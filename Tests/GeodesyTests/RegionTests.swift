import Geodesy
import Testing

struct RegionTests {
    private func at(_ latitude: Double, _ longitude: Double) -> Coordinate {
        Coordinate(latitude: latitude, longitude: longitude)
    }

    @Test func `a box holds its edge and what is inside`() {
        let box = Region.box(west: 7, south: 43, east: 8, north: 44)
        #expect(box.contains(at(43, 7)) && box.contains(at(43.5, 7.5)) && !box.contains(at(43.5, 8.1)))
    }

    @Test func `a box whose west is east of its east spans the antimeridian`() {
        let box = Region.box(west: 179, south: -1, east: -179, north: 1)
        #expect(box.contains(at(0, 179.5)) && box.contains(at(0, -179.5)) && !box.contains(at(0, 0)))
    }

    @Test func `a circle is measured in meters`() {
        let circle = Region.circle(center: at(50, 8), radiusMeters: 120)
        #expect(circle.contains(at(50.001, 8)) && !circle.contains(at(50.0012, 8)))
    }

    @Test func `a polygon's hole is outside`() {
        let square = [at(0, 0), at(0, 10), at(10, 10), at(10, 0), at(0, 0)]
        let hole = [at(4, 4), at(4, 6), at(6, 6), at(6, 4), at(4, 4)]
        let region = Region.polygons([[square, hole]])
        #expect(region.contains(at(2, 2)) && !region.contains(at(5, 5)) && !region.contains(at(11, 5)))
    }
}
