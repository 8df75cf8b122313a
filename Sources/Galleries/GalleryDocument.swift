internal import Digests
internal import Foundation
internal import PilotageAPI

/// What stands in `gallery.json`.
struct GalleryDocument: Codable, Equatable {
    /// A file of the gallery, as it must be.
    struct File: Codable, Equatable {
        var path: String
        var bytes: Int
        var sha256: String
    }

    /// A file of embeddings; the rows of all segments, one after the other, belong to the places.
    struct Segment: Codable, Equatable {
        var path: String
        var rows: Int
    }

    /// The embedder that made the embeddings.
    struct EmbedderEntry: Codable, Equatable {
        var name: String
        var options: OptionNode
        var fingerprint: String
    }

    var format: Int
    var program: String
    var embedder: EmbedderEntry
    var metric: String
    var dimension: Int
    var places: Int
    /// The least id that was never used.
    var nextID: Int
    /// Locator, parameter, value.
    var calibration: [String: [String: Double]]
    /// How places were drawn; nil for a gallery that was not built from a map.
    var views: ViewSettings?
    /// How embeddings are stored; nil for `float32`.
    var precision: EmbeddingPrecision?
    /// What was done to the gallery, oldest first.
    var history: [GalleryStep]
    var segments: [Segment]
    /// In the order of their paths.
    var files: [File]
    /// SHA-256 of this file with zeros in place of these digits.
    var digest: String

    private enum CodingKeys: String, CodingKey {
        case format, program, embedder, metric, dimension, places, calibration, history, segments, files,
            digest, views, precision
        case nextID = "next_id"
    }
}

/// One thing that was done to a gallery.
public struct GalleryStep: Codable, Hashable, Sendable {
    /// `build`, `add` or `calibrate`.
    public var action: String
    /// What it was made from: file names without folders.
    public var source: String
    /// How many places it brought.
    public var places: Int
    /// The seed of the fit.
    public var seed: UInt64

    /// One thing that was done to a gallery.
    public init(action: String, source: String, places: Int, seed: UInt64) {
        self.action = action
        self.source = source
        self.places = places
        self.seed = seed
    }
}

extension GalleryDocument {
    /// The bytes of the file, with the digest set. Keys are sorted, so that equal documents have equal bytes.
    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var document = self
        document.digest = GalleryDocument.noDigest
        let blank = Array(try encoder.encode(document)) + [UInt8(ascii: "\n")]
        document.digest = SHA256.hexDigits(of: blank)
        return Array(try encoder.encode(document)) + [UInt8(ascii: "\n")]
    }

    /// Reads the bytes of a `gallery.json`, and checks that they are what was written.
    ///
    /// - Throws: `PilotageError` of the kind `gallery`.
    init(bytes: [UInt8]) throws {
        let decoder = JSONDecoder()
        do {
            self = try decoder.decode(GalleryDocument.self, from: Data(bytes))
        } catch {
            try GalleryDocument.checkFormat(bytes)
            throw PilotageError(
                .gallery, "not the description of a gallery", place: [GalleryLayout.document],
                cause: "\(error)")
        }
        try GalleryDocument.checkFormat(bytes)
        guard let blank = GalleryDocument.blanked(bytes, digest), SHA256.hexDigits(of: blank) == digest else {
            throw PilotageError(
                .gallery, "the file does not match its own digest: it was changed or is damaged",
                place: [GalleryLayout.document], hint: "build the gallery again, or restore it from a copy")
        }
        try checkValues()
    }

    private static let noDigest = String(repeating: "0", count: 64)

    /// The bytes with zeros for the digest; nil where it does not stand there just once.
    private static func blanked(_ bytes: [UInt8], _ digest: String) -> [UInt8]? {
        guard digest.utf8.count == 64 else { return nil }
        let parts = Data(bytes)
        guard let range = parts.range(of: Data(digest.utf8)),
            parts.range(of: Data(digest.utf8), in: range.upperBound..<parts.endIndex) == nil
        else { return nil }
        return Array(parts[..<range.lowerBound]) + Array(noDigest.utf8) + Array(parts[range.upperBound...])
    }

    private static func checkFormat(_ bytes: [UInt8]) throws {
        struct Version: Decodable { var format: Int }
        guard let version = try? JSONDecoder().decode(Version.self, from: Data(bytes)) else { return }
        guard version.format == GalleryLayout.format else {
            throw PilotageError(
                .gallery, "format \(version.format), but this program reads \(GalleryLayout.format)",
                place: [GalleryLayout.document],
                hint: "use the version of the program that wrote it, or a newer one")
        }
    }

    /// Refuses what no gallery of this program says.
    private func checkValues() throws {
        let rows = segments.reduce(0) { $0.addingReportingOverflow($1.rows).partialValue }
        let paths = files.map(\.path)
        let wrong: String? =
            if !(1...GalleryLayout.largestDimension).contains(dimension) {
                "dimension \(dimension)"
            } else if !(0...GalleryLayout.mostPlaces).contains(places) {
                "\(places) places"
            } else if segments.contains(where: { !(0...GalleryLayout.mostPlaces).contains($0.rows) })
                || rows != places
            {
                "\(places) places, but \(rows) rows of embeddings"
            } else if let path = paths.first(where: { !GalleryLayout.isOwn($0) }) {
                "a file named '\(path)'"
            } else if Set(paths).count != paths.count || !paths.contains(GalleryLayout.places)
                || !Set(segments.map(\.path)).isSubset(of: paths)
                || Set(segments.map(\.path)).count != segments.count
            {
                "its list of files does not fit its parts"
            } else if Metric(rawValue: metric) == nil {
                "metric '\(metric)'"
            } else {
                views?.defect
            }
        if let wrong {
            throw PilotageError(.gallery, "not a gallery: \(wrong)", place: [GalleryLayout.document])
        }
    }
}
