internal import Geodesy
internal import Neural
internal import PilotageAPI
internal import Rendering
internal import StreetMap
internal import Tensors

/// A town as it is, and as its map has it, with the places to stand in it.
struct TrainingTown: Sendable {
    private let footage: MapRenderer
    private let map: MapRenderer
    let plane: LocalPlane
    let stands: [SampledPlace]

    /// Meters from place to place.
    private static let spacingMeters = 3.0
    /// Meters around a place within which its hardest negatives are looked for.
    private static let nearMeters = 100.0
    /// How many places of a batch others are taken from the neighborhood of.
    private static let centers = 6

    init(
        _ area: LearnedArea, seed: UInt64, reachMeters: Double, heldOut: HeldOutArea? = nil
    ) throws {
        let variants = TownVariants(area.map, seed: seed, spread: .wide)
        footage = MapRenderer(variants.town, look: .footage(seed: seed), radiusMeters: reachMeters)
        map = MapRenderer(variants.map, radiusMeters: reachMeters)
        stands = try PlaceSampler(
            spacingMeters: Self.spacingMeters, builtUpMeters: 50, region: area.regions.first
        ).places(of: variants.map).filter { stand in
            area.regions.allSatisfy { $0.contains(stand.coordinate) }
                && heldOut?.contains(stand.coordinate, marginMeters: SampleReach().meters) != true
        }
        plane = LocalPlane(origin: stands.first?.coordinate ?? Coordinate(latitude: 0, longitude: 0))
    }

    /// Where a place lies.
    func pose(_ stand: SampledPlace) -> SamplePose {
        let (east, north) = plane.meters(stand.coordinate)
        return SamplePose(east: east, north: north, headingDegrees: stand.headingDegrees)
    }

    /// The places of a batch: some anywhere, the others near to some of them.
    func choice(_ settings: MapPairSettings, _ generator: inout SeededGenerator) -> [SampledPlace] {
        let near = Int(Double(settings.pairs) * settings.nearShare)
        var chosen = generator.sample(settings.pairs - near, of: stands.count)
        var taken = Set(chosen)
        let groups = chosen.prefix(Self.centers).map { center in
            let middle = stands[center].coordinate
            return stands.indices.filter { stands[$0].coordinate.distance(to: middle) < Self.nearMeters }
        }
        var tries = 0
        while chosen.count < settings.pairs {
            let group = tries < 20 * settings.pairs ? groups[tries % groups.count] : Array(stands.indices)
            let index = group[generator.index(below: group.count)]
            if taken.insert(index).inserted { chosen.append(index) }
            tries += 1
        }
        return chosen.map { stands[$0] }
    }

    /// The planes of a pair, view after view.
    func pair(
        _ stand: SampledPlace, _ seed: UInt64, _ settings: MapPairSettings, _ input: ViewInput,
        isMirrored: Bool
    ) -> (photos: [Float], maps: [Float]) {
        var generator = SeededGenerator(seed: seed)
        func draw(_ lower: Double, _ upper: Double) -> Double {
            lower + (upper - lower) * generator.uniform()
        }
        let camera = input.camera(stand)
        var taken = PoseError(
            seed: generator.next(), meters: settings.poseMeters, degrees: settings.poseDegrees
        ).applied(to: camera)
        taken.heightMeters = stand.groundMeters + draw(settings.lowestMeters, settings.highestMeters)
        let share = settings.fieldOfViewShare
        taken.lens = .perspective(fieldOfViewDegrees: input.fieldOfViewDegrees * draw(1 - share, 1 + share))
        let shot = Shot(seed: generator.next())
        let faults = PhotoFaults(input)
        let isGray = generator.uniform() < PhotoFaults.grayProbability
        let order = isMirrored ? [0, 3, 2, 1] : [0, 1, 2, 3]
        let (photoRig, mapRig) = (taken.rig, camera.rig)
        var (photos, maps): ([Float], [Float]) = ([], [])
        for index in order.prefix(settings.views) {
            let planes = input.planes(of: footage.picture(photoRig[index], shot: shot))
            photos += faults.applied(to: planes, &generator, isGray: isGray)
            maps += input.planes(of: map.view(mapRig[index]).mapView)
        }
        return isMirrored ? (input.mirrored(photos), input.mirrored(maps)) : (photos, maps)
    }
}

extension ViewInput {
    /// The camera that sees what a map tower takes at a place.
    func camera(_ stand: SampledPlace) -> Camera {
        camera(
            at: stand.coordinate, headingDegrees: stand.headingDegrees, groundMeters: stand.groundMeters)
    }

    /// The same where a photo says that it was taken.
    func camera(at coordinate: Coordinate, headingDegrees: Double, groundMeters: Double = 0) -> Camera {
        Camera(
            at: coordinate, heightMeters: groundMeters + Self.mapCameraMeters,
            headingDegrees: headingDegrees, lens: .perspective(fieldOfViewDegrees: fieldOfViewDegrees),
            width: width, height: height)
    }

    /// Meters above the road of the cameras that see maps.
    static let mapCameraMeters = 1.6
}
