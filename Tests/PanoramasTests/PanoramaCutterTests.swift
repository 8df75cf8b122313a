import Foundation
import Panoramas
import PilotageAPI
import Testing

struct PanoramaCutterTests {
    /// The color of a direction: its parts to the right, up and to the front of the middle column, as levels from 1 to 255.
    private static func color(_ right: Double, _ up: Double, _ front: Double) -> [Double] {
        let length = (right * right + up * up + front * front).squareRoot()
        return [right, up, front].map { 128 + 127 * $0 / length }
    }

    /// A panorama whose every pixel has the color of its direction.
    private func directions(width: Int, height: Int) -> Image {
        var samples: [UInt8] = []
        for row in 0..<height {
            let pitch = (0.5 - (Double(row) + 0.5) / Double(height)) * .pi
            for column in 0..<width {
                let heading = ((Double(column) + 0.5) / Double(width) - 0.5) * 2 * .pi
                let color = Self.color(cos(pitch) * sin(heading), sin(pitch), cos(pitch) * cos(heading))
                samples += color.map { UInt8($0.rounded()) }
            }
        }
        return Image(width: width, height: height, channels: 3, samples: samples)
    }

    private func images(_ views: [RigView]) -> [Image] {
        views.compactMap { if case .image(let image) = $0.content { image } else { nil } }
    }

    /// The largest difference of a view from what a camera with a heading would see.
    private func largestError(_ view: Image, headingDegrees: Double) -> Double {
        let heading = headingDegrees * .pi / 180
        var largest = 0.0
        for row in 0..<view.height {
            for column in 0..<view.width {
                let across = (Double(column) + 0.5) / Double(view.width) * 2 - 1
                let up = (Double(view.height) / 2 - Double(row) - 0.5) / (Double(view.width) / 2)
                let right = sin(heading) + across * cos(heading)
                let front = cos(heading) - across * sin(heading)
                let expected = Self.color(right, up, front)
                for channel in 0..<3 {
                    let found = Double(view.samples[(row * view.width + column) * 3 + channel])
                    largest = max(largest, abs(found - expected[channel]))
                }
            }
        }
        return largest
    }

    @Test(arguments: [0, 90, 37.5, 180, 359.9]) func `every pixel of the four views looks where it should`(
        front: Double
    ) throws {
        let cutter = PanoramaCutter(frontDegrees: front, longSide: 96)
        let views = try cutter.views(of: directions(width: 384, height: 192))
        #expect(views.map(\.headingDegrees) == [0, 90, 180, 270])
        for (view, image) in zip(views, images(views)) {
            #expect(image.width == 96 && image.height == 64)
            #expect(largestError(image, headingDegrees: front + view.headingDegrees) < 1.5)
        }
    }

    @Test func `a view that looks elsewhere is told apart`() throws {
        let cutter = PanoramaCutter(frontDegrees: 0, longSide: 96)
        let views = images(try cutter.views(of: directions(width: 384, height: 192)))
        #expect(largestError(views[0], headingDegrees: 3) > 5)
        #expect(largestError(views[1], headingDegrees: 270) > 100)
    }

    @Test func `the front is found where it is said to be`() throws {
        let panorama = directions(width: 384, height: 192)
        let plain = images(try PanoramaCutter(frontDegrees: 0, longSide: 48).views(of: panorama))
        let turned = images(try PanoramaCutter(frontDegrees: 90, longSide: 48).views(of: panorama))
        #expect(turned.map(\.samples) == (plain[1...] + plain[..<1]).map(\.samples))
    }

    @Test func `pixels are averages, also across the seam`() throws {
        let samples = (0..<384 * 192).map { (index: Int) -> UInt8 in
            (index % 384 + index / 384).isMultiple(of: 2) ? 0 : 255
        }
        let panorama = Image(width: 384, height: 192, channels: 1, samples: samples)
        for view in images(try PanoramaCutter(frontDegrees: 0, longSide: 96).views(of: panorama)) {
            let levels = view.samples.map(Double.init)
            let mean = levels.reduce(0, +) / Double(levels.count)
            let spread = levels.map { abs($0 - mean) }.reduce(0, +) / Double(levels.count)
            #expect(abs(mean - 127.5) < 1.5 && spread < 40)
        }
    }

    @Test func `views have no more pixels than the panorama has for them`() throws {
        let cutter = PanoramaCutter(frontDegrees: 0, longSide: 96)
        let small = images(try cutter.views(of: directions(width: 64, height: 32)))
        #expect(small.allSatisfy { $0.width == 16 && $0.height == 11 })
    }

    @Test func `panoramas of several sizes are cut like each by itself`() throws {
        let (large, small) = (directions(width: 128, height: 64), directions(width: 64, height: 32))
        let cutter = PanoramaCutter(frontDegrees: 20, longSide: 30)
        for panorama in [large, small, large] {
            let fresh = PanoramaCutter(frontDegrees: 20, longSide: 30)
            let expected = images(try fresh.views(of: panorama)).map(\.samples)
            #expect(images(try cutter.views(of: panorama)).map(\.samples) == expected)
        }
    }

    @Test(arguments: [(1, 96, 384), (1, 1, 4), (3, 4000, 4096)]) func `asks for panoramas four times as wide`(
        channels: Int, longSide: Int, expected: Int
    ) {
        #expect(PanoramaCutter(frontDegrees: 0, longSide: longSide).panoramaLongSide == expected)
    }

    @Test(arguments: [(200, 99), (2, 1), (200, 101)]) func `sides may be off by a little`(
        width: Int, height: Int
    ) throws {
        let views = try PanoramaCutter(frontDegrees: 0, longSide: 96)
            .views(of: directions(width: width, height: height))
        #expect(views.count == 4)
    }

    @Test(arguments: [(192, 108, "1.78"), (100, 100, "1.0"), (1, 1, "1.0"), (200, 90, "2.22")])
    func `other pictures are refused by their shape`(width: Int, height: Int, ratio: String) {
        let cutter = PanoramaCutter(frontDegrees: 0, longSide: 96)
        #expect {
            try cutter.views(of: directions(width: width, height: height))
        } throws: { error in
            (error as? PilotageError)?.message
                == "a picture \(ratio) times as wide as high, but an equirectangular one is 2 times"
        }
    }
}
