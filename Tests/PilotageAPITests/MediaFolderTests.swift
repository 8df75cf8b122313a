import Foundation
import PilotageAPI
import TestSupport
import Testing

struct MediaFolderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in [
            "b.fake", "a/z.fake", "a.fake", "a/b/c.fake", "a/notes.txt", ".hidden.fake", ".git/x.fake",
        ] {
            try folder.write("1", to: name)
        }
    }

    private func media() throws -> MediaFolder {
        try MediaFolder(path: folder.url.path, registry: FakeEngine.registry)
    }

    @Test func `files come in the order of their bytes, hidden ones not at all`() throws {
        #expect(try media().files == ["a.fake", "a/b/c.fake", "a/z.fake", "b.fake"])
        #expect(try media().otherFiles == 1)
    }

    @Test func `a link to a file counts, one to a folder does not`() throws {
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.path("c.fake"), withDestinationPath: "b.fake")
        try manager.createSymbolicLink(atPath: folder.path("a/up"), withDestinationPath: "..")
        try manager.createSymbolicLink(atPath: folder.path("gone.fake"), withDestinationPath: "nowhere")
        #expect(try media().files == ["a.fake", "a/b/c.fake", "a/z.fake", "b.fake", "c.fake", "gone.fake"])
    }

    @Test func `a file whose name is not UTF-8 is named as well as can be`() throws {
        let path = Array((folder.path("a") + "/").utf8) + [0xFF] + Array(".fake".utf8) + [0]
        let descriptor = path.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { name in
                name.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
            }
        }
        try #require(descriptor >= 0)
        close(descriptor)
        #expect(try media().unreadable.map(\.path) == ["a/\u{FFFD}.fake"])
        #expect(try media().unreadable.map(\.error.message) == ["the name of this file is not UTF-8"])
    }

    @Test func `a gallery among the footage is not looked into, unless it is asked for`() throws {
        try folder.write("{}", to: "a/gallery.json")
        #expect(try media().files == ["a.fake", "b.fake"])
        let inside = try MediaFolder(path: folder.path("a"), registry: FakeEngine.registry)
        #expect(inside.files == ["b/c.fake", "z.fake"])
    }

    @Test func `a folder below that cannot be read is named, and the others are read`() throws {
        let media = try FolderRights.withoutReading(folder.path("a")) { try self.media() }
        #expect(media.files == ["a.fake", "b.fake"])
        #expect(media.unreadable.map(\.path) == ["a"])
        #expect(media.unreadable.map(\.error.cause) == ["Permission denied"])
    }

    @Test func `a folder that cannot be read itself is an error`() throws {
        #expect(throws: PilotageError.self) {
            try FolderRights.withoutReading(folder.url.path) { try self.media() }
        }
        #expect(throws: PilotageError.self) {
            try MediaFolder(path: folder.path("nowhere"), registry: FakeEngine.registry)
        }
    }
}
