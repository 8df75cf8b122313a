import Foundation
import Pictures
import PilotageAPI
import TestSupport
import Testing

/// PNG files, read back by the ffmpeg command.
struct PNGFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Samples that no predictor gets right.
    private func noise(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 7919) ^ ($0 >> 3)) }
    }

    /// The samples of a file in one of ffmpeg's pixel formats.
    private func decoded(_ name: String, _ format: String) throws -> [UInt8] {
        let tool = try #require(ExternalTool("ffmpeg"))
        let output = try tool.run(
            ["-v", "error", "-i", name, "-f", "rawvideo", "-pix_fmt", format, "raw"], in: folder)
        #expect(output.status == 0, "\(output.errors)")
        return Array(try Data(contentsOf: URL(filePath: folder.path("raw"))))
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ffmpeg"), "needs ffmpeg"), arguments: [1, 2, 7, 64])
    func `every sample of a colored picture comes back`(width: Int) throws {
        let samples = noise(width * 5 * 3)
        try PNGFile.write(
            Raster(Image(width: width, height: 5, channels: 3, samples: samples)), to: folder.path("a.png"))
        #expect(try decoded("a.png", "rgb24") == samples)
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ffmpeg"), "needs ffmpeg"))
    func `every sample of a gray picture comes back`() throws {
        let samples = noise(33 * 9)
        try PNGFile.write(
            Raster(Image(width: 33, height: 9, channels: 1, samples: samples)), to: folder.path("a.png"))
        #expect(try decoded("a.png", "gray") == samples)
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ffmpeg"), "needs ffmpeg"))
    func `numbers of 16 bits come back`() throws {
        let numbers: [UInt16] = [0, 1, 255, 256, 4711, 65_535]
        try PNGFile.write(
            Raster(width: 3, height: 2, samples: .deepGray(numbers)), to: folder.path("a.png"))
        #expect(
            try decoded("a.png", "gray16be") == numbers.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
    }

    @Test(.enabled(if: ExternalTool.isInstalled("ffmpeg"), "needs ffmpeg"))
    func `a palette gives its colors, and the numbers stay in the file`() throws {
        let palette = [Raster.Color(red: 1, green: 2, blue: 3), Raster.Color(red: 200, green: 100, blue: 0)]
        try PNGFile.write(
            Raster(width: 2, height: 2, samples: .indexed([0, 1, 1, 0], palette: palette)),
            to: folder.path("a.png"))
        #expect(try decoded("a.png", "rgb24") == [1, 2, 3, 200, 100, 0, 200, 100, 0, 1, 2, 3])
        // IHDR: the color type at byte 25 is 3, indexed.
        #expect(try Data(contentsOf: URL(filePath: folder.path("a.png")))[25] == 3)
    }

    @Test func `the same picture gives the same bytes`() throws {
        let raster = Raster(width: 40, height: 30, samples: .rgb(noise(40 * 30 * 3)))
        #expect(try PNGFile.bytes(of: raster) == PNGFile.bytes(of: raster))
    }

    @Test func `an empty picture is refused`() {
        let error = #expect(throws: PilotageError.self) {
            try PNGFile.bytes(of: Raster(width: 0, height: 0, samples: .gray([])))
        }
        #expect(
            error?.message == "a picture of 0 x 0 pixels, but PNG files are written of 1 to 65535 a side")
    }

    @Test func `a disk that is full at any step leaves the older file or the whole new one`() throws {
        let raster = Raster(width: 8, height: 8, samples: .rgb(noise(8 * 8 * 3)))
        let bytes = Data(try PNGFile.bytes(of: raster))
        let whole = FailingDisk()
        try PNGFile.write(raster, to: whole.open(folder.path("a.png")))
        for step in 0..<whole.steps {
            try folder.write("old", to: "a.png")
            let error = #expect(throws: PilotageError.self, "step \(step)") {
                try PNGFile.write(raster, to: FailingDisk(at: step).open(folder.path("a.png")))
            }
            #expect(error?.kind == .unwritable && error?.place == [folder.path("a.png")])
            #expect(try folder.names() == ["a.png"], "step \(step)")
            let found = try Data(contentsOf: URL(filePath: folder.path("a.png")))
            #expect(found == (step == whole.steps - 1 ? bytes : Data("old".utf8)), "step \(step)")
        }
        #expect(whole.steps >= 5)
    }

    @Test func `a folder that is not there is named`() {
        let path = folder.path("missing/a.png")
        let error = #expect(throws: PilotageError.self) {
            try PNGFile.write(Raster(width: 1, height: 1, samples: .gray([0])), to: path)
        }
        #expect(error?.kind == .unwritable && error?.place == [path])
    }
}
