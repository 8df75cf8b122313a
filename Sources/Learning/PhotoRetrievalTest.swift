internal import Geodesy
public import Neural
internal import Tensors

/// How often photos are found among others of the same place.
public struct PhotoRetrievalTest: Sendable {
    /// Numbers of the photos that are looked for.
    public let queries: [Int]
    /// Numbers of the photos among which they are; a photo never finds itself.
    public let gallery: [Int]
    private let photos: PhotoSet
    private let reach: SampleReach
    private let jobs: Int

    /// A test of some photos among some.
    ///
    /// - Parameter reach: right is what lies within it, whatever the heading of a photo that nobody knows it of. Queries of which
    ///   nothing does are passed over.
    public init(_ photos: PhotoSet, queries: [Int], gallery: [Int], reach: SampleReach, jobs: Int) {
        (self.photos, self.queries, self.gallery) = (photos, queries, gallery)
        (self.reach, self.jobs) = (reach, jobs)
    }

    /// A test of the photos of an area among those in and around it: at most 500 of them, evenly spread, among the 5,000 nearest to its
    /// middle.
    public init(_ photos: PhotoSet, of area: HeldOutArea, reach: SampleReach, jobs: Int) {
        let distances = photos.photos.map { $0.coordinate.distance(to: area.center) }
        let nearest = photos.photos.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
        let gallery = nearest.prefix(Self.mostPlaces).sorted()
        let inside = gallery.filter { area.contains(photos.photos[$0].coordinate) }
        let queries = evenlySpread(Self.mostQueries, of: inside.count).map { inside[$0] }
        self.init(photos, queries: queries, gallery: gallery, reach: reach, jobs: jobs)
    }

    /// How many of the queries have a right place at all; the others are passed over.
    public var answerableQueries: Int {
        let poses = poses
        return queries.count { query in
            gallery.contains { $0 != query && poses[$0].isNear(poses[query], reach) }
        }
    }

    private static let mostQueries = 500
    private static let mostPlaces = 5_000

    private var poses: [SamplePose] {
        let plane = LocalPlane(origin: photos.photos[0].coordinate)
        return photos.photos.map { $0.pose(plane) }
    }

    /// The embeddings of photos, one row for each.
    ///
    /// - Throws: `PilotageError` where a photo can be decoded no more.
    public func embeddings(_ numbers: [Int], _ model: PlaceModel) throws -> Tensor<Float> {
        let (photos, input) = (photos, model.input)
        return try model.towers[.photo].embeddings(numbers.count, jobs: jobs) {
            input.planes(of: try photos.image(numbers[$0]))
        }
    }

    /// Recall of a model.
    ///
    /// - Throws: `PilotageError` where a photo can be decoded no more.
    public func recall(_ model: PlaceModel) throws -> Recall {
        recall(queries: try embeddings(queries, model), gallery: try embeddings(gallery, model))
    }

    /// Recall of embeddings, whoever made them: one row for each query and place.
    public func recall(queries embeddings: Tensor<Float>, gallery places: Tensor<Float>) -> Recall {
        let poses = poses
        return Recall(embeddings, places) { query, place in
            if gallery[place] == queries[query] { return nil }
            return poses[gallery[place]].isNear(poses[queries[query]], reach)
        }
    }
}
