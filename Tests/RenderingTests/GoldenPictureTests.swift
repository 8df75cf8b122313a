import Foundation
import Geodesy
import PilotageAPI
import Rendering
import StreetMap
import TestSupport
import Testing

/// Pictures of a drawn street, byte for byte. `make golden` writes the expectations anew.
struct GoldenPictureTests {
    private static let folder = PackageFolder.root.appending(path: "Tests/RenderingTests/Golden")
    private static let isWriting = ProcessInfo.processInfo.environment["GOLDEN"] == "write"

    private static let lenses: [(name: String, camera: Camera)] = {
        let place = Coordinate(latitude: 50, longitude: 8)
        return [
            ("ahead", Camera(at: place, heightMeters: 2.2, headingDegrees: 4, width: 160, height: 100)),
            (
                "tilted",
                Camera(
                    at: place, heightMeters: 30, headingDegrees: 320, pitchDegrees: -25, rollDegrees: 5,
                    width: 160, height: 100)
            ),
            (
                "strip",
                Camera(
                    at: place, heightMeters: 2.2, headingDegrees: 4, lens: .panorama, width: 384, height: 64)
            ),
            (
                "tile",
                Camera(
                    at: place, heightMeters: 1_000, headingDegrees: 4, lens: .above(metersPerPixel: 1.25),
                    width: 128, height: 128)
            ),
        ]
    }()

    @Test(arguments: lenses.map(\.name), ["classes", "depth", "plain"])
    func `a picture is as it was`(lens: String, kind: String) throws {
        let camera = try #require(Self.lenses.first { $0.name == lens }).camera
        let renderer = MapRenderer(try MapText.street().read())
        let found: Data
        switch kind {
        case "classes":
            let view = renderer.view(camera)
            found = Self.file("P5", view.width, view.height, view.classes.map { $0 * 25 })
        case "depth":
            let view = renderer.view(camera)
            let nearest =
                (0..<camera.width).flatMap { column in
                    (0..<camera.height).map { view.depthMeters(column: column, row: $0) }
                }.min() ?? 0
            let samples = (0..<camera.height).flatMap { row in
                (0..<camera.width).map { column in
                    UInt8(255 * nearest / view.depthMeters(column: column, row: row))
                }
            }
            found = Self.file("P5", view.width, view.height, samples)
        default:
            let image = renderer.picture(camera)
            found = Self.file("P6", image.width, image.height, image.samples)
        }
        let file = Self.folder.appending(path: "\(lens)-\(kind).\(kind == "plain" ? "ppm" : "pgm")")
        if Self.isWriting {
            try found.write(to: file)
            Issue.record("\(file.lastPathComponent) was written anew: look at it and run the tests again")
        } else {
            let expected = try Data(contentsOf: file)
            let different = zip(expected, found).count { $0 != $1 }
            #expect(expected == found, "\(file.lastPathComponent): \(different) bytes differ")
        }
    }

    /// A picture as Netpbm has it.
    private static func file(_ kind: String, _ width: Int, _ height: Int, _ samples: [UInt8]) -> Data {
        Data("\(kind)\n\(width) \(height)\n255\n".utf8) + Data(samples)
    }
}
