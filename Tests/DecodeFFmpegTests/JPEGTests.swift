import DecodeFFmpeg
import Foundation
import PilotageAPI
import TestSupport
import Testing

/// Plain JPEGs, which libjpeg-turbo decodes, and those that are left to FFmpeg.
@Suite struct JPEGHeaderTests {
    private static let quantization: [UInt8] = [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
    private static let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 0, 120, 0, 200, 1, 1, 0x11, 0]
    private static let huffman: [UInt8] = [0x00, 0x10].flatMap { kind in
        [0xFF, 0xC4, 0, 20, kind, 1] + [UInt8](repeating: 0, count: 15) + [0]
    }
    private static let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]

    private func header(_ parts: [[UInt8]]) -> JPEGHeader? {
        ([0xFF, 0xD8] + parts.joined()).withUnsafeBytes { JPEGHeader($0) }
    }

    @Test func `the size stands in the frame's header`() throws {
        let found = try #require(header([Self.quantization, Self.frame, Self.huffman, Self.scan]))
        #expect((found.width, found.height) == (200, 120))
    }

    @Test func `fill bytes and other segments are passed over`() {
        let comment: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFE, 0, 4, 0x61, 0x62]
        #expect(header([comment, Self.quantization, Self.frame, comment, Self.huffman, Self.scan]) != nil)
    }

    @Test func `what is not plain has no header`() {
        var progressive = Self.frame
        progressive[1] = 0xC2
        var deep = Self.frame
        deep[4] = 12
        let tables = [Self.quantization, Self.huffman]
        #expect(header(tables + [progressive, Self.scan]) == nil)
        #expect(header(tables + [deep, Self.scan]) == nil)
        #expect(header(tables + [Self.scan]) == nil, "no frame")
        #expect(header(tables + [Self.frame]) == nil, "no scan")
        #expect(header(tables + [Self.frame, Self.frame, Self.scan]) == nil, "two frames")
        #expect(header([Self.quantization, Self.frame, Self.scan]) == nil, "no Huffman tables")
        #expect(header([Self.huffman, Self.frame, Self.scan]) == nil, "no quantization tables")
        #expect(header([[], []]) == nil)
    }

    @Test(arguments: [(200, 0), (101, 0), (100, 1), (51, 1), (50, 2), (25, 3), (3, 3)])
    func `a picture is halved as long as it is large enough`(_ longSide: Int, _ halvings: Int) throws {
        let found = try #require(header([Self.quantization, Self.frame, Self.huffman, Self.scan]))
        let size = PictureGeometry(storedWidth: 200, storedHeight: 120, aspect: 1, longSide: longSide)
        #expect(found.halvings(for: size) == halvings)
    }
}

@Suite(.enabled(if: ExternalTool.isInstalled("ffmpeg"), "needs ffmpeg"))
struct JPEGTests {
    /// A test picture in a format of FFmpeg's command.
    private func picture(_ name: String, in folder: TemporaryFolder, _ options: [String] = []) throws
        -> String
    {
        let made = try #require(ExternalTool("ffmpeg")).run(
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=801x603,gblur=3", "-frames:v",
                "1",
            ] + options + [name], in: folder)
        try #require(made.status == 0, "\(made.errors)")
        return folder.path(name)
    }

    private func image(_ path: String, _ color: FrameFormat.Color, longSide: Int) throws -> Image {
        try #require(DecodedMedia(path, color: color, longSide: longSide).images.first)
    }

    @Test(arguments: [FrameFormat.Color.gray, .rgb], [800, 401, 320, 100])
    func `a JPEG looks like the picture that it was made of`(_ color: FrameFormat.Color, _ longSide: Int)
        throws
    {
        let folder = try TemporaryFolder()
        let options = ["-q:v", "2", "-pix_fmt", "yuvj444p", "-vf", "scale=out_color_matrix=bt601"]
        let jpeg = try image(picture("a.jpg", in: folder, options), color, longSide: longSide)
        let original = try image(
            picture("a.png", in: folder, ["-pix_fmt", "rgb24"]), color, longSide: longSide)
        #expect(jpeg.difference(from: original) < 2.5)
    }

    /// Without Huffman tables of its own a JPEG is not plain, and FFmpeg decodes it by the usual ones.
    @Test(arguments: [FrameFormat.Color.gray, .rgb], [800, 320])
    func `both decoders show the same`(_ color: FrameFormat.Color, _ longSide: Int) throws {
        let folder = try TemporaryFolder()
        let path = try picture(
            "a.jpg", in: folder, ["-q:v", "2", "-huffman", "default", "-pix_fmt", "yuvj420p"])
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        while let start = bytes.indices.dropLast(4).first(where: {
            bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC4
        }) {
            bytes.removeSubrange(start..<start + 2 + Int(bytes[start + 2]) * 256 + Int(bytes[start + 3]))
        }
        try #require(bytes.withUnsafeBytes { JPEGHeader($0) } == nil)
        try Data(bytes).write(to: URL(filePath: folder.path("b.jpg")))
        let plain = try image(path, color, longSide: longSide)
        let other = try image(folder.path("b.jpg"), color, longSide: longSide)
        #expect(plain.difference(from: other) < 2)
    }
}
