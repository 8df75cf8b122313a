import Foundation
import Geodesy
import PilotageAPI
import Tensors

/// How often `embed.vlad` finds a place of a real survey flight, beside the yardstick built with VLFeat.
///
/// Four rotating folds: photo i, in the order in which they were taken, is a query of fold i mod 4, and the others are
/// the gallery. A query is found if one of the best k photos was taken within 60 m.
enum AccuracyCase {
    static let benchmark = BenchmarkCase(
        name: "accuracy", summary: "recall on a survey flight, four folds, beside VLFeat", run: run)

    private static let folds = 4
    private static let radiusMeters = 60.0

    private struct Photo {
        var image: Image
        var place: Place
    }

    /// Queries in all, and how many of them were found among the best one and the best five.
    private struct Tally {
        var queries = 0
        var first = 0
        var five = 0
    }

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let photos = try survey(bench)
        let seeds: ClosedRange<UInt64> = 1...(bench.isQuick ? 1 : 3)
        var (ours, theirs) = (Tally(), Tally())
        let yardstick = VLFeatPipeline.Recipe(binSizes: [4, 6, 8], words: 64, dimensions: .max)
        for seed in seeds {
            for fold in 0..<folds {
                let queries = stride(from: fold, to: photos.count, by: folds).map { photos[$0] }
                let gallery = photos.indices.filter { $0 % folds != fold }.map { photos[$0] }
                let places = gallery.enumerated().map { moved($1.place, to: $0) }
                let embedder = try bench.registry.pictureEmbedder(
                    fitting: gallery.map(\.image), places: places, seed: seed)
                try count(queries, gallery, &ours) { images in
                    let frames = images.map { Frame(index: 0, timeSeconds: 0, content: .image($0)) }
                    return Matrix(
                        rows: images.count, columns: embedder.dimension,
                        values: try embedder.embed(frames).values)
                }
                let peer = try VLFeatPipeline(yardstick, fitting: gallery.map(\.image), seed: seed)
                try count(queries, gallery, &theirs, peer.embed)
            }
        }
        let what = "\(ours.queries) queries of \(folds) folds, \(seeds.count) seeds"
        return [
            figure("accuracy.recall1", what, ours.first, theirs.first, of: ours.queries),
            figure("accuracy.recall5", what, ours.five, theirs.five, of: ours.queries),
        ]
    }

    private static func figure(_ name: String, _ what: String, _ ours: Int, _ theirs: Int, of count: Int)
        -> Figure
    {
        func share(_ found: Int) -> Figure.Quantity {
            Figure.Quantity(value: 100 * Double(found) / Double(count), unit: "%", digits: 1)
        }
        return Figure(
            name: name, what: what, ours: share(ours), peerName: "VLFeat", peer: share(theirs),
            ratio: Double(ours) / Double(max(1, theirs)), target: .atLeast(1))
    }

    private static func count(
        _ queries: [Photo], _ gallery: [Photo], _ tally: inout Tally, _ embed: ([Image]) throws -> Matrix
    ) throws {
        let known = try embed(gallery.map(\.image))
        let scores = try embed(queries.map(\.image)).multiplied(byTransposeOf: known)
        for (row, query) in queries.enumerated() {
            let order = scores[row: row].enumerated().sorted { $0.element > $1.element }.map(\.offset)
            let rank = order.firstIndex {
                gallery[$0].place.coordinate.distance(to: query.place.coordinate) <= radiusMeters
            }
            tally.queries += 1
            if let rank, rank < 1 { tally.first += 1 }
            if let rank, rank < 5 { tally.five += 1 }
        }
    }

    private static func moved(_ place: Place, to id: Int) -> Place {
        Place(
            id: id, coordinate: place.coordinate, headingDegrees: place.headingDegrees, source: place.source)
    }

    /// The photos in the order in which they were taken.
    private static func survey(_ bench: Workbench) throws -> [Photo] {
        let folder = "\(Workbench.sharedData)/aerial-seneca"
        guard FileManager.default.fileExists(atPath: "\(folder)/truth.csv") else {
            throw BenchmarkError("the survey's photos are not there: \(folder)")
        }
        let text = try String(contentsOfFile: "\(folder)/truth.csv", encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        return try rows.filter { $0.count >= 5 }.sorted { $0[4] < $1[4] }.map { cells in
            guard let latitude = Double(cells[1]), let longitude = Double(cells[2]) else {
                throw BenchmarkError("truth.csv says '\(cells.joined(separator: ","))'")
            }
            let place = Place(
                id: 0, coordinate: Coordinate(latitude: latitude, longitude: longitude), headingDegrees: nil,
                source: String(cells[0]))
            return Photo(
                image: try bench.registry.picture("\(folder)/\(cells[0])", longSide: 320), place: place)
        }
    }
}
