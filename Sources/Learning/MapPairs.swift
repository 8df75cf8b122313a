internal import Geodesy
public import Neural
internal import PilotageAPI
internal import Rendering
internal import Tensors
internal import Workers

/// How pairs are made of maps.
public struct MapPairSettings: Sendable, Hashable, Codable {
    /// Pairs in a batch.
    public var pairs = 128
    /// Views of a rig: 1 or 4.
    public var views = 4
    /// At most so many meters the photo is taken from where the map is drawn from.
    public var poseMeters = 3.0
    /// At most so many degrees the photo looks to another side.
    public var poseDegrees = 10.0
    /// Meters above the ground of the cameras of photos.
    public var lowestMeters = 1.2
    /// Meters above the ground of the cameras of photos.
    public var highestMeters = 2.4
    /// By what share the angle of view of photos may differ from what it is taken for.
    public var fieldOfViewShare = 0.1
    /// What is farther is not drawn.
    public var reachMeters = 200.0
    /// After so many batches another town comes.
    public var batchesPerTown = 12
    /// The share of a batch that lies near to some of its places, so that it is told from its neighbors.
    public var nearShare = 0.5

    /// The usual settings.
    public init() {}
}

/// Pairs of what a camera would see of a map and of footage of the same place.
///
/// The same seed and number give the same batch, whatever was asked for before, so that training can go on from anywhere.
public final class MapPairs: PairSource {
    private let settings: MapPairSettings
    private let input: ViewInput
    private let seed: UInt64
    private let jobs: Int
    private let towns: any TownSource
    private let heldOut: HeldOutArea?
    private var current: (number: Int, town: TrainingTown)?

    /// Pairs from towns.
    ///
    /// - Parameter heldOut: where no places are taken.
    public init(
        _ settings: MapPairSettings, input: ViewInput, seed: UInt64, jobs: Int, heldOut: HeldOutArea? = nil,
        towns: any TownSource
    ) {
        self.settings = settings
        self.input = input
        self.seed = seed
        self.jobs = jobs
        (self.towns, self.heldOut) = (towns, heldOut)
    }

    /// A batch.
    ///
    /// - Throws: `PilotageError` where a town has too few places.
    public func batch(_ number: Int) throws -> PairSamples {
        let town = try town(number / settings.batchesPerTown)
        var generator = SeededGenerator(seed: mixed(seed, UInt64(number), 1))
        let isMirrored = generator.index(below: 2) == 1
        let stands = town.choice(settings, &generator)
        let seeds = stands.map { _ in generator.next() }
        let (settings, input) = (settings, input)
        let queue = IndexQueue(count: stands.count)
        var (photos, maps): ([Float], [Float]) = ([], [])
        photos.reserveCapacity(stands.count * settings.views * input.shape(.photo).reduce(1, *))
        maps.reserveCapacity(stands.count * settings.views * input.shape(.map).reduce(1, *))
        try orderedMap(jobs: jobs, next: queue.next) { index in
            town.pair(stands[index], seeds[index], settings, input, isMirrored: isMirrored)
        } consume: { pair in
            photos += pair.photos
            maps += pair.maps
        }
        let count = stands.count * settings.views
        return PairSamples(
            views: settings.views, photos: Tensor(shape: [count] + input.shape(.photo), values: photos),
            maps: Tensor(shape: [count] + input.shape(.map), values: maps),
            poses: stands.map(town.pose), isMirrored: isMirrored)
    }

    /// The plane that the poses of a batch are in.
    func plane(ofBatch number: Int) throws -> LocalPlane {
        try town(number / settings.batchesPerTown).plane
    }

    private func town(_ number: Int) throws -> TrainingTown {
        if let current, current.number == number { return current.town }
        current = nil
        let seed = mixed(seed, UInt64(number), 2)
        let town = try TrainingTown(
            try towns.area(number), seed: seed, reachMeters: settings.reachMeters, heldOut: heldOut)
        guard town.stands.count >= 2 * settings.pairs else {
            throw PilotageError(
                .invalid, "the map has \(town.stands.count) places to stand, too few to learn from")
        }
        current = (number, town)
        return town
    }
}
