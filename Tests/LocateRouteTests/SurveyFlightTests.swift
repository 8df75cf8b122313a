import DecodeFFmpeg
import EmbedVLAD
import Foundation
import Geodesy
import LocateRoute
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// The photos of a real survey flight, one in four a query, as one sequence in the order of the flight.
@Suite(.enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"))
struct SurveyFlightTests {
    private static let radius = 60.0

    private let queries: [FitSample]
    private let gallery: Gallery
    private let evidence: ListEvidence
    private let embedder: VLADEmbedder

    init() throws {
        let samples = try Self.samples()
        queries = samples.filter { !$0.isReference }.map(\.sample)
        let references = samples.filter(\.isReference).map(\.sample)
        let fitted = try VLADEmbedder.fit(.defaults, to: references, seed: 1)
        embedder = try VLADEmbedder(.defaults, model: fitted.files)
        let rehearsal = zip(references, try #require(fitted.rehearsal)).map { reference, candidates in
            CalibrationSample(
                truth: reference.place,
                candidates: candidates.map { (references[$0.row].place, $0.similarity) })
        }
        gallery = Gallery(
            name: "flight", places: references.map(\.place),
            embeddings: EmbeddingMatrix(try embedder.embed(references.map(\.frame))), metric: .cosine,
            embedder: EmbedderRecord(name: "embed.vlad", options: .empty, fingerprint: embedder.fingerprint),
            calibration: [RouteLocator.name: RouteLocator.calibrate(rehearsal, metric: .cosine)])
        let embeddings = try embedder.embed(queries.map(\.frame))
        evidence = ListEvidence(
            queries.indices.map { index in
                FrameEvidence(
                    frame: index, timeSeconds: Double(index), candidates: [],
                    embedding: Array(embeddings[index]))
            })
    }

    private static func samples() throws -> [(sample: FitSample, isReference: Bool)] {
        let root = PackageFolder.sharedData.appending(path: "aerial-seneca")
        let table = try String(contentsOf: root.appending(path: "truth.csv"), encoding: .utf8)
        let rows = table.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let decoder = try FFmpegDecoder(.defaults)
        let format = VLADEmbedder.format(.defaults)
        return try rows.sorted { ($0[4], $0[0]) < ($1[4], $1[0]) }.enumerated().map { index, row in
            let source = MediaSource(path: root.appending(path: row[0]).path)
            let frame = try #require(try decoder.frames(of: source, as: format, threads: 1).next())
            let coordinate = Coordinate(latitude: Double(row[1])!, longitude: Double(row[2])!)
            let place = Place(id: index, coordinate: coordinate, headingDegrees: nil, source: row[0])
            return (FitSample(frame: frame, place: place), row[5] == "reference")
        }
    }

    /// What a flight came to: how many frames are right, the median error, the Brier score.
    private func outcome(_ tracks: [ListEvidence]) throws -> (right: Int, median: Double, brier: Double) {
        let options = OptionNode(
            .object([OptionEntry(key: "radius_m", value: OptionNode(.double(Self.radius)))]))
        let locator = RouteLocator(try RouteLocatorOptions(options, of: RouteLocator.name))
        var fixes: [Fix] = []
        for track in tracks { try locator.locate(track, in: gallery) { fixes.append($0) } }
        let errors = zip(fixes, queries).map { fix, query in
            fix.position?.coordinate.distance(to: query.place.coordinate) ?? .infinity
        }
        let brier = zip(fixes, errors).map { fix, error in
            let miss = (fix.position?.confidence ?? 0) - (error <= Self.radius ? 1 : 0)
            return miss * miss
        }
        return (
            errors.count { $0 <= Self.radius }, errors.sorted()[errors.count / 2],
            brier.reduce(0, +) / Double(brier.count)
        )
    }

    @Test func `photos from elsewhere are never located, one by one or together`() throws {
        let folder = PackageFolder.sharedData.appending(path: "street-lund")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            $0.lowercased().hasSuffix(".jpg")
        }.sorted()
        let decoder = try FFmpegDecoder(.defaults)
        let frames = try paths.map { path in
            let source = MediaSource(path: folder.appending(path: path).path)
            return try #require(
                try decoder.frames(of: source, as: VLADEmbedder.format(.defaults), threads: 1).next())
        }
        #expect(frames.count > 10)
        let embeddings = try embedder.embed(frames)
        let list = frames.indices.map { index in
            FrameEvidence(
                frame: index, timeSeconds: Double(index), candidates: [], embedding: Array(embeddings[index]))
        }
        let locator = RouteLocator(.defaults)
        for track in [list] + list.map({ [$0] }) {
            try locator.locate(ListEvidence(track), in: gallery) { #expect($0.status != .located) }
        }
    }

    @Test func `a flight in order is found as well as by locate.nearest, and its confidence is better`()
        throws
    {
        let together = try outcome([evidence])
        let alone = try outcome(evidence.list.map { ListEvidence([$0]) })
        // locate.nearest is right for 35 of the 42, at a median of 28 m and a Brier score of 0.117.
        #expect(together.right >= 35)
        #expect(together.median <= 28)
        #expect(together.brier < min(alone.brier, 0.117))
    }
}
