internal import Geodesy
public import Neural
internal import Rendering
public import StreetMap
internal import Tensors

/// How often the place of a photo is found among the places of a map.
public struct PhotoMapRetrievalTest: Sendable {
    /// Numbers of the photos that are looked for, at most 500, evenly spread.
    public let queries: [Int]
    private let photos: PhotoSet
    private let gallery: [SampledPlace]
    private let renderer: MapRenderer
    private let jobs: Int

    private static let mostQueries = 500
    /// Right is a place less than so far away.
    private static let right = SampleReach(meters: 15, degrees: 45)

    /// A test of the photos of an area among the places in and around it.
    ///
    /// - Parameter places: how many the gallery has at most, those nearest to the middle of the area.
    /// - Throws: `PilotageError` where the map has no places.
    public init(
        _ photos: PhotoSet, of area: HeldOutArea, map: StreetMap, places: Int, jobs: Int
    ) throws {
        let stands = try PlaceSampler(spacingMeters: 10, builtUpMeters: 50).places(of: map)
        let distances = stands.map { $0.coordinate.distance(to: area.center) }
        let nearest = stands.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
        gallery = nearest.prefix(places).sorted().map { stands[$0] }
        let inside = photos.photos.indices.filter { index in
            area.contains(photos.photos[index].coordinate) && photos.photos[index].headingDegrees != nil
        }
        queries = evenlySpread(Self.mostQueries, of: inside.count).map { inside[$0] }
        renderer = MapRenderer(map)
        (self.photos, self.jobs) = (photos, jobs)
    }

    /// How many of the queries have a right place at all; the others are passed over.
    public var answerableQueries: Int {
        let (poses, stands) = poses
        return poses.count { pose in stands.contains { $0.isNear(pose, Self.right) } }
    }

    /// Where the queries and the places of the gallery stand, in one plane.
    private var poses: (queries: [SamplePose], gallery: [SamplePose]) {
        let plane = LocalPlane(origin: photos.photos[0].coordinate)
        let stands = gallery.map { stand in
            GeotaggedPhoto(
                name: "", coordinate: stand.coordinate, headingDegrees: stand.headingDegrees
            ).pose(plane)
        }
        return (queries.map { photos.photos[$0].pose(plane) }, stands)
    }

    /// Recall of a model.
    ///
    /// - Throws: `PilotageError` where a photo can be decoded no more.
    public func recall(_ model: PlaceModel) throws -> Recall {
        let (photos, queries, gallery, renderer) = (photos, queries, gallery, renderer)
        let input = model.input
        let found = try model.towers[.photo].embeddings(queries.count, jobs: jobs) {
            input.planes(of: try photos.image(queries[$0]))
        }
        let places = try model.towers[.map].embeddings(gallery.count, jobs: jobs) {
            input.planes(of: renderer.view(input.camera(gallery[$0])).mapView)
        }
        let (poses, stands) = poses
        return Recall(found, places) { stands[$1].isNear(poses[$0], Self.right) }
    }
}
