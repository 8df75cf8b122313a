import Geodesy
import Learning
import Neural
import PilotageAPI
import Tensors
import Testing

struct PhotoPairsTests {
    /// Looks that are the photos themselves.
    private static var plain: PhotoPairSettings {
        var settings = PhotoPairSettings()
        settings.augmentation = .none
        settings.mirrors = false
        return settings
    }

    private func pairs(
        _ settings: PhotoPairSettings, _ photos: [GeotaggedPhoto], seed: UInt64 = 1, jobs: Int = 2,
        heldOut: HeldOutArea? = nil
    ) throws -> PhotoPairs {
        try PhotoPairs(
            settings, input: PhotoWorld.input, seed: seed, jobs: jobs, photos: try PhotoWorld.set(photos),
            heldOut: heldOut)
    }

    @Test func `a batch depends on seed and number alone`() throws {
        let photos = PhotoWorld.photos(40)
        let one = try pairs(PhotoPairSettings(), photos, jobs: 1)
        let other = try pairs(PhotoPairSettings(), photos, jobs: 3)
        let third = try one.batch(3)
        #expect(try !one.batch(2).isSame(third))
        #expect(try other.batch(3).isSame(third))
        #expect(try !pairs(PhotoPairSettings(), photos, seed: 2).batch(3).isSame(third))
        #expect(third.photos.shape == [64, 3, 16, 24] && third.maps.shape == third.photos.shape)
    }

