import DecodeFFmpeg
import Foundation
import PilotageAPI
import TestSupport
import Testing

/// Footage made to hurt, or hurt by chance: nothing of it may take the program down.
@Suite(.enabled(if: ExternalTool.isInstalled("ffmpeg"), "needs ffmpeg"))
struct HostileFootageTests {
    /// A second of a test picture, encoded by FFmpeg's command.
    private func clip(_ name: String, in folder: TemporaryFolder, _ options: [String] = []) throws -> Data {
        let source = ["-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=2"]
        let made = try #require(ExternalTool("ffmpeg")).run(
            ["-nostdin", "-v", "error"] + source + options + ["-fflags", "+bitexact", name], in: folder)
        try #require(made.status == 0, "\(made.errors)")
        return try Data(contentsOf: folder.url.appending(path: name))
    }

    /// FFmpeg 5.1 aborts where several threads decode MPEG-4 and one meets an error that ends its picture.
    @Test(arguments: 1...8)
    func `damaged MPEG-4 does not take the program down`(_ seed: Int) throws {
        let folder = try TemporaryFolder()
        var bytes = try clip("clean.avi", in: folder, ["-c:v", "mpeg4", "-b:v", "200k", "-bf", "2"])
        var state = UInt64(seed)
        for _ in 0..<20 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let place = 6000 + Int(state >> 33) % (bytes.count - 8000)
            bytes[place] = UInt8(truncatingIfNeeded: state >> 24)
        }
        let path = folder.path("damaged.avi")
        try bytes.write(to: URL(filePath: path))
        let media = try DecodedMedia(path, threads: 4)
        #expect(!media.frames.isEmpty && media.losses.damagedPackets > 0)
    }

    @Test(arguments: ["clip.mkv", "clip.avi", "clip.mp4"])
    func `a file that was cut off is used up to there, and marked`(_ name: String) throws {
        let folder = try TemporaryFolder()
        let whole = try clip(name, in: folder, name.hasSuffix("mp4") ? ["-movflags", "+faststart"] : [])
        #expect(try !DecodedMedia(folder.path(name)).losses.isTruncated)
        try whole.prefix(whole.count / 2).write(to: URL(filePath: folder.path("cut-\(name)")))
        let cut = try DecodedMedia(folder.path("cut-\(name)"))
        #expect(cut.losses.isTruncated && (5..<50).contains(cut.frames.count))
    }

    @Test func `a disk that fails does not pass for the end of a video`() throws {
        let folder = try TemporaryFolder()
        // Long enough not to be in memory by the time that it is known what it is.
        _ = try clip("clip.avi", in: folder, ["-c:v", "rawvideo", "-pix_fmt", "bgr24"])
        let path = folder.path("clip.avi")
        let node = OptionNode(.object([OptionEntry(key: "sample", value: OptionNode(.string("all")))]))
        let decoder = try FFmpegDecoder(try FFmpegDecoder.Options(node, of: FFmpegDecoder.name))
        let reader = try decoder.frames(
            of: MediaSource(path: path), as: FrameFormat(color: .gray, longSide: 64), threads: 1)
        _ = try reader.next()
        try makeUnreadable(path)
        let error = #expect(throws: PilotageError.self) { while try reader.next() != nil {} }
        #expect(error?.kind == .unreadable)
        #expect(error?.message.contains("cannot be read on at byte") == true)
    }

    /// Puts in the place of an open file one that can only be written, so that the next read fails.
    private func makeUnreadable(_ path: String) throws {
        let resolved = URL(filePath: path).resolvingSymlinksInPath().path
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init)
        let reading = try #require(
            open.first {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))
                    == resolved
            })
        let writing = Glibc.open("/dev/null", O_WRONLY)
        defer { close(writing) }
        try #require(dup2(writing, reading) == reading)
    }

    @Test(
        arguments: [
            (12_000, 16, 6, .unsupported, "take more than the 512 MiB that are decoded"),
            // FFmpeg itself takes no more than 268 million pixels, and says no more than that.
            (20_000, 8, 0, .damaged, "the png picture cannot be decoded"),
        ] as [(UInt32, UInt8, UInt8, PilotageError.Kind, String)])
    func `a picture that takes too much memory is refused`(
        _ side: UInt32, _ depth: UInt8, _ color: UInt8, _ kind: PilotageError.Kind, _ expected: String
    ) throws {
        // The head of a PNG, and an empty picture behind it.
        let folder = try TemporaryFolder()
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            let content = Array(name.utf8) + body
            return bigEndian(UInt32(body.count)) + content + bigEndian(checksum(content))
        }
        let png =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", bigEndian(side) + bigEndian(side) + [depth, color, 0, 0, 0])
            + chunk("IDAT", [0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]) + chunk("IEND", [])
        try Data(png).write(to: URL(filePath: folder.path("bomb.png")))
        let error = failure(of: folder.path("bomb.png"))
        #expect(error?.kind == kind)
        #expect(error?.message.hasSuffix(expected) == true, "\(error as Any)")
    }

    private func bigEndian(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }

    /// The checksum of a PNG's chunks (CRC-32, ISO 3309).
    private func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }
}
