import DecodeFFmpeg
import EmbedVLAD
import Foundation
import Geodesy
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// Accuracy on real photos: how often the first, or one of the first five, of the places found is right.
@Suite(.enabled(if: PackageFolder.hasSharedData, "the real photos are not there"))
struct VLADAccuracyTests {
    /// A photo with its truth.
    private struct Photo {
        var sample: FitSample
        var isQuery: Bool
    }

    private func photos(_ folder: String) throws -> [Photo] {
        let root = PackageFolder.sharedData.appending(path: folder)
        let table = try String(contentsOf: root.appending(path: "truth.csv"), encoding: .utf8)
        let rows = table.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let decoder = try FFmpegDecoder(.defaults)
        let format = VLADEmbedder.format(.defaults)
        return try rows.sorted { ($0[4], $0[0]) < ($1[4], $1[0]) }.enumerated().map { index, row in
            let source = MediaSource(path: root.appending(path: row[0]).path)
            let frame = try #require(try decoder.frames(of: source, as: format, threads: 1).next())
            let position = try #require(
                Coordinate(checkingLatitude: Double(row[1]) ?? .nan, longitude: Double(row[2]) ?? .nan))
            let place = Place(id: index, coordinate: position, headingDegrees: nil, source: row[0])
            return Photo(sample: FitSample(frame: frame, place: place), isQuery: row[5] == "query")
        }
    }

    /// How many of the queries find a place within a radius, first and among the first five.
    private func hits(
        _ queries: [FitSample], in gallery: [FitSample], within meters: Double, seed: UInt64
    ) throws -> (first: Int, five: Int) {
        let fitted = try VLADEmbedder.fit(.defaults, to: gallery, seed: seed)
        let embedder = try VLADEmbedder(.defaults, model: fitted.files)
        let (found, known) = (
            try embedder.embed(queries.map(\.frame)), try embedder.embed(gallery.map(\.frame))
        )
        var hits = (first: 0, five: 0)
        for (row, query) in queries.enumerated() {
            let similarities = (0..<known.count).map { place in
                zip(found[row], known[place]).reduce(0) { $0 + $1.0 * $1.1 }
            }
            let order = similarities.indices.sorted { similarities[$0] > similarities[$1] }
            let right = order.prefix(5).map {
                gallery[$0].place.coordinate.distance(to: query.place.coordinate) <= meters
            }
            if right[0] { hits.first += 1 }
            if right.contains(true) { hits.five += 1 }
        }
        return hits
    }

    @Test func `rotating folds of an aerial survey are found within 60 m`() throws {
        let samples = try photos("aerial-seneca").map(\.sample)
        var (first, five): ([Double], [Double]) = ([], [])
        for fold in 0..<4 {
            let queries = samples.indices.filter { $0 % 4 == fold }.map { samples[$0] }
            let gallery = samples.indices.filter { $0 % 4 != fold }.map { samples[$0] }
            for seed in 0..<3 as Range<UInt64> {
                let found = try hits(queries, in: gallery, within: 60, seed: seed)
                first.append(Double(found.first) / Double(queries.count))
                five.append(Double(found.five) / Double(queries.count))
            }
        }
        #expect(mean(first) >= 0.85, "recall@1 \(mean(first)), by fold and seed \(first)")
        #expect(mean(five) >= 0.955, "recall@5 \(mean(five)), by fold and seed \(five)")
    }

    @Test(arguments: [0, 1, 2] as [UInt64])
    func `the survey's own queries are found within 60 m`(seed: UInt64) throws {
        let all = try photos("aerial-seneca")
        let found = try hits(
            all.filter(\.isQuery).map(\.sample), in: all.filter { !$0.isQuery }.map(\.sample), within: 60,
            seed: seed)
        #expect(found.first >= 33, "\(found.first) of 42")
        #expect(found.five >= 40, "\(found.five) of 42")
    }

    @Test(arguments: [0, 1, 2] as [UInt64])
    func `six of nine street photos, all that can be, are found within 6 m`(seed: UInt64) throws {
        let all = try photos("street-lund")
        let found = try hits(
            all.filter(\.isQuery).map(\.sample), in: all.filter { !$0.isQuery }.map(\.sample), within: 6,
            seed: seed)
        #expect(found.first == 6)
    }
}
