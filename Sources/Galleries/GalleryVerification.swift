internal import Digests
internal import Foundation
public import PilotageAPI

extension GalleryStore {
    /// Reads every byte of a gallery and answers all that is wrong with it; empty where it is sound.
    ///
    /// - Parameter registry: nil to leave out whether this program's embedder can read it.
    /// - Throws: `PilotageError` where there is no gallery at the path.
    public static func verify(_ path: String, registry: Registry?) throws -> [PilotageError] {
        let document: GalleryDocument
        do {
            document = try self.document(of: path)
        } catch let error as PilotageError {
            guard FileManager.default.fileExists(atPath: "\(path)/\(GalleryLayout.document)") else {
                throw error
            }
            return [error]
        }
        let directory = GalleryPaths(path).current
        var problems = strangers(directory, document)
        for file in document.files { problems += collecting { try checkDigests(directory, [file]) } }
        if problems.isEmpty {
            problems = checkContents(directory, document)
            if let registry {
                problems += collecting { _ = try embedder(model(directory, document), document, registry) }
            }
        }
        return problems.map { $0.at(path) }
    }

    /// Checks that files have the bytes that they were written with; reads them in pieces.
    ///
    /// - Throws: `PilotageError` for the first that has not.
    static func checkDigests(_ directory: String, _ files: [GalleryDocument.File]) throws {
        for file in files {
            let path = "\(directory)/\(file.path)"
            let size = try fileSize(path)
            guard size == file.bytes, try SHA256.hexDigits(ofFileAt: path) == file.sha256 else {
                let what =
                    size == file.bytes ? "its contents changed" : "\(size) bytes, expected \(file.bytes)"
                throw PilotageError(
                    .gallery, "not as it was written: \(what)", place: [file.path],
                    hint: "restore it from a copy, or build the gallery again")
            }
        }
    }

    /// Files that do not belong to the gallery.
    private static func strangers(_ directory: String, _ document: GalleryDocument) -> [PilotageError] {
        let known = Set(document.files.map(\.path) + [GalleryLayout.document, GalleryLayout.modelDirectory])
        let found = (try? FileManager.default.subpathsOfDirectory(atPath: directory)) ?? []
        return found.filter { !known.contains($0) }.sorted().map {
            PilotageError(
                .gallery, "does not belong to the gallery", place: [$0],
                hint: "remove it, or keep it elsewhere")
        }
    }

    /// What digests cannot tell: whether the parts fit each other and mean anything.
    private static func checkContents(_ directory: String, _ document: GalleryDocument) -> [PilotageError] {
        collecting {
            let records = try PlacesFile.read(
                "\(directory)/\(GalleryLayout.places)", expecting: document.places)
            try checkIDs(records, below: document.nextID)
        }
            + collecting {
                let matrix = try embeddings(directory, document)
                for (block, segment) in zip(matrix.blocks, document.segments) {
                    if let row = block.firstRowOfNoNumbers {
                        throw PilotageError(.gallery, "row \(row) is not finite", place: [segment.path])
                    }
                }
            }
    }

    private static func checkIDs(_ records: [PlaceRecord], below next: Int) throws {
        let ids = Set(records.map(\.place.id))
        let place = [GalleryLayout.places]
        if ids.count != records.count {
            throw PilotageError(.gallery, "two places have one id", place: place)
        }
        if let last = ids.max(), last >= next {
            throw PilotageError(.gallery, "id \(last), but ids must be below \(next)", place: place)
        }
        for record in records {
            if let stray = record.place.next.first(where: { !ids.contains($0) }) {
                throw PilotageError(
                    .gallery, "place \(record.place.id) leads to \(stray), which is not there", place: place)
            }
        }
    }

    private static func collecting(_ body: () throws -> Void) -> [PilotageError] {
        do {
            try body()
            return []
        } catch let error as PilotageError {
            return [error]
        } catch let errors as PilotageErrors {
            return errors.errors
        } catch {
            return [PilotageError(.gallery, "cannot be read", cause: "\(error)")]
        }
    }
}
