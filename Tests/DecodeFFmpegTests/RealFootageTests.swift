import DecodeFFmpeg
import Foundation
import Geodesy
import PilotageAPI
import Testing

@Suite(.enabled(if: hasSharedData, needsSharedData)) struct RealFootageTests {
    @Test(arguments: [("gopro_karma.mp4", 362, 13, 46), ("gopro_max_heromode.mp4", 315, 11, 32)])
    func `a clip gives its frames at every sampling`(_ name: String, _ all: Int, _ seconds: Int, _ keys: Int)
        throws
    {
        #expect(try DecodedMedia(shared: "videos/\(name)").images.count == all)
        #expect(try DecodedMedia(shared: "videos/\(name)", sample: "1s").images.count == seconds)
        #expect(try DecodedMedia(shared: "videos/\(name)", sample: "keyframes").images.count == keys)
    }

    @Test(arguments: ["100ms", "500ms", "1s", "3s"])
    func `sampling gives the very frames that decoding everything gives`(_ sample: String) throws {
        let all = try DecodedMedia(shared: "videos/gopro_karma.mp4")
        let byTime = Dictionary(uniqueKeysWithValues: zip(all.milliseconds, all.images))
        let some = try DecodedMedia(shared: "videos/gopro_karma.mp4", sample: sample)
        for (time, image) in zip(some.milliseconds, some.images) {
            #expect(byTime[time]?.samples == image.samples)
        }
    }

    @Test(arguments: ["gopro_karma.mp4", "gopro_max_heromode.mp4"], ["all", "500ms", "1s", "2s"])
    func `a clip without cuts has none`(_ name: String, _ sample: String) throws {
        #expect(try DecodedMedia(shared: "videos/\(name)", sample: sample).shots == [])
    }

    @Test func `what a clip says of itself is kept`() throws {
        let media = try DecodedMedia(shared: "videos/gopro_max_heromode.mp4", sample: "10s")
        #expect(media.provenance.capturedAt == "2019-11-18T15:45:32Z")
        #expect(media.provenance.coordinate?.latitude == 33.1268)
        #expect(media.provenance.coordinate?.longitude == -117.3273)
    }

    @Test(arguments: [
        "aerial-seneca/reference", "aerial-seneca/query", "street-lund/reference", "street-lund/query",
    ])
    func `every photo of a folder is decoded`(_ folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: sharedData.appending(path: folder).path
        ).sorted()
        #expect(!names.isEmpty)
        for name in names {
            let media = try DecodedMedia(shared: "\(folder)/\(name)", color: .gray)
            #expect(media.images.count == 1 && media.losses == DecodingLosses(), "\(name)")
            #expect((media.provenance.coordinate != nil) == folder.hasSuffix("reference"), "\(name)")
        }
    }

    @Test func `a photo with other bytes behind it decodes as the photo`() throws {
        let photo = sharedData.appending(path: "odd-media/pillow__hopper_gray.jpg")
        let clip = sharedData.appending(path: "odd-media/gen_one_frame.mp4")
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jpg")
        defer { try? FileManager.default.removeItem(at: file) }
        try (Data(contentsOf: photo) + Data(contentsOf: clip)).write(to: file)
        let media = try DecodedMedia(file.path)
        #expect(media.images.map(\.samples) == (try DecodedMedia(photo.path)).images.map(\.samples))
        #expect(media.losses == DecodingLosses())
    }

    @Test func `a JPEG with any byte wrong never crashes`() throws {
        let photo = try Data(contentsOf: sharedData.appending(path: "odd-media/pillow__empty_gps_ifd.jpg"))
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jpg")
        defer { try? FileManager.default.removeItem(at: file) }
        for index in stride(from: 2, to: photo.count, by: 3) {
            var bytes = photo
            bytes[index] ^= 0xFF
            try bytes.write(to: file)
            if let media = try? DecodedMedia(file.path) { #expect(media.frames.count <= 1) }
        }
    }
}
