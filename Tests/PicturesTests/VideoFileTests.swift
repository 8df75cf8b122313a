import DecodeFFmpeg
import Foundation
import Pictures
import PilotageAPI
import TestSupport
import Testing

/// Videos, read back by the decoder.
struct VideoFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A gray that grows from picture to picture, with a bar that moves.
    private func picture(_ number: Int, width: Int = 64, height: Int = 48) -> Image {
        var samples = [UInt8](repeating: UInt8(20 + number * 8), count: width * height * 3)
        for row in 0..<height { samples[(row * width + number % width) * 3] = 255 }
        return Image(width: width, height: height, channels: 3, samples: samples)
    }

    private func write(
        _ name: String, pictures: Int = 12, width: Int = 64, height: Int = 48, disk: FailingDisk? = nil
    ) throws {
        let path = folder.path(name)
        let file = try disk?.open(path) ?? AtomicFile(path: path)
        let video = try VideoFile(file, width: width, height: height, framesPerSecond: 10)
        for number in 0..<pictures { try video.append(picture(number, width: width, height: height)) }
        try video.seal()
        try video.publish()
    }

    /// The frames of a video as the decoder gives them.
    private func frames(_ name: String) throws -> [Frame] {
        let node = OptionNode(.object([OptionEntry(key: "sample", value: OptionNode(.string("all")))]))
        let decoder = try FFmpegDecoder(try FFmpegDecoder.Options(node, of: FFmpegDecoder.name))
        let reader = try decoder.frames(
            of: MediaSource(path: folder.path(name)), as: FrameFormat(color: .rgb, longSide: 64), threads: 1)
        var frames: [Frame] = []
        while let frame = try reader.next() { frames.append(frame) }
        return frames
    }

    @Test func `every picture comes back at its time`() throws {
        try write("a.mp4")
        let frames = try frames("a.mp4")
        #expect(frames.map { ($0.timeSeconds * 1000).rounded() } == (0..<12).map { Double($0) * 100 })
        for (number, frame) in frames.enumerated() {
            guard case .image(let image) = frame.content else {
                Issue.record("frame \(number) is damaged")
                continue
            }
            #expect(image.width == 64 && image.height == 48)
            let green = image.samples[(20 * 64 + 50) * 3 + 1]
            #expect(abs(Int(green) - (20 + number * 8)) <= 4, "frame \(number)")
        }
    }

    @Test func `the same pictures give the same bytes`() throws {
        try write("a.mp4")
        try write("b.mp4")
        #expect(
            try Data(contentsOf: URL(filePath: folder.path("a.mp4")))
                == Data(contentsOf: URL(filePath: folder.path("b.mp4"))))
    }

    @Test func `a video of one picture and of the smallest size is whole`() throws {
        try write("a.mp4", pictures: 1, width: 2, height: 2)
        #expect(try frames("a.mp4").count == 1)
    }

    @Test(arguments: [(65, 48, "66 x 48"), (64, 47, "64 x 48"), (1, 1, "2 x 2")])
    func `odd sizes are refused with an even one`(width: Int, height: Int, better: String) throws {
        let path = folder.path("a.mp4")
        let error = #expect(throws: PilotageError.self) {
            try VideoFile(path: path, width: width, height: height, framesPerSecond: 10)
        }
        #expect(error?.kind == .invalid && error?.place == [path] && error?.hint == "make it \(better)")
        #expect(try folder.names() == [])
    }

    @Test func `sizes that no player takes are refused`() throws {
        for (width, height) in [(16_386, 16), (0, 0), (16_384, 16_384)] {
            let error = #expect(throws: PilotageError.self) {
                try VideoFile.check(width: width, height: height)
            }
            #expect(error?.message.contains("are not a size that H.264 videos have") == true)
        }
    }

    @Test func `a video that is given up leaves nothing`() throws {
        try folder.write("old", to: "a.mp4")
        do {
            let video = try VideoFile(path: folder.path("a.mp4"), width: 64, height: 48, framesPerSecond: 10)
            for number in 0..<12 { try video.append(picture(number)) }
        }
        #expect(try folder.names() == ["a.mp4"])
        #expect(try folder.text("a.mp4") == "old")
    }

    @Test func `a disk that is full at any step leaves the older file or the whole new one`() throws {
        try write("whole.mp4")
        let bytes = try Data(contentsOf: URL(filePath: folder.path("whole.mp4")))
        try FileManager.default.removeItem(atPath: folder.path("whole.mp4"))
        let whole = FailingDisk()
        try write("a.mp4", disk: whole)
        #expect(whole.steps > 6)
        for step in 0..<whole.steps {
            try folder.write("old", to: "a.mp4")
            let error = #expect(throws: PilotageError.self, "step \(step)") {
                try write("a.mp4", disk: FailingDisk(at: step))
            }
            #expect(error?.kind == .unwritable && error?.message == "the disk is full", "step \(step)")
            #expect(error?.place == [folder.path("a.mp4")], "step \(step)")
            #expect(try folder.names() == ["a.mp4"], "step \(step)")
            let found = try Data(contentsOf: URL(filePath: folder.path("a.mp4")))
            #expect(found == (step == whole.steps - 1 ? bytes : Data("old".utf8)), "step \(step)")
        }
    }

    @Test func `a folder that is not there is named`() {
        let path = folder.path("missing/a.mp4")
        let error = #expect(throws: PilotageError.self) {
            try VideoFile(path: path, width: 64, height: 48, framesPerSecond: 10)
        }
        #expect(error?.kind == .unwritable && error?.place == [path])
    }
}
