import Foundation
import Galleries
import Geodesy
import LocateRoute
import MatchExact
import PilotageAPI
import Rendering
import StreetMap
import Tensors
import TestSupport
import Testing

/// Drives through a real town, drawn as footage of one seed, against a gallery of its map, drawn as footage of another.
@Suite(.enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"))
struct DrivenRoutesTests {
    private static let path = PackageFolder.sharedData.path + "/osm/monaco_full_buildings.osm.pbf"
    private static let region = Region.box(west: 7.4095, south: 43.7247, east: 7.4345, north: 43.7430)
    private static let (drives, frames) = (20, 40)

    private func gallery(_ map: StreetMap, _ folder: TemporaryFolder) throws -> OpenedGallery {
        var views = ViewChoices()
        views.look = .footage
        let source = MapSource(path: Self.path, views: views) { _ in (map, Self.region) }
        let request = GalleryRequest(
            source: .map(source), embedder: vladNode(words: 16, vocabularies: 2, dimensions: 128), jobs: 2,
            program: "test 1")
        _ = try GalleryBuilder(registry: mapRegistry).build(request, at: folder.path("town.gallery"))
        return try GalleryStore.open(folder.path("town.gallery"), registry: mapRegistry)
    }

    /// The cameras of a drive from place to place, up to 2 m and 4° from them.
    private func drive(_ places: [Place], _ generator: inout SeededGenerator) -> [Camera] {
        var place = places[generator.index(below: places.count)]
        var cameras: [Camera] = []
        while cameras.count < Self.frames {
            let camera = Camera(
                at: place.coordinate, headingDegrees: place.headingDegrees ?? 0, width: 144, height: 96)
            cameras.append(PoseError(seed: generator.next(), meters: 2, degrees: 4).applied(to: camera))
            guard !place.next.isEmpty else { break }
            place = places[place.next[generator.index(below: place.next.count)]]
        }
        return cameras
    }

    private func evidence(_ picture: Image, _ index: Int, _ opened: OpenedGallery) throws -> FrameEvidence {
        let frame = Frame(index: index, timeSeconds: Double(index), content: .image(picture.inGray))
        let embedding = try opened.embedder.embed([frame])
        let found = try ExactMatcher.make(nil).match(embedding, in: opened.gallery, rows: nil, limit: 50)
        return FrameEvidence(
            frame: index, timeSeconds: Double(index), candidates: found[0], embedding: Array(embedding[0]))
    }

    @Test func `what is called located is where it is said to be`() throws {
        let map = try MapFile(path: Self.path).read(region: Self.region, marginMeters: 200)
        let folder = try TemporaryFolder()
        let opened = try gallery(map, folder)
        let places = opened.gallery.places
        #expect(places.map(\.id) == Array(places.indices), "ids are taken for rows here")
        let renderer = MapRenderer(map, look: .footage(seed: 777))
        let locator = try RouteLocator.make(OptionNode(.object([])))
        var generator = SeededGenerator(seed: 5)
        var (all, right, located, wrong) = (0, 0, 0, 0)
        for drive in 0..<Self.drives {
            let cameras = self.drive(places, &generator)
            let frames = try cameras.enumerated().map { index, camera in
                let shot = Shot(seed: UInt64(drive), timeSeconds: Double(index))
                return try evidence(renderer.picture(camera, shot: shot), index, opened)
            }
            all += frames.count
            try locator.locate(ListEvidence(frames), in: opened.gallery) { fix in
                // Where it would be; whether it is there at all cannot be told of every drive.
                guard let match = fix.match else { return }
                let truth = cameras[fix.frame].coordinate
                right += places[match.placeID].coordinate.distance(to: truth) <= 25 ? 1 : 0
                guard fix.status == .located, let position = fix.position else { return }
                let isRight = position.coordinate.distance(to: truth) <= 25
                (located, wrong) = (located + 1, wrong + (isRight ? 0 : 1))
            }
        }
        let told = "\(right) of \(all) right; \(located) located, \(wrong) of them wrong"
        #expect(right > all / 4, "\(told)")
        #expect(located > all / 10 && wrong <= located / 5, "\(told)")
    }
}
