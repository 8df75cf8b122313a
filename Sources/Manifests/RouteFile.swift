internal import Foundation
public import Geodesy
internal import PilotageAPI
internal import Tables

/// A route as it is written down: a table, or a line of a GeoJSON file.
public struct RouteFile: Sendable {
    /// Larger ones are no routes.
    private static let mostBytes = 64 << 20

    /// In the order of the way; at least two.
    public let points: [Route.Point]
    /// When the camera is at each point, ascending; nil where the file does not say.
    public let timesSeconds: [Double]?

    /// Reads a file: `.geojson` and `.json` with one `LineString`, all else as CSV with the columns `lat` and `lon`, and where
    /// there are any `heading_deg` and `time_s`.
    ///
    /// - Throws: `PilotageError`, or `PilotageErrors` with all that is wrong, by line.
    public init(path: String) throws {
        let name = path.lowercased()
        if name.hasSuffix(".geojson") || name.hasSuffix(".json") {
            (points, timesSeconds) = (try Self.line(path), nil)
        } else {
            (points, timesSeconds) = try Self.table(try Table(path: path, limit: Self.mostBytes))
        }
        guard points.count >= 2 else {
            throw PilotageError(
                .invalid, "a route has at least two points, but here are \(points.count)",
                place: [path.lastName])
        }
    }

    /// The route of the file, at a speed where the file gives no times.
    ///
    /// - Throws: `PilotageError` where it leads nowhere.
    public func route(metersPerSecond: Double) throws -> Route {
        let route =
            if let timesSeconds { Route(points, timesSeconds: timesSeconds) } else {
                Route(points, metersPerSecond: metersPerSecond)
            }
        guard let route else {
            throw PilotageError(
                .invalid, "all points of the route are one and the same",
                hint: "draw a single view by --at, or give the points times by a column time_s")
        }
        return route
    }

    private static func table(_ table: Table) throws -> ([Route.Point], [Double]?) {
        try table.require(.latitude, .longitude)
        var problems = TableProblems(table.name)
        var (points, times) = ([Route.Point](), [Double]())
        for row in table.rows {
            let coordinate = row.requiredCoordinate(&problems)
            let heading = row.heading(&problems)
            if let time = row.double(.time, in: -1e9...1e9, &problems) {
                if let last = times.last, time <= last {
                    problems.add("time_s does not come after that of the row before", line: row.line)
                }
                times.append(time)
            } else if !times.isEmpty {
                problems.add(
                    "time_s is empty, but was given before", line: row.line,
                    hint: "give every point its time, or none")
            }
            if let coordinate { points.append(Route.Point(coordinate, headingDegrees: heading)) }
        }
        if times.count < table.rows.count, let first = table.rows.first, first.text(.time) == nil,
            !times.isEmpty
        {
            problems.add(
                "time_s is empty, but given later", line: first.line,
                hint: "give every point its time, or none")
        }
        try problems.check()
        return (points, times.isEmpty ? nil : times)
    }

    private static func line(_ path: String) throws -> [Route.Point] {
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? 0
        guard size <= mostBytes else {
            throw PilotageError(
                .invalid, "\(size) bytes, but a route may have \(mostBytes)", place: [path.lastName])
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PilotageError(
                .unreadable, "the route cannot be read", place: [path],
                hint: "check that the file exists and may be read")
        }
        let lines: [[Coordinate]]
        do { lines = try GeoJSONGeometry.lines(in: data) } catch {
            throw PilotageError(
                .invalid, "not a GeoJSON file of a line", place: [path.lastName],
                hint: "draw a line in QGIS and save it as GeoJSON in EPSG:4326")
        }
        guard lines.count == 1 else {
            throw PilotageError(
                .invalid, "\(lines.count) lines, but a route is one LineString", place: [path.lastName],
                hint: "draw one line in QGIS and save it as GeoJSON")
        }
        return lines[0].map { Route.Point($0) }
    }
}
