import DecodeEmbeddings
import EmbedIdentity
import Foundation
import Galleries
import Geodesy
import LocateNearest
import MatchExact
import PilotageAPI
import Tensors
import TestSupport

/// A photo that is a line of text: `latitude longitude heading element element …`, `-` for what is unknown.
struct TextPhotoDecoder: Decoder {
    static let name = "decode.textphoto"
    static let summary = "reads photos that are lines of text"
    typealias Options = NoOptions

    init(_ options: NoOptions) {}

    static func recognizes(_ source: MediaSource) -> Bool { source.path.hasSuffix(".photo") }

    func frames(of source: MediaSource, as format: FrameFormat, threads: Int) throws -> any FrameReader {
        let words = try String(contentsOfFile: source.path, encoding: .utf8).split(separator: " ").map(
            String.init)
        guard words.count > 3 else { throw PilotageError(.damaged, "no picture") }
        return TextPhotoReader(words)
    }
}

final class TextPhotoReader: FrameReader {
    let provenance: Provenance
    let durationSeconds: Double? = nil
    let losses = DecodingLosses()
    private var vector: [Float]?

    init(_ words: [String]) {
        let coordinate = Double(words[0]).flatMap { latitude in
            Double(words[1]).flatMap { Coordinate(checkingLatitude: latitude, longitude: $0) }
        }
        provenance = Provenance(
            coordinate: coordinate, headingDegrees: Double(words[2]), headingIsMagnetic: words[2] == "90")
        vector = words[3...].compactMap { Float($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    func next() throws -> Frame? {
        defer { vector = nil }
        return vector.map { Frame(index: 0, timeSeconds: 0, content: .vector($0)) }
    }
}

/// The plugins that a gallery of vectors needs.
let vectorRegistry = Registry(
    decoders: [TextPhotoDecoder.self, EmbeddingsDecoder.self], embedders: [IdentityEmbedder.self],
    matchers: [ExactMatcher.self], locators: [NearestLocator.self], reporters: [])

/// A grid of places with random embeddings, as files in a folder.
struct VectorWorld {
    let folder: TemporaryFolder
    let count: Int
    let dimension = 8

    init(count: Int = 40, seed: UInt64 = 1, firstID: Int = 0) throws {
        self.count = count
        folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: seed)
        let values = (0..<count * dimension).map { _ in Float(generator.normal()) }
        try Data(Matrix(rows: count, columns: dimension, values: values).npyBytes())
            .write(to: URL(filePath: matrix))
        var lines = ["id,lat,lon,heading_deg,next,captured_at"]
        for index in 0..<count {
            let id = firstID + index
            let next = index + 1 < count ? "\(id + 1)" : ""
            let time = "2026-05-12T21:00:\(index % 60 < 10 ? "0" : "")\(index % 60)Z"
            lines.append("\(id),\(55 + Double(index) * 1e-3),13.5,\(index % 360),\(next),\(time)")
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "places.csv")
    }

    var matrix: String { folder.path("vectors.npy") }
    var gallery: String { folder.path("world.gallery") }

    func request(jobs: Int = 1) -> GalleryRequest {
        GalleryRequest(
            source: .embeddings(matrix, places: folder.path("places.csv")), jobs: jobs, program: "test 1")
    }

    @discardableResult
    func build(jobs: Int = 1, at path: String? = nil) throws -> BuildReport {
        try GalleryBuilder(registry: vectorRegistry).build(request(jobs: jobs), at: path ?? gallery)
    }
}

/// All files of a folder with their contents, hidden ones included.
func contents(of folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
        var isDirectory: ObjCBool = false
        let whole = "\(folder)/\(path)"
        if FileManager.default.fileExists(atPath: whole, isDirectory: &isDirectory), !isDirectory.boolValue {
            files[path] = try Data(contentsOf: URL(filePath: whole))
        }
    }
    return files
}

/// Writes over a file, also over one that is protected.
func overwrite(_ path: String, _ bytes: Data) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    try bytes.write(to: URL(filePath: path))
}

/// The error that a body throws.
func failure(_ body: () throws -> Void) -> PilotageError? {
    do {
        try body()
        return nil
    } catch let errors as PilotageErrors {
        return errors.errors.first
    } catch {
        return error as? PilotageError
    }
}
