import DecodeFFmpeg
import Geodesy
import PilotageAPI
import Testing

@Suite struct OrientationTests {
    /// What becomes of the stored rows `ab` and `cd` and `ef`.
    @Test(arguments: [
        (1, "ab/cd/ef"), (2, "ba/dc/fe"), (3, "fe/dc/ba"), (4, "ef/cd/ab"), (5, "ace/bdf"), (6, "eca/fdb"),
        (7, "fdb/eca"), (8, "bdf/ace"),
    ])
    func `a picture is turned as EXIF says`(_ value: Int, _ expected: String) throws {
        let stored = Array("ab..cd..ef..".utf8)
        let image = try #require(Orientation(rawValue: value))
            .upright(stored, stride: 4, width: 2, height: 3, channels: 1)
        let rows = (0..<image.height).map { row in
            String(decoding: image.samples[row * image.width..<(row + 1) * image.width], as: UTF8.self)
        }
        #expect(rows.joined(separator: "/") == expected)
    }

    @Test func `the channels of a pixel stay together`() {
        let stored: [UInt8] = [1, 2, 3, 4, 5, 6]
        let image = Orientation.turnedRight.upright(stored, stride: 6, width: 2, height: 1, channels: 3)
        #expect((image.width, image.height) == (1, 2))
        #expect(image.samples == [1, 2, 3, 4, 5, 6])
    }

    @Test(
        arguments: [
            (1, 0, 0, 1, .upright), (-1, 0, 0, 1, .mirrored), (-1, 0, 0, -1, .upsideDown),
            (1, 0, 0, -1, .flipped),
            (0, 1, 1, 0, .transposed), (0, 1, -1, 0, .turnedRight), (0, -1, -1, 0, .transversed),
            (0, -1, 1, 0, .turnedLeft),
            (0, 0, 0, 0, .upright), (Int32.min, 0, 0, Int32.min, .upsideDown),
        ] as [(Int32, Int32, Int32, Int32, Orientation)])
    func `a display matrix is one of eight turns`(
        _ a: Int32, _ b: Int32, _ c: Int32, _ d: Int32, _ expected: Orientation
    ) {
        #expect(Orientation(a: a, b: b, c: c, d: d) == expected)
    }
}

@Suite struct PictureGeometryTests {
    @Test(
        arguments: [
            (1920, 1080, 1, 320, 320, 180), (1080, 1920, 1, 320, 180, 320), (100, 50, 1, 320, 100, 50),
            (1, 1, 1, 320, 1, 1),
            (640, 480, 1.333333, 320, 320, 180), (640, 480, 1.333333, 9999, 640, 360),
            (720, 576, 1.0666667, 9999, 720, 540),
            (640, 480, 0.5, 9999, 320, 480), (10_000, 1, 1, 320, 320, 1), (64, 64, 1e9, 32, 32, 32),
            (64, 64, .nan, 32, 32, 32), (853, 480, 1, 320, 320, 180),
        ] as [(Int, Int, Double, Int, Int, Int)])
    func `pictures shrink to square pixels and never grow`(
        _ width: Int, _ height: Int, _ aspect: Double, _ longSide: Int, _ columns: Int, _ rows: Int
    ) {
        let size = PictureGeometry(
            storedWidth: width, storedHeight: height, aspect: aspect, longSide: longSide)
        #expect((size.width, size.height) == (columns, rows))
    }
}

@Suite struct RowAverageTests {
    @Test(arguments: [
        (1, 2, 1), (63, 7, 3), (64, 12, 2), (65, 100, 9), (200, 1080, 180), (130, 3000, 213), (90, 700, 1),
    ])
    func `rows are averaged by the share that each has in a group`(_ bytes: Int, _ rows: Int, _ target: Int)
        throws
    {
        var state: UInt32 = 1
        let stride = bytes + 5
        let stored = (0..<rows * stride).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
        let average = try RowAverage(bytes: bytes, rows: rows, target: target)
        average.average(stored, stride: stride)
        let height = Double(rows) / Double(target)
        // Weights are 256ths: each row may be off by half of one.
        let tolerance = 0.51 + (height + 1) / 512 * 128
        for row in 0..<target {
            let (top, bottom) = (Double(row) * height, Double(row + 1) * height)
            for column in 0..<bytes {
                let sum = (Int(top)..<min(rows, Int(bottom.rounded(.up)))).reduce(0.0) { sum, line in
                    let share = min(bottom, Double(line + 1)) - max(top, Double(line))
                    return sum + share * Double(stored[line * stride + column])
                }
                let found = Double(average.buffer[row * average.stride + column])
                try #require(abs(found - sum / height) <= tolerance, "row \(row), column \(column)")
            }
        }
    }

