internal import Foundation
public import PilotageAPI
internal import Tensors

/// Galleries on disk.
public enum GalleryStore {
    /// Opens a gallery: its places in memory, its embeddings mapped, its embedder ready.
    ///
    /// Every byte is held against the digests of `gallery.json`: about a second for every GB.
    /// - Throws: `PilotageError`, mostly of the kind `gallery`.
    public static func open(_ path: String, registry: Registry) throws -> OpenedGallery {
        try stable(path) { directory, document in
            // All sizes first: a file that is cut off is told without reading the others.
            try checkSizes(directory, document)
            try checkDigests(directory, document.files)
            let records = try places(directory, document)
            let matrix = try embeddings(directory, document)
            let model = try model(directory, document)
            let embedder = try embedder(model, document, registry)
            let gallery = Gallery(
                name: GalleryLayout.name(ofPath: path), places: records.map(\.place), embeddings: matrix,
                metric: try document.knownMetric(), embedder: document.record,
                calibration: document.calibration, views: document.views?.count ?? 1)
            return OpenedGallery(
                gallery: gallery, embedder: embedder, format: try format(model, document, registry),
                info: GalleryInfo(path, document))
        }
    }

    /// The places of a gallery, without its embeddings and its embedder; the digest of their file is checked.
    ///
    /// - Throws: `PilotageError`, mostly of the kind `gallery`.
    public static func places(_ path: String) throws -> [Place] {
        try stable(path) { directory, document in
            try checkDigests(directory, document.files.filter { $0.path == GalleryLayout.places })
            return try places(directory, document).map(\.place)
        }
    }

    private static func places(_ directory: String, _ document: GalleryDocument) throws -> [PlaceRecord] {
        try PlacesFile.read("\(directory)/\(GalleryLayout.places)", expecting: document.places)
    }

    /// What a gallery says of itself, without opening its parts.
    ///
    /// - Throws: `PilotageError` where it is no gallery.
    public static func info(_ path: String) throws -> GalleryInfo {
        try stable(path) { _, document in GalleryInfo(path, document) }
    }

    /// Reads a gallery again where somebody replaced it meanwhile.
    private static func stable<Result>(
        _ path: String, _ read: (String, GalleryDocument) throws -> Result
    ) throws -> Result {
        var document = try document(of: path)
        for _ in 0..<3 {
            let result = Swift.Result { try read(GalleryPaths(path).current, document) }
            let again = try self.document(of: path)
            if again.digest == document.digest {
                do { return try result.get() } catch let error as PilotageError { throw error.at(path) }
            }
            document = again
        }
        throw PilotageError(
            .gallery, "it changes all the time", place: [path], hint: "wait until it is written")
    }

    /// The description of the gallery at a path.
    static func document(of path: String) throws -> GalleryDocument {
        let file = "\(GalleryPaths(path).current)/\(GalleryLayout.document)"
        guard FileManager.default.fileExists(atPath: file) else { throw noGallery(at: path) }
        do {
            let size = try fileSize(file)
            guard size <= GalleryLayout.longestDocument else {
                throw PilotageError(.gallery, "\(size) bytes", place: [GalleryLayout.document])
            }
            return try GalleryDocument(bytes: Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        } catch let error as PilotageError {
            throw error.at(path)
        } catch {
            throw PilotageError(.unreadable, "cannot be read", place: [file], cause: "\(error)")
        }
    }

    /// What is wrong with a path without a `gallery.json` behind it.
    private static func noGallery(at path: String) -> PilotageError {
        var isDirectory: ObjCBool = false
        if !FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
            return PilotageError(
                .gallery, "no such gallery", place: [path],
                hint: "look for a typing error in the path; 'pilotage gallery build' makes a gallery")
        }
        return PilotageError(
            .gallery,
            isDirectory.boolValue
                ? "not a gallery: it has no \(GalleryLayout.document)"
                : "not a gallery but a file: a gallery is a directory", place: [path],
            hint: "name the directory that 'pilotage gallery build' made")
    }

