import Foundation
import Galleries
import TestSupport
import Testing

struct OpenFormatTests {
    @Test(.enabled(if: ExternalTool.isInstalled("ogrinfo"), "needs ogrinfo: apt install gdal-bin"))
    func `GDAL opens the places without a warning`() throws {
        let world = try VectorWorld()
        try world.build()
        let before = try contents(of: world.gallery)
        let tool = try #require(ExternalTool("ogrinfo"))
        let output = try tool.run(["-so", "-ro", world.gallery + "/places.gpkg", "places"], in: world.folder)
        #expect(output.status == 0)
        #expect(output.errors.isEmpty)
        for line in [
            "Geometry: Point", "Feature Count: 40", "FID Column = id", "= geom",
            "heading_deg: Real (0.0)", "source: String (0.0)", "next: String (0.0)",
            "captured_at: String (0.0)",
            "ID[\"EPSG\",4326]", "Extent: (13.500000, 55.000000) - (13.500000, 55.039000)",
        ] { #expect(output.text.contains(line), "\(line)") }
        #expect(try contents(of: world.gallery) == before)
    }

    @Test func `the time of the last change is that of the latest picture`() throws {
        let world = try VectorWorld()
        try world.build()
        let bytes = try Data(contentsOf: URL(filePath: world.gallery + "/places.gpkg"))
        #expect(bytes.range(of: Data("2026-05-12T21:00:39.000Z".utf8)) != nil)
    }
}
