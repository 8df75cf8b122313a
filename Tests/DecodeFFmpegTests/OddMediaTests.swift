import DecodeFFmpeg
import Foundation
import PilotageAPI
import Testing

/// Every file of the odd media, and what FFmpeg's own command makes of it.
@Suite(.enabled(if: hasSharedData, needsSharedData)) struct OddMediaTests {
    @Test(
        arguments: [
            ("gen_anamorphic.mp4", 60, 320, 180), ("gen_base_faststart.mp4", 120, 320, 180),
            ("gen_hevc_hdr10_10bit.mp4", 60, 320, 180), ("gen_interlaced.mp4", 30, 320, 180),
            ("gen_mjpeg.avi", 30, 320, 180),
            ("gen_mpeg2.ts", 60, 320, 180), ("gen_one_frame.mp4", 1, 320, 180),
            ("gen_rotate180.mp4", 120, 320, 180),
            ("gen_rotate90.mp4", 120, 180, 320), ("gen_start_offset.mkv", 120, 320, 180),
            ("gen_vfr.mp4", 45, 320, 180),
            ("exiforientationexamples__Landscape_1.jpg", 1, 320, 213),
            ("pillow__broken_exif_dpi.jpg", 1, 100, 100),
            ("pillow__empty_gps_ifd.jpg", 1, 10, 10), ("pillow__exif_gps.jpg", 1, 8, 8),
            ("pillow__hopper.bmp", 1, 128, 128),
            ("pillow__hopper.gif", 1, 128, 128), ("pillow__hopper_gray.jpg", 1, 128, 128),
            ("pillow__hopper_orientation_6.jpg", 1, 128, 128),
            ("pillow__hopper_orientation_6.webp", 1, 128, 128),
            ("pillow__invalid-exif-without-x-resolution.jpg", 1, 300, 200),
            ("pillow__pil_sample_cmyk.jpg", 1, 100, 100),
            ("pillow__tiff_16bit_RGB_target.png", 1, 100, 40),
            ("pillow__xmp_tags_orientation.avif", 1, 320, 263),
        ] as [(String, Int, Int, Int)])
    func `a sound file gives all its frames`(_ name: String, _ count: Int, _ width: Int, _ height: Int) throws
    {
        let media = try DecodedMedia(shared: "odd-media/\(name)")
        #expect(media.images.count == count)
        #expect(media.frames.map(\.index) == Array(0..<count))
        #expect(media.images.allSatisfy { $0.width == width && $0.height == height && $0.channels == 3 })
        #expect(media.losses == DecodingLosses())
    }

    @Test(
        arguments: [
            ("gen_corrupt_middle.mp4", 108, 109, false), ("gen_truncated_faststart.mp4", 61, 61, true),
            ("pillow__truncated_jpeg.jpg", 1, 1, true), ("pillow__mode_16bit.png", 1, 1, false),
        ] as [(String, Int, Int, Bool)])
    func `a damaged file gives the frames it has`(
        _ name: String, _ images: Int, _ frames: Int, _ isTruncated: Bool
    ) throws {
        let media = try DecodedMedia(shared: "odd-media/\(name)")
        #expect((media.images.count, media.frames.count) == (images, frames))
        #expect(media.losses.isTruncated == isTruncated)
        #expect(media.losses.damagedPackets > 0)
    }

    @Test(
        arguments: ["gen_corrupt_middle.mp4", "gen_truncated_faststart.mp4"],
        ["all", "1s", "100ms", "keyframes"])
    func `damage comes out the same at any number of threads`(_ name: String, _ sample: String) throws {
        let one = try DecodedMedia(shared: "odd-media/\(name)", sample: sample, threads: 1)
        let four = try DecodedMedia(shared: "odd-media/\(name)", sample: sample, threads: 4)
        #expect(one.images.map(\.samples) == four.images.map(\.samples))
        #expect(one.milliseconds == four.milliseconds)
        #expect(one.losses == four.losses)
    }

    @Test(arguments: 2...8)
    func `photos of every orientation look the same upright`(_ orientation: Int) throws {
        let name = "odd-media/exiforientationexamples__Landscape_"
        let upright = try #require(DecodedMedia(shared: "\(name)1.jpg").images.first)
        let turned = try #require(DecodedMedia(shared: "\(name)\(orientation).jpg").images.first)
        #expect(turned.difference(from: upright) < 4)
    }

    @Test(arguments: ["gen_rotate90.mp4", "gen_rotate180.mp4"])
    func `a rotated video is the turned original`(_ name: String) throws {
        let original = try #require(
            DecodedMedia(shared: "odd-media/gen_base_faststart.mp4", sample: "60s").images.first)
        let turned = try #require(DecodedMedia(shared: "odd-media/\(name)", sample: "60s").images.first)
        let orientation: Orientation = name.contains("180") ? .upsideDown : .turnedLeft
        let expected = orientation.upright(
            original.samples, stride: original.width * 3, width: original.width, height: original.height,
            channels: 3)
        #expect(turned.difference(from: expected) == 0)
    }

    @Test(
        arguments: [
            ("gen_hevc_hdr10_10bit.mp4", 4), ("gen_start_offset.mkv", 0.01), ("gen_vfr.mp4", 2),
            ("gen_mjpeg.avi", 5),
            ("gen_mpeg2.ts", 4), ("gen_one_frame.mp4", 3),
        ] as [(String, Double)])
    func `one scene looks alike in every coding`(_ name: String, _ limit: Double) throws {
        let original = try #require(
            DecodedMedia(shared: "odd-media/gen_base_faststart.mp4", sample: "60s", color: .gray).images.first
        )
        let other = try #require(
            DecodedMedia(shared: "odd-media/\(name)", sample: "60s", color: .gray).images.first)
        #expect(other.difference(from: original) < limit)
    }

    @Test func `times follow a varying frame rate`() throws {
        let times = try DecodedMedia(shared: "odd-media/gen_vfr.mp4").milliseconds
        #expect(times.prefix(7) == [0, 234, 467, 701, 934, 1001, 1034])
        #expect(times.suffix(3) == [3504, 3737, 3971])
    }

    @Test(
        arguments: [
            ("gen_base_faststart.mp4", [0, 1001, 2002, 3003]),
            ("gen_start_offset.mkv", [0, 1001, 2002, 3003]),
            ("gen_vfr.mp4", [0, 1001, 2002, 3036]), ("gen_mpeg2.ts", [0, 1001]),
            ("gen_interlaced.mp4", [0, 1001]),
        ] as [(String, [Int])])
    func `one frame a second is taken at its true time`(_ name: String, _ expected: [Int]) throws {
        #expect(try DecodedMedia(shared: "odd-media/\(name)", sample: "1s").milliseconds == expected)
    }

    @Test(arguments: [
        "gen_base_faststart.mp4", "pillow__pil_sample_cmyk.jpg", "pillow__hopper.bmp", "pillow__hopper.gif",
    ])
    func `gray is the luma of the colors`(_ name: String) throws {
        let colors = try #require(DecodedMedia(shared: "odd-media/\(name)", sample: "60s").images.first)
        let gray = try #require(
            DecodedMedia(shared: "odd-media/\(name)", sample: "60s", color: .gray).images.first)
        let isHighDefinition = name.hasSuffix("mp4")
        let (red, green, blue) = isHighDefinition ? (0.2126, 0.7152, 0.0722) : (0.299, 0.587, 0.114)
        let luma = (0..<gray.samples.count).map { index -> UInt8 in
            let pixel = colors.samples[index * 3..<index * 3 + 3].map(Double.init)
            return UInt8((red * pixel[0] + green * pixel[1] + blue * pixel[2]).rounded())
        }
        let expected = Image(width: gray.width, height: gray.height, channels: 1, samples: luma)
        #expect(gray.difference(from: expected) < 1.5)
    }

    @Test func `a picture smaller than asked for keeps its size`() throws {
        let path = sharedData.appending(path: "odd-media/gen_base_faststart.mp4").path
        let image = try #require(DecodedMedia(path, sample: "10s", longSide: 5000).images.first)
        #expect((image.width, image.height) == (854, 480))
    }

    @Test(arguments: [1, 2, 3, 7, 64, 319, 853])
    func `pictures of any size are filled`(_ longSide: Int) throws {
        let path = sharedData.appending(path: "odd-media/gen_rotate90.mp4").path
        let image = try #require(DecodedMedia(path, sample: "10s", longSide: longSide).images.first)
        #expect(
            image.height == longSide && image.width == max(1, Int((Double(longSide) * 480 / 854).rounded())))
    }
}
