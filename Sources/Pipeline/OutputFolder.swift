internal import Foundation
internal import PilotageAPI

/// Where a run may not put its results: among the files that it reads, since an output directory is something that
/// people remove to begin anew.
enum OutputFolder {
    /// Refuses an output directory that lies in the gallery, or that holds the gallery or an item's file.
    ///
    /// - Throws: `PilotageError` of kind `invalid`.
    static func check(_ folder: String, _ needed: NeededFiles) throws {
        let resolved = NeededFiles.resolved(
            FileManager.default.fileExists(atPath: folder) ? folder + "/." : folder)
        let inside = resolved == "/" ? "/" : resolved + "/"
        if (resolved + "/").hasPrefix(needed.gallery + "/") { throw refusal(folder, "lies in the gallery") }
        if needed.gallery.hasPrefix(inside) { throw refusal(folder, "holds the gallery") }
        if let item = needed.items.filter({ $0.key.hasPrefix(inside) }).values.min(by: bytewise) {
            throw refusal(folder, "holds an item's file, '\(item.dropFirst(inside.count))'")
        }
    }

    private static func refusal(_ folder: String, _ what: String) -> PilotageError {
        PilotageError(
            .invalid, "the output directory \(what)", place: [folder],
            hint: "name a directory of its own by --output, so that it can be removed without loss")
    }
}
