internal import Digests
internal import Foundation
internal import PilotageAPI
internal import Tensors

/// A gallery in the making: the files in a transaction's directory, and what `gallery.json` will say of them.
struct GalleryState {
    let transaction: GalleryTransaction
    var document: GalleryDocument

    /// Writes the files of the model.
    func writeModel(_ files: ModelFiles) throws {
        guard !files.contents.isEmpty else { return }
        let directory = transaction.path(GalleryLayout.modelDirectory)
        try transaction.steps.call("make \(directory)") { mkdir(directory, 0o755) }
        for (name, bytes) in files.contents.sorted(by: { $0.key < $1.key }) {
            precondition(GalleryLayout.isPlainName(name[...]), "a model file named '\(name)'")
            try transaction.steps.write(bytes, to: transaction.path(GalleryLayout.model(name)))
        }
        try transaction.steps.synchronize(directory)
    }

    /// Writes the places of a new gallery.
    func writePlaces(_ records: [PlaceRecord]) throws {
        let path = transaction.path(GalleryLayout.places)
        try transaction.steps.take("write \(path)") { try PlacesFile.create(path, records) }
        try transaction.steps.synchronize(path)
    }

    /// Adds places to a copy of the places of the gallery at `old`.
    func extendPlaces(of old: String, by records: [PlaceRecord]) throws {
        let path = transaction.path(GalleryLayout.places)
        let steps = transaction.steps
        try steps.take("copy \(path)") {
            try FileManager.default.copyItem(atPath: "\(old)/\(GalleryLayout.places)", toPath: path)
        }
        try steps.unprotect(path)
        try steps.take("extend \(path)") { try PlacesFile.extend(path, records) }
        try steps.synchronize(path)
    }

    /// Gives the files of the gallery at `old` that do not change a second name in the new state.
    func shareUnchanged(from old: String, but changed: Set<String>) throws {
        let unchanged = document.files.map(\.path).filter { !changed.contains($0) }
        let directory = transaction.path(GalleryLayout.modelDirectory)
        if unchanged.contains(where: { $0.hasPrefix("\(GalleryLayout.modelDirectory)/") }) {
            try transaction.steps.call("make \(directory)") { mkdir(directory, 0o755) }
        }
        for path in unchanged { try transaction.steps.share("\(old)/\(path)", as: transaction.path(path)) }
    }

    /// Adds the digests of files that are new or were changed, and writes `gallery.json`.
    mutating func seal(changed paths: [String]) throws {
        for path in paths {
            let whole = transaction.path(path)
            try transaction.steps.protect(whole)
            document.files.removeAll { $0.path == path }
            document.files.append(
                GalleryDocument.File(
                    path: path, bytes: try fileSize(whole), sha256: try SHA256.hexDigits(ofFileAt: whole)))
        }
        document.files.sort { $0.path < $1.path }
        let path = transaction.path(GalleryLayout.document)
        try transaction.steps.write(try document.bytes(), to: path)
        try transaction.steps.protect(path)
    }
}

/// The size of an ordinary file in bytes.
///
/// - Throws: `PilotageError` of the kind `gallery` where it is missing or is no ordinary file.
func fileSize(_ path: String) throws -> Int {
    var status = stat()
    let name = String(path.split(separator: "/").last ?? "")
    guard lstat(path, &status) == 0 else {
        throw PilotageError(
            .gallery, "the file is missing", place: [name], cause: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
        throw PilotageError(.gallery, "not an ordinary file", place: [name])
    }
    return Int(status.st_size)
}
