import Foundation
import PilotageAPI
import TestSupport
import Testing

/// Which frames are said to begin a shot, of footage that is cut and of footage that only looks so.
@Suite(.enabled(if: ExternalTool.isInstalled("ffmpeg"), "needs ffmpeg"))
struct CutTests {
    private let folder: TemporaryFolder
    private let first = InventedScene(1)
    private let second = InventedScene(2)

    init() throws { folder = try TemporaryFolder() }

    /// Ways of encoding; the first cuts groups of pictures where scenes change, the others do not.
    static let encodings: [[String]] = [
        InventedFootage.plain,
        InventedFootage.plain + ["-sc_threshold", "0", "-g", "250", "-bf", "0"],
        InventedFootage.plain + ["-sc_threshold", "0", "-g", "12", "-bf", "3"],
        InventedFootage.plain + ["-sc_threshold", "0", "-g", "50", "-bf", "8", "-b_strategy", "0"],
        ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p10le"],
        ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3"],
    ]

    /// The times of the frames that begin a shot, in milliseconds.
    private func shots(
        _ pictures: [[Float]], _ sample: String, _ options: [String] = InventedFootage.plain
    ) throws -> [Int] {
        let name = options.contains("mjpeg") ? "clip.avi" : "clip.mp4"
        return try DecodedMedia(
            InventedFootage.write(pictures, to: name, in: folder, options), sample: sample
        ).shots
    }

    /// The first sampled time at or after a cut.
    private func sampled(_ frame: Int, _ sample: String) -> Int {
        let time = frame * 40
        let step = sample == "1s" ? 1000 : sample == "500ms" ? 520 : 40
        // At 25 frames a second the first frame of every other half second is 20 ms late.
        return step == 520
            ? (time + 499) / 500 * 500 + ((time + 499) / 500 % 2 == 1 ? 20 : 0)
            : (time + step - 1) / step * step
    }

    @Test(arguments: ["all", "500ms", "1s"], encodings)
    func `a cut marks the first frame behind it`(_ sample: String, _ encoding: [String]) throws {
        let found = try shots(first.flight(60) + second.flight(60), sample, encoding)
        #expect(found == [sampled(60, sample)])
    }

    @Test(arguments: ["all", "500ms", "1s"], [1, 24, 25, 26, 37, 50, 118, 119])
    func `a cut is found wherever it is`(_ sample: String, _ frame: Int) throws {
        let found = try shots(first.flight(frame) + second.flight(120 - frame), sample)
        let time = sampled(frame, sample)
        #expect(found == (time < 4800 ? [time] : []))
    }

    @Test(arguments: ["all", "500ms", "1s"])
    func `every one of several cuts is found`(_ sample: String) throws {
        let third = InventedScene(3)
        let pictures = first.flight(40) + second.flight(45) + third.flight(30) + first.flight(60, step: 1)
        let cuts = [40, 85, 115]
        #expect(try shots(pictures, sample) == cuts.map { sampled($0, sample) })
    }

    @Test(arguments: ["all", "1s"])
    func `black between two shots is one of its own`(_ sample: String) throws {
        let black = [[Float]](repeating: [Float](repeating: 16, count: 320 * 180), count: 50)
        let found = try shots(first.flight(60) + black + second.flight(60), sample)
        #expect(found == [sampled(60, sample), sampled(110, sample)])
    }

    @Test(arguments: ["all", "1s"])
    func `a cut in the dark is found`(_ sample: String) throws {
        let pictures = (first.flight(60) + second.flight(60)).map { $0.map { $0 / 4 } }
        #expect(try shots(pictures, sample) == [sampled(60, sample)])
    }

    @Test(arguments: ["all", "1s"])
    func `bars around the picture do not hide a cut`(_ sample: String) throws {
        let pictures = (first.flight(60) + second.flight(60)).map { picture in
            picture.enumerated().map { (30 * 320..<150 * 320).contains($0.offset) ? $0.element : 16 }
        }
        #expect(try shots(pictures, sample) == [sampled(60, sample)])
    }

