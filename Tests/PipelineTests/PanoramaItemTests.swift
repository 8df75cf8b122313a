import PilotageAPI
import TestSupport
import Testing

/// Items of equirectangular pictures, of fakes.
struct PanoramaItemTests {
    @Test func `a panorama is four views of its own angle`() throws {
        let outcome = try RigFixture(["a.fake": "p7 x p9"]).run("{path: a.fake, projection: equirectangular}")
        #expect(outcome.shown == ["0:7 90:7 180:7 270:7", "0:9 90:9 180:9 270:9"])
        #expect(outcome.frames.map(\.index) == [0, 2])
        #expect(outcome.frames[0].views.allSatisfy { $0.image.width == 4 && $0.image.height == 3 })
        #expect(outcome.text.contains("a.fake 1 0.5 undecodable -"))
    }

    @Test func `a folder of panoramas is a sequence of them`() throws {
        let outcome = try RigFixture(["walk/1.fake": "p7", "walk/2.fake": "p8"])
            .run("{path: walk, as: sequence, projection: equirectangular}")
        #expect(outcome.shown == ["0:7 90:7 180:7 270:7", "0:8 90:8 180:8 270:8"])
    }

    @Test func `pictures of another shape fail the item, by name`() throws {
        let fixture = try RigFixture(["a.fake": "i7", "walk/1.fake": "p7", "walk/2.fake": "i8"])
        let message = "a picture 1.0 times as wide as high, but an equirectangular one is 2 times"
        #expect(
            try fixture.run("{path: a.fake, projection: equirectangular}").text
                == "run run\nfailed a.fake: unsupported: \(message)\n")
        #expect(
            try fixture.run("{path: walk, as: sequence, projection: equirectangular}").text
                == "run run\nfailed walk: unsupported: \(fixture.folder.path("walk/2.fake")): \(message)\n")
    }

    @Test func `what is no picture has no projection`() throws {
        #expect(
            try RigFixture(["a.fake": "7"]).run("{path: a.fake, projection: equirectangular}").text
                .contains("its frames are no pictures"))
    }
}
