import Foundation
import Galleries
import Geodesy
import MatchExact
import PilotageAPI
import Rendering
import StreetMap
import Tensors
import TestSupport
import Testing

/// Views of a real town that no place has, against a gallery of its map.
@Suite(.enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"))
struct HeldOutViewsTests {
    private static let path = PackageFolder.sharedData.path + "/osm/monaco_full_buildings.osm.pbf"
    /// Monaco without its neighbors.
    private static let region = Region.box(west: 7.4095, south: 43.7247, east: 7.4345, north: 43.7430)
    private static let queries = 300

    private func gallery(_ map: StreetMap, _ folder: TemporaryFolder) throws -> OpenedGallery {
        let source = MapSource(path: Self.path) { _ in (map, Self.region) }
        let request = GalleryRequest(
            source: .map(source), embedder: vladNode(words: 16, vocabularies: 2, dimensions: 128), jobs: 2,
            program: "test 1")
        _ = try GalleryBuilder(registry: mapRegistry).build(request, at: folder.path("town.gallery"))
        return try GalleryStore.open(folder.path("town.gallery"), registry: mapRegistry)
    }

    /// A camera up to 0.7 m and 2° from a place.
    private func camera(near place: Place, _ generator: inout SeededGenerator) -> Camera {
        let (distance, direction) = (0.7 * generator.uniform(), 2 * Double.pi * generator.uniform())
        let turn = 4 * generator.uniform() - 2
        return Camera(
            at: LocalPlane(origin: place.coordinate).coordinate(
                east: distance * sin(direction), north: distance * cos(direction)),
            headingDegrees: normalizedHeading((place.headingDegrees ?? 0) + turn), width: 144, height: 96)
    }

    private func gray(_ picture: Image) -> Image {
        let samples = (0..<picture.width * picture.height).map { pixel in
            let color = picture.samples[(3 * pixel)...].prefix(3).map(Double.init)
            let luma = 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]
            return UInt8(luma.rounded())
        }
        return Image(width: picture.width, height: picture.height, channels: 1, samples: samples)
    }

    @Test func `nine in ten views find their place among thousands`() throws {
        let map = try MapFile(path: Self.path).read()
        let folder = try TemporaryFolder()
        let opened = try gallery(map, folder)
        let places = opened.gallery.places
        #expect(places.count >= 5_000, "\(places.count)")
        let renderer = MapRenderer(map)
        var generator = SeededGenerator(seed: 5)
        let cameras = evenlySpread(Self.queries, of: places.count).map {
            camera(near: places[$0], &generator)
        }
        let frames = cameras.map {
            Frame(index: 0, timeSeconds: 0, content: .image(gray(renderer.picture($0))))
        }
        let found = try ExactMatcher.make(nil).match(
            try opened.embedder.embed(frames), in: opened.gallery, rows: nil, limit: 1)
        let right = zip(cameras, found).count { camera, candidates in
            guard let place = candidates.first.map({ places[$0.row] }) else { return false }
            return place.coordinate.distance(to: camera.coordinate) <= 15
                && headingDifference(place.headingDegrees ?? 0, camera.headingDegrees) <= 45
        }
        let recall = Double(right) / Double(Self.queries)
        #expect(recall >= 0.9, "recall at 1 of \(recall) among \(places.count) places")
    }
}
