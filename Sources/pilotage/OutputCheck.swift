import Foundation
import PilotageAPI

/// Where a command may not write: over what it reads, and into galleries.
enum OutputCheck {
    /// Refuses outputs that are inputs, by whatever name and link, or that lie in a gallery.
    ///
    /// - Throws: `PilotageError` of kind `invalid`.
    static func check(_ outputs: [String], inputs: [String]) throws {
        let read = inputs.compactMap { path in identity(path).map { (path: path, identity: $0) } }
        for output in outputs {
            if let found = identity(output), let input = read.first(where: { $0.identity == found }) {
                throw PilotageError(
                    .invalid, "it would overwrite \(input.path), which is read", place: [output],
                    hint: "choose another name for the output")
            }
            if let gallery = gallery(around: output) {
                throw PilotageError(
                    .invalid, "it lies in the gallery \(gallery)", place: [output],
                    hint: "choose a folder outside of it, for a gallery holds only its own files")
            }
        }
    }

    /// What a path leads to, whatever it is called; nil where there is nothing.
    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }

    /// The nearest folder above a file that is a gallery.
    private static func gallery(around path: String) -> String? {
        let parent = path.parentPath
        var folder = URL(fileURLWithPath: parent.isEmpty ? "." : parent).resolvingSymlinksInPath()
        while folder.path != "/", !folder.path.isEmpty {
            if FileManager.default.fileExists(atPath: folder.path + "/gallery.json") { return folder.path }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