    @Test func `a place of one photo has two looks at it, and one of several mostly two photos`() throws {
        let alone = try pairs(Self.plain, PhotoWorld.photos(16, meters: 30)).batch(0)
        #expect(alone.photos == alone.maps)
        var settings = Self.plain
        settings.otherPhotoShare = 1
        // Neighbors in a row are 5 m apart, rows as well: every photo has others within 8 m.
        let crowded = try pairs(settings, PhotoWorld.photos(16, meters: 5, heading: 90)).batch(0)
        for pair in 0..<64 { #expect(look(crowded.photos, pair) != look(crowded.maps, pair)) }
        settings.otherPhotoShare = 0
        let single = try pairs(settings, PhotoWorld.photos(16, meters: 5, heading: 90)).batch(0)
        #expect(single.photos == single.maps)
    }

    @Test func `photos that look elsewhere are of another class`() throws {
        var photos = PhotoWorld.photos(16, meters: 200)
        for index in photos.indices {
            photos[index].coordinate = photos[index / 2 * 2].coordinate
            photos[index].headingDegrees = index % 2 == 0 ? 10 : 190
        }
        var settings = Self.plain
        settings.otherPhotoShare = 1
        let opposite = try pairs(settings, photos).batch(0)
        #expect(opposite.photos == opposite.maps)
        settings.same.degrees = 360
        let any = try pairs(settings, photos).batch(0)
        #expect(any.photos != any.maps)
    }

    @Test func `photos of one class are found wherever they lie`() throws {
        var generator = SeededGenerator(seed: 11)
        let plane = LocalPlane(origin: PhotoWorld.origin)
        var photos = PhotoWorld.photos(120)
        // The first photo is the origin of the plane, so that the others lie to all sides of it.
        let spots = photos.indices.map { _ in (60 * generator.uniform() - 30, 60 * generator.uniform() - 30) }
        for index in photos.indices.dropFirst() {
            photos[index].coordinate = plane.coordinate(east: spots[index].0, north: spots[index].1)
        }
        var settings = Self.plain
        (settings.otherPhotoShare, settings.pairs, settings.same.degrees) = (1, 120, 360)
        let batch = try pairs(settings, photos).batch(0)
        let pictures = try numbers(of: batch, photos)
        for (first, second) in pictures {
            let distances = photos.indices.map {
                photos[$0].coordinate.distance(to: photos[first].coordinate)
            }
            let hasOthers = distances.indices.contains { $0 != first && distances[$0] < 7.99 }
            #expect(distances[second] < 8.01)
            #expect((second != first) == hasOthers)
        }
        // With so many photos, pairs reach to all sides.
        #expect(Set(pictures.map(\.first)).count == 120)
    }

    /// Which photos the looks of a batch without augmentation are.
    private func numbers(
        of batch: PairSamples, _ photos: [GeotaggedPhoto]
    ) throws -> [(first: Int, second: Int)] {
        let known = Dictionary(
            uniqueKeysWithValues: photos.indices.map { number in
                (PhotoWorld.plainPlanes(number), number)
            })
        return try (0..<batch.photos.shape[0]).map { pair in
            (try #require(known[look(batch.photos, pair)]), try #require(known[look(batch.maps, pair)]))
        }
    }

    @Test func `a photo whose heading nobody knows is of no class where headings count`() throws {
        var settings = Self.plain
        settings.otherPhotoShare = 1
        let unknown = try pairs(settings, PhotoWorld.photos(16, meters: 5)).batch(0)
        #expect(unknown.photos == unknown.maps)
        let poses = unknown.poses
        #expect(poses.allSatisfy { $0.headingDegrees == nil })
        settings.same.degrees = 360
        let any = try pairs(settings, PhotoWorld.photos(16, meters: 5)).batch(0)
        #expect(any.photos != any.maps)
    }

    @Test func `a heading that nobody knows may be any`() {
        let reach = SampleReach(meters: 10, degrees: 45)
        let north = SamplePose(east: 0, north: 0, headingDegrees: 0)
        let south = SamplePose(east: 1, north: 1, headingDegrees: 180)
        let unknown = SamplePose(east: 1, north: 1, headingDegrees: nil)
        #expect(!north.isNear(south, reach) && north.isNear(unknown, reach) && unknown.isNear(south, reach))
        #expect(!north.isSame(unknown, reach) && !unknown.isSame(unknown, reach))
        #expect(north.isSame(unknown, SampleReach(meters: 10, degrees: 360)))
        #expect(!unknown.isNear(SamplePose(east: 20, north: 1, headingDegrees: nil), reach))
    }

    @Test func `every photo comes once before any comes twice`() throws {
        var settings = Self.plain
        settings.pairs = 32
        let batch = try pairs(settings, PhotoWorld.photos(16)).batch(5)
        for half in [0..<16, 16..<32] {
            #expect(Set(half.map { look(batch.photos, $0) }).count == 16)
        }
    }

    @Test func `nothing is learned of an area that is held out, nor of what is near to it`() throws {
        let photos = PhotoWorld.photos(64, meters: 20)
        let area = HeldOutArea(share: 0.2, of: photos, seed: 4)
        let inside = photos.filter { area.contains($0.coordinate) }
        #expect((13...24).contains(inside.count))
        let batches = try pairs(Self.plain, photos, heldOut: area)
        let learned = try (0..<8).flatMap { try batches.batch($0).poses }
        let plane = LocalPlane(origin: photos[0].coordinate)
        for photo in inside {
            let middle = plane.meters(photo.coordinate)
            let nearest = learned.map { pose -> Double in
                let (x, y) = (pose.east - middle.east, pose.north - middle.north)
                return (x * x + y * y).squareRoot()
            }.min()
            #expect((nearest ?? 0) > 24.9)
        }
    }

    @Test func `an area that leaves too few photos is an error`() throws {
        let photos = PhotoWorld.photos(16)
        let area = HeldOutArea(center: photos[0].coordinate, radiusMeters: 1_000)
        let error = #expect(throws: PilotageError.self) { try pairs(Self.plain, photos, heldOut: area) }
        #expect(error?.message.contains("outside of the area that is held out to learn from are 0") == true)
    }

    @Test func `an augmentation out of its range is an error that names it`() throws {
        var settings = Self.plain
        settings.augmentation.rotationDegrees = 181
        let error = #expect(throws: PilotageError.self) { try pairs(settings, PhotoWorld.photos(16)) }
        #expect(error?.message == "augmentation: rotationDegrees is 181.0, not within 0.0 and 180.0")
    }

    @Test func `a shared tower learns photos by heart`() throws {
        var settings = PhotoPairSettings()
        settings.pairs = 16
        settings.augmentation.erasedLooks = 0
        let batches = try pairs(settings, PhotoWorld.photos(16))
        var plan = TrainingPlan()
        (plan.steps, plan.warmUpSteps, plan.input) = (40, 5, PhotoWorld.input)
        plan.towers = PlaceTowers(
            channels: [16, 32], depth: 2, head: .generalizedMean, dimension: 16, areShared: true)
        let trainer = try Trainer(plan)
        let first = try trainer.step(try batches.batch(0)).loss
        var last = first
        for number in 1..<40 { last = try trainer.step(try batches.batch(number)).loss }
        #expect(last < 0.5 * first, "from \(first) to \(last)")
        let model = PlaceModel(towers: trainer.state.towers, input: PhotoWorld.input)
        let read = try PlaceModel(bytes: try model.model().bytes(), name: "model")
        #expect(!read.takesMapViews && read.towers.areShared)
    }

    private func look(_ looks: Tensor<Float>, _ index: Int) -> [Float] {
        Array(looks.values[index * looks.rowCount..<(index + 1) * looks.rowCount])
    }
}
