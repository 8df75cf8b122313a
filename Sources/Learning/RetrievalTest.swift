internal import Geodesy
public import Neural
internal import Rendering
internal import StreetMap
internal import Tensors
internal import Workers

/// How often the place of a photo is found among the places of a map.
public struct Recall: Sendable, Hashable, Codable {
    /// Places of the gallery.
    public var places: Int
    /// Photos that were looked for.
    public var queries: Int
    /// The share of photos with a right place first.
    public var at1: Double
    /// The share with one among the first five.
    public var at5: Double
    /// The share with one among the first ten.
    public var at10: Double

    /// What was found.
    public init(places: Int, queries: Int, at1: Double, at5: Double, at10: Double) {
        (self.places, self.queries) = (places, queries)
        (self.at1, self.at5, self.at10) = (at1, at5, at10)
    }
}

/// A gallery of a town's map, and photos of that town that the map's views were not made of.
///
/// A place is right within 15 m and 45°. Photos are taken up to 3 m and 10° off the places.
public struct RetrievalTest: Sendable {
    private let variants: TownVariants
    private let regions: [Region]
    private let places: Int
    private let queries: Int
    private let seed: UInt64
    private let jobs: Int

    /// A test in a part of a map.
    ///
    /// - Parameters:
    ///   - places: how many the gallery has at most, evenly spread.
    ///   - heights: what the map knows of heights; nil leaves that to the seed.
    public init(
        _ area: LearnedArea, places: Int, queries: Int, seed: UInt64, heights: TownVariants.Heights? = nil,
        jobs: Int
    ) {
        variants = TownVariants(area.map, seed: seed, heights: heights)
        regions = area.regions
        (self.places, self.queries, self.seed, self.jobs) = (places, queries, seed, jobs)
    }

    /// Recall for rigs of four views, and for the views to the front alone.
    ///
    /// - Throws: `PilotageError` where the network cannot be computed.
    public func recall(_ model: PlaceModel) throws -> (rig: Recall, single: Recall) {
        let (gallery, truth) = try cameras(model.input)
        let (footage, map) = (
            MapRenderer(variants.town, look: .footage(seed: seed)), MapRenderer(variants.map)
        )
        let (input, seed) = (model.input, seed)
        let maps = try embed(gallery.count, model.towers[.map]) { index in
            gallery[index].rig.flatMap { input.planes(of: map.view($0).mapView) }
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

    /// The cameras of the gallery, and those of the photos.
    private func cameras(_ input: ViewInput) throws -> (gallery: [Camera], photos: [Camera]) {
        let sampler = PlaceSampler(spacingMeters: 10, builtUpMeters: 50, region: regions.first)
        let stands = try sampler.places(of: variants.map).filter { stand in
            regions.allSatisfy { $0.contains(stand.coordinate) }
        }
        let gallery = evenlySpread(places, of: stands.count).map { input.camera(stands[$0]) }
        let photos = evenlySpread(queries, of: gallery.count).map { index in
            PoseError(seed: mixed(seed, UInt64(index)), meters: 3, degrees: 10).applied(to: gallery[index])
        }
        return (gallery, photos)
    }

    /// The embeddings of rigs, one row for each.
    private func embed(
        _ count: Int, _ network: Network<Float>, _ planes: @escaping @Sendable (Int) -> [Float]
    ) throws -> Tensor<Float> {
        let runner = try InferenceRunner(network, threads: jobs, group: 4)
        let shape = network.architecture.inputShape
        let batch = 256
        var values: [Float] = []
        for start in stride(from: 0, to: count, by: batch) {
            let queue = IndexQueue(count: min(batch, count - start))
            var drawn: [Float] = []
            try orderedMap(jobs: jobs, next: queue.next) {
                planes(start + $0)
            } consume: {
                drawn += $0
            }
            let views = drawn.count / shape.reduce(1, *)
            values += try runner.outputs(for: Tensor(shape: [views] + shape, values: drawn)).values
        }
        return Tensor(shape: [count, values.count / max(1, count)], values: values)
    }

    /// Recall by the first elements of every row.
    private func recall(
        _ photos: Tensor<Float>, _ maps: Tensor<Float>, width: Int, _ isRight: (Int, Int) -> Bool
    ) -> Recall {
        let similarities = photos.head(width).multiplied(byTransposeOf: maps.head(width))
        var counts = (at1: 0, at5: 0, at10: 0)
        for query in 0..<photos.rows {
            let row = similarities.values[query * maps.rows..<(query + 1) * maps.rows]
            let best = row.indices.filter { isRight(query, $0 - row.startIndex) }.map { row[$0] }.max()
            let ahead = row.count { $0 > best ?? -.infinity }
            if ahead < 1 { counts.at1 += 1 }
            if ahead < 5 { counts.at5 += 1 }
            if ahead < 10 { counts.at10 += 1 }
        }
        let share = 1 / Double(max(1, photos.rows))
        return Recall(
            places: maps.rows, queries: photos.rows, at1: Double(counts.at1) * share,
            at5: Double(counts.at5) * share, at10: Double(counts.at10) * share)
    }
}

extension Tensor {
    /// The first elements of every row.
    fileprivate func head(_ width: Int) -> Tensor {
        let length = rowCount
        let values = (0..<rows).flatMap { self.values[$0 * length..<$0 * length + width] }
        return Tensor(shape: [rows, width], values: values)
    }
}
