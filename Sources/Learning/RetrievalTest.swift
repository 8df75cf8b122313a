public import Geodesy
public import Neural
internal import PilotageAPI
internal import Rendering
internal import StreetMap
internal import Tensors
internal import Workers

/// How often the place of a photo is found among the places of a map.
public struct Recall: Sendable, Equatable {
    /// Places of the gallery.
    public var places: Int
    /// Photos that were looked for.
    public var queries: Int
    /// The share of queries with a right place first, among the first five, ten.
    public var at1: Double
    public var at5: Double
    public var at10: Double
}

/// A gallery of a town's map, and photos of that town that the map's views were not made of.
public struct RetrievalTest: Sendable {
    private let town: StreetMap
    private let map: StreetMap
    private let region: Region?
    private let places: Int
    private let queries: Int
    private let seed: UInt64
    private let jobs: Int

    /// A test on a town.
    ///
    /// - Parameters:
    ///   - places: how many the gallery has at most, evenly spread.
    public init(
        _ variants: TownVariants, region: Region? = nil, places: Int, queries: Int, seed: UInt64, jobs: Int
    ) {
        (town, map) = (variants.town, variants.map)
        (self.region, self.places, self.queries, self.seed, self.jobs) = (region, places, queries, seed, jobs)
    }

    /// Recall for rigs of four views, and for the views to the front alone.
    public func recall(_ model: PlaceModel) throws -> (rig: Recall, single: Recall) {
        let stands = try PlaceSampler(spacingMeters: 10, builtUpMeters: 50, region: region).places(of: map)
        let gallery = evenlySpread(places, of: stands.count).map { stands[$0] }
        let footage = MapRenderer(town, look: .footage(seed: seed))
        let renderer = MapRenderer(map)
        let input = model.input
        let truth = evenlySpread(queries, of: gallery.count).map { index in
            let camera = input.camera(gallery[index])
            return PoseError(seed: mixed(seed, UInt64(index)), meters: 3, degrees: 10).applied(to: camera)
        }
        let maps = try embed(gallery.count, model.towers[.map]) { index in
            input.camera(gallery[index]).rig.flatMap { input.planes(of: renderer.view($0).mapView) }
        }
        let photos = try embed(truth.count, model.towers[.photo]) { index in
            let shot = Shot(seed: mixed(seed, UInt64(index), 7))
            return truth[index].rig.flatMap { input.planes(of: footage.picture($0, shot: shot)) }
        }
        func isRight(_ query: Int, _ place: Int) -> Bool {
            gallery[place].coordinate.distance(to: truth[query].coordinate) <= 15
                && headingDifference(gallery[place].headingDegrees, truth[query].headingDegrees) <= 45
        }
        return (
            recall(photos, maps, width: 4 * model.dimension, isRight),
            recall(photos, maps, width: model.dimension, isRight)
        )
    }

    /// The embeddings of rigs, one row for each.
    private func embed(
        _ count: Int, _ network: Network<Float>, _ planes: @escaping @Sendable (Int) -> [Float]
    ) throws -> Tensor<Float> {
        let runner = try InferenceRunner(network, threads: jobs, group: 4)
        let shape = network.architecture.inputShape
        var values: [Float] = []
        for start in stride(from: 0, to: count, by: 256) {
            let queue = IndexQueue(count: min(256, count - start))
            var batch: [Float] = []
            try orderedMap(jobs: jobs, next: queue.next) {
                planes(start + $0)
            } consume: {
                batch += $0
            }
            let views = batch.count / shape.reduce(1, *)
            values += try runner.outputs(for: Tensor(shape: [views] + shape, values: batch)).values
        }
        return Tensor(shape: [count, values.count / max(1, count)], values: values)
    }

    /// Recall by the first elements of every row.
    private func recall(
        _ photos: Tensor<Float>, _ maps: Tensor<Float>, width: Int, _ isRight: (Int, Int) -> Bool
    ) -> Recall {
        func head(_ tensor: Tensor<Float>) -> Tensor<Float> {
            let length = tensor.rowCount
            let values = (0..<tensor.rows).flatMap { tensor.values[$0 * length..<$0 * length + width] }
            return Tensor(shape: [tensor.rows, width], values: values)
        }
        let similarities = head(photos).multiplied(byTransposeOf: head(maps))
        var found = Recall(places: maps.rows, queries: photos.rows, at1: 0, at5: 0, at10: 0)
        for query in 0..<photos.rows {
            let row = similarities.values[query * maps.rows..<(query + 1) * maps.rows]
            let best = row.indices.filter { isRight(query, $0 - row.startIndex) }.map { row[$0] }.max() ?? -2
            let ahead = row.count { $0 > best }
            if ahead < 1 { found.at1 += 1 }
            if ahead < 5 { found.at5 += 1 }
            if ahead < 10 { found.at10 += 1 }
        }
        found.at1 /= Double(max(1, photos.rows))
        found.at5 /= Double(max(1, photos.rows))
        found.at10 /= Double(max(1, photos.rows))
        return found
    }
}