    /// What is no cut, and its name.
    private func uncut(_ kind: String) -> [[Float]] {
        let (one, other) = (first.picture(), second.picture())
        let white = [Float](repeating: 255, count: one.count)
        func mixed(_ share: Float) -> [Float] { zip(one, other).map { $0 * (1 - share) + $1 * share } }
        var state: UInt64 = 7
        func noise(_ height: Float) -> Float {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Float(state >> 40) / Float(1 << 23) - 1) * height
        }
        return switch kind {
        case "still": [[Float]](repeating: one, count: 110)
        case "pan": first.flight(110, step: 60)
        case "sudden pan": (0..<110).map { first.picture(x: Double(max(0, min(40, $0 - 40))) * 60) }
        case "fade":
            (0..<110).map { index in first.picture(x: Double(index)).map { $0 * abs(Float(index) / 55 - 1) } }
        case "quick fade":
            (0..<110).map { index in one.map { $0 * Float(min(5, abs(index - 55))) / 5 } }
        case "dissolve": (0..<110).map { mixed(max(0, min(1, Float($0 - 40) / 25))) }
        case "noise": (0..<110).map { _ in one.map { _ in 128 + noise(120) } }
        case "noisy": (0..<110).map { _ in one.map { $0 + noise(40) } }
        case "flash": first.flight(110).enumerated().map { $0.offset == 55 ? white : $0.element }
        case "long flash":
            first.flight(110).enumerated().map { (49...50).contains($0.offset) ? white : $0.element }
        case "rotation": (0..<110).map { first.picture(turned: Double($0) * 3) }
        case "zoom": (0..<110).map { first.picture(scale: pow(1.02, Double($0))) }
        case "shake":
            (0..<110).map { _ in first.picture(x: 500 + Double(noise(12)), y: 500 + Double(noise(12))) }
        case "brightness": (0..<110).map { index in one.map { index < 55 ? $0 : $0 * 0.6 + 60 } }
        default: []
        }
    }

    static let uncutKinds = [
        "still", "pan", "sudden pan", "fade", "quick fade", "dissolve", "noise", "noisy", "flash",
        "long flash",
        "rotation", "zoom", "shake", "brightness",
    ]

    @Test(arguments: ["all", "500ms", "1s"], uncutKinds)
    func `what only looks like a cut is none`(_ sample: String, _ kind: String) throws {
        let pictures = uncut(kind)
        try #require(!pictures.isEmpty)
        for encoding in [Self.encodings[0], Self.encodings[2]] {
            #expect(try shots(pictures, sample, encoding) == [])
        }
    }

    @Test(arguments: [
        "gray", "gray10le", "gray16be", "yuv422p12le", "yuv444p16be", "nv12", "nv21", "p010le", "p016be",
        "yuyv422",
        "uyvy422", "rgb24", "bgr24", "bgra", "argb", "gbrp", "gbrp10le", "rgb48le", "rgb565le", "rgb555be",
        "x2rgb10le",
    ])
    func `cuts are found in every kind of samples`(_ format: String) throws {
        let path = try InventedFootage.write(
            first.flight(10) + second.flight(10), to: "clip.nut", in: folder,
            ["-c:v", "rawvideo", "-pix_fmt", format])
        #expect(try DecodedMedia(path).shots == [400])
    }

    @Test func `pictures without plain samples are left alone`() throws {
        let path = try InventedFootage.write(
            first.flight(10) + second.flight(10), to: "clip.nut", in: folder,
            ["-c:v", "rawvideo", "-pix_fmt", "monob"])
        let media = try DecodedMedia(path)
        #expect(media.frames.count == 20 && media.shots == [])
    }

    @Test(arguments: ["all", "1s"])
    func `cuts are only looked for where that is asked for`(_ sample: String) throws {
        let path = try InventedFootage.write(first.flight(60) + second.flight(60), to: "clip.mp4", in: folder)
        let (with, without) = (
            try DecodedMedia(path, sample: sample), try DecodedMedia(path, sample: sample, cuts: false)
        )
        #expect(without.shots == [] && with.shots.count == 1)
        #expect(with.milliseconds == without.milliseconds)
        #expect(with.images.map(\.samples) == without.images.map(\.samples))
    }

    @Test func `key frames are too far apart to tell`() throws {
        #expect(try shots(first.flight(60) + second.flight(60), "keyframes") == [])
    }

    @Test func `a hole in the recording counts where another scene lies behind it`() throws {
        let options = ["-vf", "setpts=PTS+gte(N\\,50)*8/TB", "-vsync", "passthrough"] + InventedFootage.plain
        #expect(try shots(first.flight(50) + second.flight(50), "1s", options) == [10_000])
        #expect(try shots(first.flight(100, step: 1), "1s", options) == [])
    }

    @Test(arguments: ["1s", "all"])
    func `a film of few frames a second has cuts as well`(_ sample: String) throws {
        let options = ["-vf", "setpts=N/4/TB", "-vsync", "passthrough"] + InventedFootage.plain
        let found = try shots(first.flight(24) + second.flight(24), sample, options)
        #expect(found == [6000])
    }

    @Test(arguments: ["all", "500ms", "1s"])
    func `damage costs no determinism`(_ sample: String) throws {
        let path = try InventedFootage.write(
            first.flight(60) + second.flight(60) + first.flight(60), to: "clip.mkv", in: folder)
        var bytes = try Data(contentsOf: URL(filePath: path))
        for place in stride(from: bytes.count / 3, to: bytes.count / 3 + 400, by: 7) { bytes[place] ^= 0x55 }
        try bytes.write(to: URL(filePath: path))
        let one = try DecodedMedia(path, sample: sample, threads: 1)
        let four = try DecodedMedia(path, sample: sample, threads: 4)
        #expect(one.losses == four.losses && one.shots == four.shots)
        #expect(one.milliseconds == four.milliseconds)
    }
}
