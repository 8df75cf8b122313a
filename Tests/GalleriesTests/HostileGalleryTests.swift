import Digests
import Foundation
import Galleries
import PilotageAPI
import TestSupport
import Testing

struct HostileGalleryTests {
    /// A gallery whose description says something else, with a digest that fits.
    private func tampered(_ replacements: [(String, String)]) throws -> VectorWorld {
        let world = try VectorWorld(count: 3)
        try world.build()
        try tamper(world.gallery, replacements)
        return world
    }

    private func tamper(_ gallery: String, _ replacements: [(String, String)]) throws {
        let path = gallery + "/gallery.json"
        var text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        for (old, new) in replacements {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        let digest = try #require(text.firstMatch(of: /"digest" : "([0-9a-f]{64})"/)).output.1
        let blank = text.replacing(String(digest), with: String(repeating: "0", count: 64))
        text = text.replacing(String(digest), with: SHA256.hexDigits(of: Array(blank.utf8)))
        try overwrite(path, Data(text.utf8))
    }

    @Test(arguments: [
        (
            "\"model/dimension.txt\"", "\"model/../../secret\"",
            "not a gallery: a file named 'model/../../secret'"
        ),
        ("\"model/dimension.txt\"", "\"/etc/passwd\"", "not a gallery: a file named '/etc/passwd'"),
        ("\"model/dimension.txt\"", "\"model/.hidden\"", "not a gallery: a file named 'model/.hidden'"),
        (
            "\"places\" : 3,\n  \"program\"", "\"places\" : 4,\n  \"program\"",
            "not a gallery: 4 places, but 3 rows of embeddings"
        ),
        (
            "\"rows\" : 3", "\"rows\" : 9223372036854775807",
            "not a gallery: 3 places, but 9223372036854775807 rows of embeddings"
        ),
        ("\"dimension\" : 8", "\"dimension\" : 0", "not a gallery: dimension 0"),
        ("\"dimension\" : 8", "\"dimension\" : 4", "3 x 8, but must be 3 x 4"),
        ("\"metric\" : \"cosine\"", "\"metric\" : \"best\"", "not a gallery: metric 'best'"),
        ("\"format\" : 1", "\"format\" : 2", "format 2, but this program reads 1"),
        ("\"embed.identity\"", "\"embed.identify\"", "unknown plugin 'embed.identify'"),
    ])
    func `a description that lies is refused`(old: String, new: String, message: String) throws {
        let world = try tampered([(old, new)])
        let error = failure { _ = try GalleryStore.open(world.gallery, registry: vectorRegistry) }
        #expect(error?.message == message)
    }

    @Test(arguments: [
        ("\"width\" : 144", "\"width\" : 9223372036854775807", "views of 9223372036854775807x96 pixels"),
        ("\"height\" : 96", "\"height\" : -96", "views of 144x-96 pixels"),
        ("\"fov_deg\" : 90", "\"fov_deg\" : 0", "the angle of view in degrees is 0"),
        ("\"reach_m\" : 200", "\"reach_m\" : 1e300", "the reach in meters is 1e+300"),
        ("\"height_m\" : 1.6", "\"height_m\" : -1.6", "the camera's height in meters is -1.6"),
        ("\"look\" : \"plain\"", "\"look\" : \"oil\"", "not the description of a gallery"),
    ])
    func `views that cannot be are refused`(old: String, new: String, message: String) throws {
        let world = try MapWorld()
        try world.build()
        try tamper(world.gallery, [(old, new)])
        let error = failure { _ = try GalleryStore.open(world.gallery, registry: mapRegistry) }
        #expect(
            error?.kind == .gallery && error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `another embedder's gallery is refused with both fingerprints`() throws {
        let plain = try VectorWorld(count: 3)
        try plain.build()
        let own = try GalleryStore.info(plain.gallery).embedder.fingerprint.description
        let other = String(repeating: "ab", count: 32)
        let world = try tampered([(own, other)])
        let error = failure { _ = try GalleryStore.open(world.gallery, registry: vectorRegistry) }
        #expect(error?.message.contains(own) == true && error?.message.contains(other) == true)
    }

    @Test func `an edited description is refused`() throws {
        let world = try VectorWorld(count: 3)
        try world.build()
        let path = world.gallery + "/gallery.json"
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        try overwrite(path, Data(text.replacing("test 1", with: "test 2").utf8))
        let error = failure { _ = try GalleryStore.info(world.gallery) }
        #expect(error?.message == "the file does not match its own digest: it was changed or is damaged")
    }

    @Test func `a link in a gallery is not followed`() throws {
        let world = try VectorWorld(count: 3)
        try world.build()
        let path = world.gallery + "/embeddings.npy"
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: world.matrix)
        let error = failure { _ = try GalleryStore.open(world.gallery, registry: vectorRegistry) }
        #expect(error?.message == "not an ordinary file")
    }

    @Test func `a folder that is no gallery is refused`() throws {
        let folder = try TemporaryFolder()
        #expect(
            failure { _ = try GalleryStore.info(folder.url.path) }?.message
                == "not a gallery: it has no gallery.json")
        #expect(failure { _ = try GalleryStore.info(folder.path("x")) }?.message == "no such gallery")
    }
}
