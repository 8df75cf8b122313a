import Foundation
import Geodesy
import Manifests
import PilotageAPI
import TestSupport
import Testing

struct RouteFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ text: String, as name: String = "way.csv") throws -> RouteFile {
        try RouteFile(path: folder.write(text, to: name))
    }

    /// The errors that a file gives, each in one line.
    private func errors(_ text: String, as name: String = "way.csv") throws -> [String] {
        do {
            _ = try read(text, as: name)
            return []
        } catch let errors as PilotageErrors {
            return errors.errors.map { "\($0.place.joined(separator: ": ")): \($0.message)" }
        } catch let error as PilotageError {
            return ["\(error.place.joined(separator: ": ")): \(error.message)"]
        }
    }

    @Test func `a table gives points, headings and times`() throws {
        let file = try read("lat,lon,heading_deg,time_s\n50,8,90,10\n50.1,8.1,,12.5\n")
        #expect(
            file.points == [
                Route.Point(Coordinate(latitude: 50, longitude: 8), headingDegrees: 90),
                Route.Point(Coordinate(latitude: 50.1, longitude: 8.1)),
            ])
        #expect(file.timesSeconds == [10, 12.5])
    }

    @Test func `latitude and longitude are enough, by their long names too`() throws {
        let file = try read("latitude;longitude\n-33.8;151.2\n-33.9;151.3\n")
        #expect(file.points.map(\.coordinate.longitude) == [151.2, 151.3] && file.timesSeconds == nil)
    }

    @Test(arguments: [
        ("lat,lon\n50,8\n", "way.csv: a route has at least two points, but here are 1"),
        (
            "lat,lon,time_s\n50,8,1\n50,9,1\n",
            "way.csv, line 3: time_s does not come after that of the row before"
        ),
        ("lat,lon,time_s\n50,8,1\n50,9,\n", "way.csv, line 3: time_s is empty, but was given before"),
        ("lat,lon,time_s\n50,8,\n50,9,1\n", "way.csv, line 2: time_s is empty, but given later"),
        ("lat,lon\n50,8\n,\n", "way.csv, line 3: lat and lon are empty"),
        ("lat,lon\n50,8\nfifty,8\n", "way.csv, line 3: lat is 'fifty', but must be a number from -90 to 90"),
        ("name,lon\na,8\n", "way.csv, line 1: column 'lat' is missing"),
    ])
    func `what is wrong with a table is told by line`(text: String, message: String) throws {
        #expect(try errors(text) == [message])
    }

    @Test(arguments: [
        #"{"type": "LineString", "coordinates": [[8, 50], [8.1, 50.1, 300]]}"#,
        #"{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[8, 50], [8.1, 50.1]]}}"#,
        #"""
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "a"},
         "geometry": {"type": "MultiLineString", "coordinates": [[[8, 50], [8.1, 50.1]]]}}]}
        """#,
    ])
    func `a line of GeoJSON is found whatever wraps it`(text: String) throws {
        let file = try read(text, as: "way.geojson")
        #expect(
            file.points.map(\.coordinate) == [
                Coordinate(latitude: 50, longitude: 8), Coordinate(latitude: 50.1, longitude: 8.1),
            ])
        #expect(file.timesSeconds == nil)
    }

    @Test(arguments: [
        ("{}", "not a GeoJSON file of a line"), ("", "not a GeoJSON file of a line"),
        (#"{"type": "LineString", "coordinates": [[8, 95], [8, 50]]}"#, "not a GeoJSON file of a line"),
        (#"{"type": "LineString", "coordinates": [8, 50]}"#, "not a GeoJSON file of a line"),
        (#"{"type": "Point", "coordinates": [8, 50]}"#, "0 lines, but a route is one LineString"),
        (
            #"{"type": "MultiLineString", "coordinates": [[[8, 50], [8, 51]], [[9, 50], [9, 51]]]}"#,
            "2 lines, but a route is one LineString"
        ),
        (#"{"type": "LineString", "coordinates": []}"#, "a route has at least two points, but here are 0"),
    ])
    func `what is no line is told`(text: String, message: String) throws {
        #expect(try errors(text, as: "way.geojson") == ["way.geojson: \(message)"])
    }

    @Test func `a file that is not there is named`() throws {
        for name in ["gone.csv", "gone.geojson"] {
            let error = #expect(throws: PilotageError.self) { try RouteFile(path: folder.path(name)) }
            #expect(error?.kind == .unreadable && error?.place == [folder.path(name)])
        }
    }

    @Test func `points that are all one lead nowhere without times`() throws {
        let file = try read("lat,lon\n50,8\n50,8\n")
        let error = #expect(throws: PilotageError.self) { try file.route(metersPerSecond: 8) }
        #expect(error?.message == "all points of the route are one and the same")
        #expect(try read("lat,lon,time_s\n50,8,0\n50,8,4\n").route(metersPerSecond: 8).durationSeconds == 4)
    }
}
