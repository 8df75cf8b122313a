internal import Geodesy
public import Neural
internal import PilotageAPI
internal import Tensors
internal import Workers

/// How pairs are made of photos.
public struct PhotoPairSettings: Sendable, Hashable, Codable {
    /// Pairs in a batch.
    public var pairs = 64
    /// Photos nearer to each other than this are looks at the same place.
    public var same = SampleReach(meters: 8, degrees: 30)
    /// Photos nearer to each other than this are not held to be of different places.
    public var neighbors = SampleReach(meters: 25, degrees: 60)
    /// How many of the pairs are of two photos where a place has several, [0, 1]; the others are two looks at one photo.
    public var otherPhotoShare = 0.5
    /// How looks differ.
    public var augmentation = PhotoAugmentation()
    /// Whether half of the batches are seen in a mirror, both looks alike: as good as other places.
    public var mirrors = true

    /// For photos along streets.
    public init() {}

    /// For photos straight down, whose heading says little.
    public static var straightDown: PhotoPairSettings {
        var settings = PhotoPairSettings()
        settings.augmentation = .straightDown
        (settings.same, settings.neighbors) = (
            SampleReach(meters: 20, degrees: 360), SampleReach(meters: 60, degrees: 360)
        )
        return settings
    }
}

/// Pairs of looks at the same place by photos alone.
///
/// Photos of one position and heading are a class; a class of a single photo has two looks at it. The same seed and number give the
/// same batch, whatever was asked for before and by however many threads.
public final class PhotoPairs: PairSource {
    private let settings: PhotoPairSettings
    private let input: ViewInput
    private let seed: UInt64
    private let jobs: Int
    private let photos: PhotoSet
    private let poses: [SamplePose]
    /// The photos that are learned from.
    let training: [Int]
    private let grid: PoseGrid

    /// Pairs of photos.
    ///
    /// A photo without a heading is of no class where headings count, and not held to be of another place than those around it.
    ///
    /// - Parameter heldOut: where nothing is learned of, nor within the reach of neighbors around it.
    /// - Throws: `PilotageError` where settings are out of range, or fewer than 8 photos are left.
    public init(
        _ settings: PhotoPairSettings, input: ViewInput, seed: UInt64, jobs: Int, photos: PhotoSet,
        heldOut: HeldOutArea? = nil
    ) throws {
        if let fault = settings.augmentation.faults.first {
            throw PilotageError(.invalid, "augmentation: \(fault)")
        }
        let plane = LocalPlane(origin: photos.photos[0].coordinate)
        let poses = photos.photos.map { $0.pose(plane) }
        training = photos.photos.indices.filter { index in
            let margin = settings.neighbors.meters
            return heldOut?.contains(photos.photos[index].coordinate, marginMeters: margin) != true
        }
        try PhotoSet.check(
            training.count, "the photos outside of the area that is held out",
            "a smaller area leaves more of them")
        grid = PoseGrid(poses, of: training, cellMeters: settings.same.meters)
        (self.settings, self.input, self.seed, self.jobs) = (settings, input, seed, jobs)
        (self.photos, self.poses) = (photos, poses)
    }

    /// A batch.
    ///
    /// - Throws: `PilotageError` where a photo can be decoded no more.
    public func batch(_ number: Int) throws -> PairSamples {
        var generator = SeededGenerator(seed: mixed(seed, UInt64(number), 1))
        let isMirrored = settings.mirrors && generator.index(below: 2) == 1
        let chosen = choice(&generator)
        let (photos, input, augmentation) = (photos, input, settings.augmentation)
        let queue = IndexQueue(count: chosen.count)
        var (firsts, seconds): ([Float], [Float]) = ([], [])
        firsts.reserveCapacity(chosen.count * input.shape(.photo).reduce(1, *))
        seconds.reserveCapacity(firsts.capacity)
        try orderedMap(jobs: jobs, next: queue.next) { index in
            var generator = SeededGenerator(seed: chosen[index].seed)
            return try [chosen[index].first, chosen[index].second].map { photo in
                let look = PhotoLook(augmentation, &generator)
                let planes = look.planes(of: try photos.image(photo), input, &generator)
                return isMirrored ? input.mirrored(planes) : planes
            }
        } consume: { looks in
            firsts += looks[0]
            seconds += looks[1]
        }
        let shape = [chosen.count] + input.shape(.photo)
        return PairSamples(
            views: 1, photos: Tensor(shape: shape, values: firsts),
            maps: Tensor(shape: shape, values: seconds), poses: chosen.map { poses[$0.first] },
            reach: settings.neighbors)
    }

    /// The photos of a pair, and what its looks are drawn from.
    private struct Choice: Sendable {
        var first: Int
        var second: Int
        var seed: UInt64
    }

    /// Every photo once before any comes twice.
    private func choice(_ generator: inout SeededGenerator) -> [Choice] {
        var firsts: [Int] = []
        while firsts.count < settings.pairs {
            firsts += generator.sample(settings.pairs - firsts.count, of: training.count).map { training[$0] }
        }
        return firsts.map { first in
            let others = others(of: first)
            let isOther = generator.uniform() < settings.otherPhotoShare && !others.isEmpty
            let second = isOther ? others[generator.index(below: others.count)] : first
            return Choice(first: first, second: second, seed: generator.next())
        }
    }

    /// The others of a photo's class.
    private func others(of photo: Int) -> [Int] {
        grid.around(poses[photo]).filter { $0 != photo && poses[photo].isSame(poses[$0], settings.same) }
    }
}

extension GeotaggedPhoto {
    /// Where its camera stands in a plane.
    func pose(_ plane: LocalPlane) -> SamplePose {
        let (east, north) = plane.meters(coordinate)
        return SamplePose(east: east, north: north, headingDegrees: headingDegrees)
    }
}
