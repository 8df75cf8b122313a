import Geodesy
import Learning
import Neural
import PilotageAPI
import Rendering
import StreetMap
import TestSupport
import Testing
import Towns

struct PhotoMapPairsTests {
    private static let input = ViewInput(width: 24, height: 16)
    private let town: Town
    private let map: StreetMap

    init() throws {
        town = Town(seed: 2, radiusMeters: 200)
        let folder = try TemporaryFolder()
        try folder.write(town.text, to: "town.osm")
        map = try MapFile(path: folder.path("town.osm")).read()
    }

    /// Photos of a drive, whose pictures are drawn when they are wanted.
    private func photos(_ count: Int, hasHeadings: Bool = true) throws -> PhotoSet {
        let poses = town.drive(seed: 1, seconds: Double(count), framesPerSecond: 1).poses
        let renderer = MapRenderer(map, look: .footage(seed: 9))
        let photos = poses.map { pose in
            GeotaggedPhoto(
                name: "\(pose.timeSeconds)", coordinate: pose.coordinate,
                headingDegrees: hasHeadings ? pose.headingDegrees : nil)
        }
        return try PhotoSet(photos, jobs: 2) { number in
            renderer.picture(
                Camera(
                    at: poses[number].coordinate, headingDegrees: poses[number].headingDegrees,
                    lens: .perspective(fieldOfViewDegrees: 90), width: 48, height: 32))
        }
    }

    private func pairs(
        _ photos: PhotoSet, count: Int = 16, share: Double = 0.5, jobs: Int = 2, heldOut: HeldOutArea? = nil
    ) throws -> PhotoMapPairs {
        var settings = PhotoMapPairSettings()
        (settings.pairs, settings.drawnShare) = (count, share)
        return try PhotoMapPairs(
            settings, input: Self.input, seed: 3, jobs: jobs, photos: photos, map: map, heldOut: heldOut)
    }

    @Test(arguments: [0, 0.5])
    func `a batch depends on seed and number alone, and has photos beside the map`(share: Double) throws {
        let photos = try photos(30)
        let one = try pairs(photos, share: share, jobs: 1)
        let other = try pairs(photos, share: share, jobs: 3)
        let second = try one.batch(1)
        #expect(try !one.batch(0).isSame(second))
        #expect(try other.batch(1).isSame(second))
        #expect(second.views == 1 && second.poses.count == 16)
        #expect(second.photos.shape == [16, 3, 16, 24] && second.maps.shape == [16, 11, 16, 24])
    }

    @Test func `poses of photos and of drawn pairs lie in one plane`() throws {
        let batch = try pairs(try photos(30)).batch(0)
        // The town reaches 200 m from its middle, so that no two places are farther from each other than across it.
        for pose in batch.poses {
            let (x, y) = (pose.east - batch.poses[0].east, pose.north - batch.poses[0].north)
            #expect((x * x + y * y).squareRoot() < 900)
        }
    }

    @Test func `neither photos nor the map are learned from where an area is held out`() throws {
        let photos = try photos(60)
        let area = HeldOutArea(share: 0.3, of: photos.photos, seed: 2)
        let batches = try pairs(photos, share: 0, heldOut: area)
        let plane = LocalPlane(origin: photos.photos[0].coordinate)
        for pose in try batches.batch(0).poses {
            #expect(!area.contains(plane.coordinate(east: pose.east, north: pose.north), marginMeters: 19.5))
        }
        #expect(
            try drawn(photos, heldOut: area).allSatisfy { !area.contains($0, marginMeters: 19.5) })
        #expect(try drawn(photos, heldOut: nil).contains { area.contains($0) })
    }

    /// Where the drawn half of a batch lies whose other half are all photos that are learned from, each once.
    private func drawn(_ photos: PhotoSet, heldOut: HeldOutArea?) throws -> [Coordinate] {
        let plane = LocalPlane(origin: photos.photos[0].coordinate)
        let learned = photos.photos.map(\.coordinate).filter {
            heldOut?.contains($0, marginMeters: SampleReach().meters) != true
        }.map { plane.meters($0) }
        let count = learned.count
        let poses = try pairs(photos, count: 2 * count, heldOut: heldOut).batch(0).poses
        // The plane of a batch has an origin of its own: the middle of the photos tells where it lies.
        func shift(_ axis: (SamplePose) -> Double, _ middle: Double) -> Double {
            poses[..<count].map(axis).reduce(0, +) / Double(count) - middle / Double(count)
        }
        let east = shift(\.east, learned.reduce(0) { $0 + $1.east })
        let north = shift(\.north, learned.reduce(0) { $0 + $1.north })
        return poses[count...].map { plane.coordinate(east: $0.east - east, north: $0.north - north) }
    }

    @Test func `photos without headings are an error that says that headings are needed`() throws {
        let photos = try photos(20, hasHeadings: false)
        let error = #expect(throws: PilotageError.self) { try pairs(photos) }
        #expect(error?.message.contains("the photos with a heading") == true)
        #expect(error?.hint?.contains("where photos look") == true)
    }

    @Test func `too large an area that is held out is an error that says so`() throws {
        let photos = try photos(20)
        let area = HeldOutArea(center: photos.photos[0].coordinate, radiusMeters: 1_000)
        let error = #expect(throws: PilotageError.self) { try pairs(photos, heldOut: area) }
        #expect(error?.hint == "a smaller area leaves more of them")
    }

    @Test func `recall on places that were held out is measured against the map`() throws {
        let photos = try photos(60)
        let area = HeldOutArea(share: 0.3, of: photos.photos, seed: 2)
        let test = try PhotoMapRetrievalTest(photos, of: area, map: map, places: 500, jobs: 2)
        #expect(test.queries.count >= 18)
        var plan = TrainingPlan()
        plan.input = Self.input
        let untrained = PlaceModel(towers: try Trainer(plan).state.towers, input: Self.input)
        let recall = try test.recall(untrained)
        #expect(recall.queries > 10 && recall.places > 50)
        #expect(recall.at1 <= recall.at5 && recall.at5 <= recall.at10 && recall.at1 < 0.5)
    }
}
