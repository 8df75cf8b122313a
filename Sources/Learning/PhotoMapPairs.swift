internal import Geodesy
public import Neural
internal import PilotageAPI
internal import Rendering
public import StreetMap
internal import Tensors
internal import Workers

/// How pairs are made of photos and the map of where they were taken.
public struct PhotoMapPairSettings: Sendable, Hashable, Codable {
    /// Pairs in a batch.
    public var pairs = 128
    /// The share of the pairs whose photos are drawn of the map, [0, 1), so that little footage goes a long way.
    public var drawnShare = 0.5
    /// At most so many meters the map is drawn from elsewhere than the photo says that it was taken.
    public var poseMeters = 2.0
    /// At most so many degrees the map is drawn to another side than the photo says that it looks.
    public var poseDegrees = 5.0
    /// How looks at a photo differ from it.
    public var augmentation = PhotoAugmentation()
    /// How the drawn pairs are made; number of pairs and views are those of this batch.
    public var drawn = MapPairSettings()

    /// The usual settings: looks stay near to where the photo looks, since the map does.
    public init() {
        augmentation.zoomShare = 0.05
        augmentation.shiftShare = 0.03
    }
}

/// Pairs of photos, which know place and heading, and of the map as it is seen from there, mixed with pairs that are drawn of the
/// map on both sides.
///
/// The same seed and number give the same batch, whatever was asked for before and by however many threads.
public final class PhotoMapPairs: PairSource {
    private let settings: PhotoMapPairSettings
    private let input: ViewInput
    private let seed: UInt64
    private let jobs: Int
    private let photos: PhotoSet
    private let renderer: MapRenderer
    private let drawn: MapPairs?
    private let drawnCount: Int
    /// The photos that are learned from.
    let training: [Int]

    /// Pairs of photos and a map.
    ///
    /// - Parameter heldOut: where nothing is learned of, neither from photos nor from the map.
    /// - Throws: `PilotageError` where settings are out of range, or fewer than 8 photos with a heading are left.
    public init(
        _ settings: PhotoMapPairSettings, input: ViewInput, seed: UInt64, jobs: Int, photos: PhotoSet,
        map: StreetMap, heldOut: HeldOutArea? = nil
    ) throws {
        if let fault = settings.augmentation.faults.first {
            throw PilotageError(.invalid, "augmentation: \(fault)")
        }
        precondition((0..<1).contains(settings.drawnShare), "a share of \(settings.drawnShare)")
        training = photos.photos.indices.filter { index in
            let photo = photos.photos[index]
            let isHeldOut = heldOut?.contains(photo.coordinate, marginMeters: SampleReach().meters) == true
            return photo.headingDegrees != nil && !isHeldOut
        }
        try PhotoSet.check(
            training.count, "the photos with a heading outside of the area that is held out",
            photos.photos.contains { $0.headingDegrees == nil }
                ? "the views of a map are drawn to where photos look, so that they must say it"
                : "a smaller area leaves more of them")
        drawnCount = Int(settings.drawnShare * Double(settings.pairs))
        var drawing = settings.drawn
        (drawing.pairs, drawing.views) = (drawnCount, 1)
        drawn =
            drawnCount == 0
            ? nil
            : MapPairs(
                drawing, input: input, seed: mixed(seed, 3), jobs: jobs, heldOut: heldOut,
                towns: WholeMap(map))
        renderer = MapRenderer(map, radiusMeters: settings.drawn.reachMeters)
        (self.settings, self.input, self.seed, self.jobs, self.photos) = (settings, input, seed, jobs, photos)
    }

    /// A batch of single views, those of photos first.
    ///
    /// - Throws: `PilotageError` where a photo can be decoded no more, or the map has too few places.
    public func batch(_ number: Int) throws -> PairSamples {
        let drawn = try drawn?.batch(number)
        let plane = try self.drawn?.plane(ofBatch: number) ?? LocalPlane(origin: photos.photos[0].coordinate)
        var generator = SeededGenerator(seed: mixed(seed, UInt64(number), 1))
        let isMirrored = generator.index(below: 2) == 1
        let chosen = choice(&generator)
        let queue = IndexQueue(count: chosen.count)
        let pair = pair
        var (views, maps): ([Float], [Float]) = ([], [])
        try orderedMap(jobs: jobs, next: queue.next) { index in
            try pair(chosen[index].photo, chosen[index].seed, isMirrored)
        } consume: { one in
            views += one.photo
            maps += one.map
        }
        let count = chosen.count + (drawn?.poses.count ?? 0)
        return PairSamples(
            views: 1,
            photos: Tensor(
                shape: [count] + input.shape(.photo), values: views + (drawn?.photos.values ?? [])),
            maps: Tensor(shape: [count] + input.shape(.map), values: maps + (drawn?.maps.values ?? [])),
            poses: chosen.map { photos.photos[$0.photo].pose(plane) } + (drawn?.poses ?? []))
    }

    /// Every photo once before any comes twice.
    private func choice(_ generator: inout SeededGenerator) -> [(photo: Int, seed: UInt64)] {
        var chosen: [Int] = []
        let count = settings.pairs - drawnCount
        while chosen.count < count {
            chosen += generator.sample(count - chosen.count, of: training.count).map { training[$0] }
        }
        return chosen.map { ($0, generator.next()) }
    }

    /// Makes the planes of a pair: a look at a photo, and the map near to where it was taken.
    private var pair: @Sendable (Int, UInt64, Bool) throws -> (photo: [Float], map: [Float]) {
        let (settings, input, photos, renderer) = (settings, input, photos, renderer)
        return { index, seed, isMirrored in
            var generator = SeededGenerator(seed: seed)
            let photo = photos.photos[index]
            let error = PoseError(
                seed: generator.next(), meters: settings.poseMeters, degrees: settings.poseDegrees)
            var camera = input.camera(at: photo.coordinate, headingDegrees: photo.headingDegrees ?? 0)
            let taken = error.applied(to: camera)
            // Views of a map are upright, wherever they are drawn from.
            (camera.coordinate, camera.headingDegrees) = (taken.coordinate, taken.headingDegrees)
            let look = PhotoLook(settings.augmentation, &generator)
            let planes = look.planes(of: try photos.image(index), input, &generator)
            let map = input.planes(of: renderer.view(camera).mapView)
            return isMirrored ? (input.mirrored(planes), input.mirrored(map)) : (planes, map)
        }
    }
}