    /// Checks that every file is there with its size.
    static func checkSizes(_ directory: String, _ document: GalleryDocument) throws {
        for file in document.files {
            let size = try fileSize("\(directory)/\(file.path)")
            guard size == file.bytes else {
                throw PilotageError(
                    .gallery, "\(size) bytes, but the gallery was written with \(file.bytes)",
                    place: [file.path],
                    hint: "build the gallery again, or restore it from a copy")
            }
        }
    }

    /// The rows of all segments, mapped.
    static func embeddings(_ directory: String, _ document: GalleryDocument) throws -> EmbeddingMatrix {
        let precision = document.precision ?? .float32
        let blocks = try document.segments.map { segment in
            let matrix: MappedMatrix
            do {
                matrix = try MappedMatrix(
                    npyFile: "\(directory)/\(segment.path)", element: precision.element)
            } catch {
                throw PilotageError(
                    .gallery, "not a matrix of embeddings", place: [segment.path], cause: "\(error)")
            }
            guard matrix.rows == segment.rows, matrix.columns == document.dimension else {
                throw PilotageError(
                    .gallery,
                    "\(matrix.rows) x \(matrix.columns), but must be \(segment.rows) x \(document.dimension)",
                    place: [segment.path])
            }
            return EmbeddingBlock(
                dimension: matrix.columns, count: matrix.rows, precision: precision, bytes: matrix.bytes
            ) { withExtendedLifetime(matrix) {} }
        }
        return EmbeddingMatrix(dimension: document.dimension, blocks: blocks)
    }

    /// The files of the model.
    static func model(_ directory: String, _ document: GalleryDocument) throws -> ModelFiles {
        var files = ModelFiles()
        let prefix = "\(GalleryLayout.modelDirectory)/"
        for file in document.files where file.path.hasPrefix(prefix) {
            do {
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(file.path)"))
                files.contents[String(file.path.dropFirst(prefix.count))] = Array(data)
            } catch {
                throw PilotageError(.unreadable, "cannot be read", place: [file.path], cause: "\(error)")
            }
        }
        return files
    }

    /// The pictures that the gallery's embedder takes.
    static func format(
        _ model: ModelFiles, _ document: GalleryDocument, _ registry: Registry
    ) throws -> FrameFormat {
        try Registry.find(document.embedder.name, in: registry.embedders).format(
            document.embedder.options, model: model)
    }

    /// The embedder made from the gallery's model.
    ///
    /// - Throws: `PilotageError` where it is not the one that made the embeddings.
    static func embedder(
        _ model: ModelFiles, _ document: GalleryDocument, _ registry: Registry
    ) throws -> any Embedder {
        let type = try Registry.find(document.embedder.name, in: registry.embedders)
        let embedder = try type.make(document.embedder.options, model: model)
        guard embedder.fingerprint.description == document.embedder.fingerprint else {
            throw PilotageError(
                .gallery,
                """
                made by \(document.embedder.name) with fingerprint \(document.embedder.fingerprint), but this \
                program's has \(embedder.fingerprint)
                """, hint: "build the gallery again with this version, or run the version that made it")
        }
        guard embedder.dimension == document.dimension else {
            throw PilotageError(
                .gallery,
                "embeddings of \(document.dimension) elements, but its embedder makes \(embedder.dimension)")
        }
        return embedder
    }
}

extension GalleryDocument {
    /// The embedder as the engine knows it.
    var record: EmbedderRecord {
        EmbedderRecord(
            name: embedder.name, options: embedder.options, fingerprint: Fingerprint(embedder.fingerprint))
    }

    /// The metric; reading has checked that it is one.
    func knownMetric() throws -> Metric {
        guard let metric = Metric(rawValue: metric) else {
            throw PilotageError(.gallery, "unknown metric '\(metric)'", place: [GalleryLayout.document])
        }
        return metric
    }
}
