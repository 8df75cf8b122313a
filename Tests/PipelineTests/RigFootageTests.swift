import DecodeFFmpeg
import Foundation
import PilotageAPI
import Pipeline
import TestSupport
import Testing

/// Items of several views, of videos that FFmpeg's command makes.
@Suite(.enabled(if: ExternalTool("ffmpeg") != nil, "needs FFmpeg's command"))
struct RigFootageTests {
    private let fixture: RigFixture

    init() throws {
        var fixture = try RigFixture()
        let fakes = FakeEngine.registry
        fixture.registry = Registry(
            decoders: [FFmpegDecoder.self], embedders: fakes.embedders, matchers: fakes.matchers,
            locators: fakes.locators, reporters: fakes.reporters)
        self.fixture = fixture
    }

    /// Pictures whose red, green and blue are formulas of `X`, `W` and the time `T`.
    private func write(
        _ name: String, red: String = "0", blue: String = "0", rate: Int = 25, seconds: Double = 3,
        size: String = "96x64"
    ) throws {
        let source = "nullsrc=s=\(size):r=\(rate):d=\(seconds),format=gbrp,geq=r='\(red)':g=0:b='\(blue)'"
        let made = try #require(ExternalTool("ffmpeg")).run(
            [
                "-nostdin", "-y", "-v", "error", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-qp", "0",
                "-pix_fmt", "yuv444p", "-g", "10", "-fflags", "+bitexact", name,
            ], in: fixture.folder)
        try #require(made.status == 0, "\(made.errors)")
    }

    private let pair = "{path: [front.mp4, rear.mp4], rig: [0, 180]}"

    /// The mean red of the front view and blue of the rear view of every frame, 0 where there is none.
    private func levels(_ frames: [Frame]) -> [(front: Double, rear: Double)] {
        frames.map { frame in
            func mean(_ heading: Double, _ channel: Int) -> Double {
                guard let image = frame.views.first(where: { $0.heading == heading })?.image else { return 0 }
                let samples = stride(from: channel, to: image.samples.count, by: 3).map {
                    Int(image.samples[$0])
                }
                return Double(samples.reduce(0, +)) / Double(samples.count)
            }
            return (mean(0, 0), mean(180, 2))
        }
    }

    @Test(arguments: [25, 10, 30], ["1s", "200ms", "all"]) func `views of one time belong together`(
        rate: Int, sample: String
    ) throws {
        try write("front.mp4", red: "40+60*T")
        try write("rear.mp4", blue: "40+60*T", rate: rate)
        let frames = try fixture.run(pair, decode: "{sample: \(sample)}").frames
        #expect(frames.count == (sample == "1s" ? 3 : sample == "all" ? 75 : 15))
        // The slower camera's last frame is of a moment before the faster one's.
        let common = frames.filter { $0.timeSeconds < 2.9 }
        #expect(common.allSatisfy { $0.views.map(\.heading) == [0, 180] })
        // Half of the slower camera's step, and what coding costs.
        let tolerance = 60 * 0.5 / Double(min(rate, 25)) + 3
        for level in levels(common) { #expect(abs(level.front - level.rear) < tolerance) }
    }

    @Test func `where the second file ends earlier, the first goes on alone`() throws {
        try write("front.mp4", red: "200")
        try write("rear.mp4", blue: "200", seconds: 1.5)
        let frames = try fixture.run(pair, decode: "{sample: 500ms}").frames
        #expect(frames.map { $0.views.count } == [2, 2, 2, 1, 1, 1])
    }

    @Test func `a damaged second file costs its views only`() throws {
        try write("front.mp4", red: "200")
        try write("rear.mp4", blue: "200")
        let path = URL(filePath: fixture.folder.path("rear.mp4"))
        try Data("no video".utf8).write(to: path)
        let outcome = try fixture.run(pair)
        #expect(outcome.frames.map { $0.views.map(\.heading) } == [[0], [0], [0]])
        #expect(outcome.losses.map(\.damaged) == [1] && outcome.remarks.count == 1)
    }

    @Test func `damage within the second file costs the views that it hits`() throws {
        try write("front.mp4", red: "200")
        try write("rear.mp4", blue: "mod(40*T+2*X,256)")
        let path = URL(filePath: fixture.folder.path("rear.mp4"))
        var bytes = try Data(contentsOf: path)
        let hit = bytes.count * 2 / 5..<bytes.count * 3 / 5
        bytes.replaceSubrange(hit, with: Data(count: hit.count))
        try bytes.write(to: path)
        let outcome = try fixture.run(pair, decode: "{sample: all}")
        let views = outcome.frames.map { $0.views.map(\.heading) }
        #expect(views.count == 75 && views.allSatisfy { $0.first == 0 })
        #expect(views.first == [0, 180] && views.last == [0, 180] && views.contains([0]))
        #expect(outcome.losses.allSatisfy { $0.damaged > 0 } && outcome.losses.count == 1)
        #expect(outcome.remarks.isEmpty)
    }

    @Test func `a second file that was cut off is said to be`() throws {
        try write("front.mp4", red: "200")
        try write("rear.mkv", blue: "mod(40*T+2*X,256)")
        let path = URL(filePath: fixture.folder.path("rear.mkv"))
        let bytes = try Data(contentsOf: path)
        try bytes.prefix(bytes.count / 2).write(to: path)
        let outcome = try fixture.run("{path: [front.mp4, rear.mkv], rig: [0, 180]}", decode: "{sample: all}")
        let views = outcome.frames.map { $0.views.count }
        #expect(views.count == 75 && views.first == 2 && views.last == 1)
        #expect(outcome.losses.map(\.isTruncated) == [true])
    }

    @Test func `photos make a rig of one frame`() throws {
        for (name, color) in [("front.png", "red"), ("rear.png", "blue")] {
            let made = try #require(ExternalTool("ffmpeg")).run(
                [
                    "-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=c=\(color):s=90x60", "-frames:v",
                    "1",
                    name,
                ], in: fixture.folder)
            try #require(made.status == 0, "\(made.errors)")
        }
        let frames = try fixture.run("{path: [front.png, rear.png], rig: [0, 180]}").frames
        #expect(frames.count == 1 && frames[0].views.count == 2)
        #expect(levels(frames).allSatisfy { $0.front > 240 && $0.rear > 240 })
    }

    @Test(arguments: [(0, [0.5, 0.75, 1, 0.25]), (90, [0.75, 1, 0.25, 0.5])])
    func `a panorama video is cut where its views are`(front: Int, columns: [Double]) throws {
        try write("pano.mp4", red: "255*X/W", blue: "255*lt(X,W/2)", seconds: 1, size: "512x256")
        let frames = try fixture.run("{path: pano.mp4, projection: equirectangular, front_deg: \(front)}")
            .frames
        #expect(frames.count == 1 && frames[0].fieldOfViewDegrees == 90)
        for ((_, image), column) in zip(frames[0].views, columns) {
            #expect(image.width == 64 && image.height == 43)
            // The view's own middle is the seam where it looks to the back: look a tenth to its left.
            let place = image.width * (image.height / 2) + image.width * 2 / 5
            let expected = 255 * (column - atan(0.2 - 1 / 64) / (2 * .pi))
            #expect(abs(Double(image.samples[place * 3]) - expected) < 4)
        }
    }

    @Test func `a video of one lens is no panorama`() throws {
        try write("front.mp4", red: "200")
        let text = try fixture.run("{path: front.mp4, projection: equirectangular}").text
        #expect(text.contains("failed front.mp4: unsupported: a picture 1.5 times as wide as high"))
    }
}
