import ArgumentParser
import Foundation
import Geodesy

/// What `render` draws: one view, a route, or the places of a gallery.
struct RenderSubject: ParsableArguments {
    static let usualSpeed = 8.0
    static let usualRate = 10
    static let usualColumns = 6
    static let usualRows = 8

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Draw the view from here, in degrees.", valueName: "lat,lon"))
    var at: LatitudeLongitude?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --at: where the camera looks, clockwise from true north (default: 0).", valueName: "degrees"
        ))
    var heading: Double?
    @Option(
        help: ArgumentHelp(
            "Draw a video along this way: CSV with lat, lon, heading_deg, time_s, or a GeoJSON LineString.",
            valueName: "file"))
    var route: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --route: meters per second where it has no times (default: 8).", valueName: "m/s"))
    var speed: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("With --route: frames per second (default: 10).", valueName: "frames"))
    var rate: Int?
    @Option(help: "Draw the views of all places of a gallery.")
    var gallery: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("With --gallery: views beside each other (default: 6).", valueName: "number"))
    var columns: Int?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("With --gallery: rows of a sheet (default: 8).", valueName: "number"))
    var rows: Int?

    func validate() throws {
        let given = [at != nil, route != nil, gallery != nil].filter { $0 }.count
        guard given == 1 else {
            throw ValidationError(
                given == 0
                    ? "give --at LAT,LON, --route FILE or --gallery NAME.gallery."
                    : "--at, --route and --gallery exclude each other.")
        }
    }

    func check(_ problems: inout OptionProblems) {
        problems.check("--heading", heading, in: -360...720)
        problems.check("--speed", speed, in: 0.1...200)
        problems.check("--rate", rate, in: 1...120)
        problems.check("--columns", columns, in: 1...100)
        problems.check("--rows", rows, in: 1...1000)
        if at == nil {
            problems.checkIdle(["--heading": heading != nil], "without --at")
        }
        if route == nil {
            problems.checkIdle(["--speed": speed != nil, "--rate": rate != nil], "without --route")
        }
        if gallery == nil {
            problems.checkIdle(["--columns": columns != nil, "--rows": rows != nil], "without --gallery")
        }
    }
}

/// A latitude and a longitude, in range or not: `43.7384,7.4246`.
struct LatitudeLongitude: ExpressibleByArgument {
    var latitude: Double
    var longitude: Double

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        let values = parts.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }.filter(\.isFinite)
        guard parts.count == 2, values.count == 2 else { return nil }
        (latitude, longitude) = (values[0], values[1])
    }

    init(_ coordinate: Coordinate) { (latitude, longitude) = (coordinate.latitude, coordinate.longitude) }
}
