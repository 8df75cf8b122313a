import Foundation
import TestSupport
import Testing

/// What docs/maps.md tells to type.
struct MapsPageTests {
    private let page: String

    init() throws {
        page = try String(contentsOf: PackageFolder.root.appending(path: "docs/maps.md"), encoding: .utf8)
    }

    @Test func `every option that the page names is there`() throws {
        let session = try Session(programs: Executable.folder)
        let help = try session.run("pilotage render --help; pilotage evaluate --help; pilotage run --help")
            .joined(separator: "\n")
        let known = Set(help.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
        let lines = page.split(separator: "\n").filter { !$0.contains("osmium") }
        let options = Set(lines.flatMap { $0.matches(of: /--[a-z][a-z-]*/).map { String($0.output) } })
        #expect(options.count > 15)
        #expect(options.subtracting(known).sorted() == [])
    }

    @Test func `the page's ranges are those that the program names`() throws {
        let session = try Session(programs: Executable.folder)
        let limits: KeyValuePairs = [
            "--rate 0 --route x.csv --output a.mp4": "frames per second",
            "--speed 0 --route x.csv --output a.mp4": "meters per second",
            "--fov 0 --at 0,0 --output a.png": "angle of view in degrees",
            "--height 0 --at 0,0 --output a.png": "height of the camera in meters",
            "--meters-per-pixel 0 --lens above --at 0,0 --output a.png": "meters per pixel from above",
        ]
        for (arguments, what) in limits {
            let error = try #require(try session.run("pilotage render x.osm \(arguments)").first)
            let range = try #require(error.firstMatch(of: /must be ([0-9.]+) to ([0-9.]+)$/), "\(error)")
            #expect(page.contains("| \(what) | \(range.1) | \(range.2) |"), "\(error)")
        }
    }
}
