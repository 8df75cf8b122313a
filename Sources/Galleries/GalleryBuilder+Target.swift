internal import Foundation
internal import PilotageAPI

extension GalleryBuilder {
    /// Refuses to build where something is, unless it is a gallery that is to be replaced.
    func checkTarget(_ path: String, _ request: GalleryRequest) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let isGallery = FileManager.default.fileExists(atPath: "\(path)/\(GalleryLayout.document)")
        guard request.replaces, isGallery else {
            throw PilotageError(
                .unwritable, isGallery ? "there is a gallery already" : "there is something else already",
                place: [path],
                hint: isGallery ? "'gallery add' extends it, --replace replaces it" : "choose another name")
        }
        try checkStrangers(path)
    }

    /// Refuses to write a gallery whose directory holds files of others, such as the photos that it is built from: the
    /// new state takes the place of the whole directory.
    ///
    /// - Throws: `PilotageError` that names the first of them.
    func checkStrangers(_ path: String) throws {
        let directory = GalleryPaths(path).current
        // What a damaged gallery is replaced for may be its document.
        let known = (try? GalleryStore.document(of: path)).map { Set($0.files.map(\.path)) }
        let strangers = try names(in: directory).filter { name in
            // SQLite keeps its journals beside a table that is open elsewhere.
            if name == GalleryLayout.document || name.hasPrefix(GalleryLayout.places) { return false }
            return !(known?.contains(name) ?? GalleryLayout.isOwn(name))
        }
        guard let first = strangers.first else { return }
        throw PilotageError(
            .invalid,
            strangers.count == 1
                ? "'\(first)' lies in the gallery's directory and would be lost"
                : "'\(first)' and \(strangers.count - 1) more lie in the gallery's directory and would be lost",
            place: [path], hint: "move what is not the gallery's own elsewhere")
    }

    /// Files that are not hidden, and directories but the model's, sorted; the model's files one by one.
    private func names(in directory: String) throws -> [String] {
        func listed(_ folder: String) throws -> [String] {
            do {
                return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                    !$0.hasPrefix(".")
                }
            } catch {
                throw PilotageError(.unreadable, "cannot be listed", place: [folder], cause: "\(error)")
            }
        }
        var names = try listed(directory)
        if names.contains(GalleryLayout.modelDirectory) {
            names.removeAll { $0 == GalleryLayout.modelDirectory }
            names += try listed("\(directory)/\(GalleryLayout.modelDirectory)").map(GalleryLayout.model)
        }
        return names.sorted()
    }
}
