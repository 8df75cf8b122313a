import Foundation
import Geodesy
import Testing

struct RouteTests {
    private static let origin = Coordinate(latitude: 50, longitude: 8)

    /// Points in meters east and north of the origin.
    private func points(_ meters: [(Double, Double)], at origin: Coordinate = origin) -> [Route.Point] {
        let plane = LocalPlane(origin: origin)
        return meters.map { Route.Point(plane.coordinate(east: $0.0, north: $0.1)) }
    }

    private func meters(_ pose: Route.Pose) -> (east: Double, north: Double) {
        LocalPlane(origin: Self.origin).meters(pose.coordinate)
    }

    @Test func `a straight way is traveled evenly`() throws {
        let route = try #require(Route(points([(0, 0), (30, 0), (100, 0)]), metersPerSecond: 10))
        #expect(abs(route.lengthMeters - 100) < 0.05 && abs(route.durationSeconds - 10) < 0.005)
        for second in 0..<10 {
            let (east, north) = meters(route.pose(at: Double(second)))
            #expect(abs(east - Double(second) * 10) < 0.05 && abs(north) < 0.01)
            #expect(headingDifference(route.pose(at: Double(second)).headingDegrees, 90) < 0.01)
        }
    }

    @Test func `a corner is looked round before and after it`() throws {
        let route = try #require(Route(points([(0, 0), (0, 100), (100, 100)]), metersPerSecond: 1))
        let headings = [90.0, 97, 100, 103, 110].map { route.pose(at: $0).headingDegrees }
        #expect(headingDifference(headings[0], 0) < 0.1)
        #expect((5...40).contains(headings[1]))
        #expect(abs(headings[2] - 45) < 1)
        #expect((50...85).contains(headings[3]))
        #expect(abs(headings[4] - 90) < 0.1)
    }

    @Test func `where the way turns back the heading stays one of the way's`() throws {
        let route = try #require(Route(points([(0, 0), (0, 50), (0, 0)]), metersPerSecond: 1))
        for tenth in 0...1000 {
            let heading = route.pose(at: Double(tenth) / 10).headingDegrees
            #expect(min(headingDifference(heading, 0), headingDifference(heading, 180)) < 0.1)
        }
    }

    @Test func `given headings turn by the shorter way`() throws {
        var given = points([(0, 0), (0, 100)])
        given[0].headingDegrees = 350
        given[1].headingDegrees = 20
        let route = try #require(Route(given, metersPerSecond: 10))
        let middle = route.pose(at: route.durationSeconds / 3).headingDegrees
        #expect(headingDifference(middle, 0) < 0.001)
    }

    @Test func `where one end of a stretch has no heading the camera looks along the way`() throws {
        var given = points([(0, 0), (0, 100), (0, 200)])
        given[0].headingDegrees = 90
        given[1].headingDegrees = 90
        let route = try #require(Route(given, metersPerSecond: 10))
        #expect(headingDifference(route.pose(at: 5).headingDegrees, 90) < 0.001)
        #expect(headingDifference(route.pose(at: 15).headingDegrees, 0) < 0.1)
    }

    @Test func `given times decide where the camera is`() throws {
        let route = try #require(
            Route(points([(0, 0), (10, 0), (100, 0)]), timesSeconds: [1000, 1010, 1011]))
        #expect(route.durationSeconds == 11)
        #expect(abs(meters(route.pose(at: 5)).east - 5) < 0.01)
        #expect(abs(meters(route.pose(at: 10.5)).east - 55) < 0.05)
    }

    @Test func `a camera that stands still with times has a route`() throws {
        var given = points([(0, 0), (0, 0)])
        given[0].headingDegrees = 0
        given[1].headingDegrees = 90
        #expect(Route(given, metersPerSecond: 1) == nil)
        let route = try #require(Route(given, timesSeconds: [0, 9]))
        #expect(abs(route.pose(at: 3).headingDegrees - 30) < 0.001)
    }

    @Test func `stops do not slow a steady pace down`() throws {
        let route = try #require(Route(points([(0, 0), (0, 0), (10, 0), (10, 0)]), metersPerSecond: 1))
        #expect(abs(route.durationSeconds - 10) < 0.01)
    }

    @Test func `poses are counted with both ends`() throws {
        let route = try #require(Route(points([(0, 0), (10, 0)]), timesSeconds: [0, 2]))
        #expect(route.count(perSecond: 10) == 21)
        let third = try #require(Route(points([(0, 0), (10, 0)]), timesSeconds: [0, 0.3]))
        #expect(third.count(perSecond: 10) == 4)
    }

    @Test func `before and after the route the camera stands at its ends`() throws {
        let route = try #require(Route(points([(0, 0), (10, 0)]), metersPerSecond: 1))
        #expect(abs(meters(route.pose(at: -5)).east) < 0.001)
        #expect(abs(meters(route.pose(at: 500)).east - 10) < 0.01)
    }

    @Test func `a way over the antimeridian goes the short way`() throws {
        let origin = Coordinate(latitude: -17, longitude: 179.9999)
        let route = try #require(Route(points([(0, 0), (40, 0)], at: origin), metersPerSecond: 10))
        #expect(abs(route.lengthMeters - 40) < 0.1)
        let (east, _) = LocalPlane(origin: origin).meters(route.pose(at: 2).coordinate)
        #expect(abs(east - 20) < 0.1)
        #expect(headingDifference(route.pose(at: 2).headingDegrees, 90) < 0.1)
    }
}
