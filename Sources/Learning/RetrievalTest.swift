internal import Geodesy
public import Neural
internal import Rendering
internal import StreetMap
internal import Tensors

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
        let sides = 4
        let maps = try model.towers[.map].embeddings(sides * gallery.count, jobs: jobs) { index in
            input.planes(of: map.view(gallery[index / sides].rig[index % sides]).mapView)
        }
        let photos = try model.towers[.photo].embeddings(sides * truth.count, jobs: jobs) { index in
            let shot = Shot(seed: mixed(seed, UInt64(index / sides), 7))
            return input.planes(of: footage.picture(truth[index / sides].rig[index % sides], shot: shot))
        }
        func recall(by width: Int) -> Recall {
            Recall(photos.beginnings(of: sides, width), maps.beginnings(of: sides, width)) { query, place in
                gallery[place].coordinate.distance(to: truth[query].coordinate) <= 15
                    && headingDifference(gallery[place].headingDegrees, truth[query].headingDegrees) <= 45
            }
        }
        return (recall(by: sides * model.dimension), recall(by: model.dimension))
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
}

extension Tensor {
    /// So many rows after the other as one, of which the first elements are kept.
    fileprivate func beginnings(of count: Int, _ width: Int) -> Tensor {
        let values = stride(from: 0, to: rows, by: count).flatMap { row in
            self.values[row * rowCount..<row * rowCount + width]
        }
        return Tensor(shape: [rows / count, width], values: values)
    }
}