    @Test(arguments: [(64, 6, 1), (40, 1080, 180), (70, 1001, 3)])
    func `what is the same everywhere stays the same`(_ bytes: Int, _ rows: Int, _ target: Int) throws {
        for level in [UInt8(0), 1, 127, 254, 255] {
            let average = try RowAverage(bytes: bytes, rows: rows, target: target)
            average.average([UInt8](repeating: level, count: rows * bytes), stride: bytes)
            for row in 0..<target {
                let found = UnsafeBufferPointer(start: average.buffer + row * average.stride, count: bytes)
                #expect(found.allSatisfy { $0 == level })
            }
        }
    }
}

@Suite struct TransparencyTests {
    @Test(
        arguments: [
            ([10, 20, 30, 255], [10, 20, 30]), ([10, 20, 30, 0], [128, 128, 128]),
            ([0, 255, 128, 128], [64, 192, 128]),
        ] as [([UInt8], [UInt8])])
    func `transparent pixels lie over mid-gray`(_ pixel: [UInt8], _ expected: [UInt8]) {
        var pixels = pixel + pixel
        Transparency.flatten(&pixels, count: 2, channels: 3)
        #expect(Array(pixels.prefix(6)) == expected + expected)
    }

    @Test func `luma weighs the colors`() {
        var pixels: [UInt8] = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255]
        Transparency.flatten(&pixels, count: 4, channels: 1)
        #expect(Array(pixels.prefix(4)) == [76, 150, 29, 255])
    }
}

@Suite struct ISO6709Tests {
    @Test(
        arguments: [
            ("+33.1268-117.3273/", 33.1268, -117.3273), ("-33.5+018.25+010.5/", -33.5, 18.25),
            ("+4345+00730/", 43.75, 7.5),
            ("+434500.9+0073036/", 43.75025, 7.51), ("-00.5-000.5/", -0.5, -0.5),
        ] as [(String, Double, Double)])
    func `a position is read`(_ text: String, _ latitude: Double, _ longitude: Double) throws {
        let found = try #require(ISO6709.coordinate(text))
        #expect(abs(found.latitude - latitude) < 1e-9 && abs(found.longitude - longitude) < 1e-9)
    }

    @Test(arguments: [
        "", "/", "33.1-117.3/", "+33.1", "+91.0+000.0/", "+33.1+181.0/", "+3.1+7.2/", "+33.1.2+007.0/",
        "+00.0+000.0/",
        "+nan+000/", "+4360+00725/", "+33.1\u{0}+007/",
    ])
    func `what is not a position is none`(_ text: String) {
        #expect(ISO6709.coordinate(text) == nil)
    }
}

@Suite struct RecognitionTests {
    @Test(arguments: ["a.mp4", "/x/A.JPG", "b.c.MOV", "rel/clip.m2ts", "x.heic", ".x/y.png"])
    func `media files are recognized by their endings`(_ path: String) {
        #expect(FFmpegDecoder.recognizes(MediaSource(path: path)))
    }

    @Test(arguments: [
        "truth.csv", "notes.txt", "GOPR0001.LRV", "GOPR0001.THM", "mp4", ".mp4", "a.npy", "a.m3u8", "",
    ])
    func `other files are not`(_ path: String) {
        #expect(!FFmpegDecoder.recognizes(MediaSource(path: path)))
    }

    @Test func `rows belong to matrices`() {
        #expect(!FFmpegDecoder.recognizes(MediaSource(path: "a.mp4", rows: [1])))
    }
}
