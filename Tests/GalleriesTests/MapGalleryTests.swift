import Foundation
import Galleries
import Geodesy
import PilotageAPI
import StreetMap
import TestSupport
import Testing

struct MapGalleryTests {
    @Test func `places stand along the roads both ways, with headings, sources and what follows`() throws {
        let world = try MapWorld()
        let report = try world.build()
        let places = try world.open().gallery.places
        // 20 each way along the street, and 10 up the side street, which is not joined to it.
        #expect(report.places == 50 && report.leftOut.isEmpty)
        #expect(places.map(\.id) == Array(0..<50))
        let headings = places.map { Int(($0.headingDegrees ?? -1).rounded()) % 360 }
        #expect(headings.count { $0 == 90 } == 20 && headings.count { $0 == 270 } == 20)
        #expect(headings.count { $0 == 0 } == 10)
        let eastward = places.filter { Int(($0.headingDegrees ?? -1).rounded()) == 90 }
        for (place, after) in zip(eastward, eastward.dropFirst()) {
            #expect(place.next == [after.id])
            #expect(abs(place.coordinate.distance(to: after.coordinate) - 10) < 0.01)
        }
        #expect(Set(places.map(\.source)).count == 2)
        #expect(places.allSatisfy { $0.source.hasPrefix("town.osm#way/") })
        #expect(try GalleryStore.verify(world.gallery, registry: mapRegistry).isEmpty)
    }

    @Test func `views are kept, and pictures of footage come as large as they are drawn`() throws {
        let world = try MapWorld()
        var views = ViewChoices()
        (views.size, views.fieldOfViewDegrees, views.seed) = ((96, 64), 70, 9)
        try world.build(world.source(views: views))
        let opened = try world.open()
        let kept = try #require(opened.info.views)
        #expect((kept.width, kept.height, kept.fieldOfViewDegrees, kept.seed) == (96, 64, 70, 9))
        #expect((kept.look, kept.heightMeters, kept.pitchDegrees, kept.reachMeters) == (.plain, 1.6, 0, 200))
        #expect(opened.format.longSide == 96)
        #expect(opened.info.history.map(\.source) == ["town.osm"])
    }

    @Test func `the same map gives the same bytes on any number of threads`() throws {
        let world = try MapWorld()
        try world.build(jobs: 1)
        try world.build(jobs: 3, at: world.folder.path("other.gallery"))
        #expect(try contents(of: world.gallery) == contents(of: world.folder.path("other.gallery")))
    }

    @Test func `spacing, buildings and a region choose the places`() throws {
        let world = try MapWorld()
        func count(_ sampler: PlaceSampler, _ region: Region? = nil) throws -> Int {
            let path = world.folder.path("\(UUID().uuidString).gallery")
            return try world.build(world.source(sampler, region: region), at: path).places
        }
        #expect(try count(PlaceSampler(spacingMeters: 20)) == 25)
        // Up the side street only what lies near the houses is left.
        let near = try count(PlaceSampler(builtUpMeters: 12))
        #expect(near < 50 && near >= 40)
        let west = LocalPlane(origin: world.origin).coordinate(east: 100, north: 0).longitude - 1e-5
        let region = Region.box(west: 7, south: 49, east: west, north: 51)
        #expect(try count(PlaceSampler(), region) == 20)
    }

    @Test func `a map without a place to stand is refused with what would help`() throws {
        let folder = try TemporaryFolder()
        func told(_ draw: (inout MapText) -> Void, _ sampler: PlaceSampler = PlaceSampler()) throws
            -> PilotageError?
        {
            var text = MapText()
            draw(&text)
            let path = try folder.write(text.text, to: "bare.osm")
            let source = MapSource(path: path, sampler: sampler) { _ in (try MapFile(path: path).read(), nil)
            }
            let request = GalleryRequest(source: .map(source), program: "test 1")
            return failure {
                _ = try GalleryBuilder(registry: mapRegistry).build(request, at: folder.path("bare.gallery"))
            }
        }
        let empty = try told { _ in }
        #expect(empty?.message == "no place to stand: the map has no roads for cars")
        #expect(empty?.hint == nil && empty?.place == [folder.path("bare.osm")])
        let path = try told { $0.line([(0, 0), (100, 0)], ["highway": "footway"]) }
        #expect(path?.message == "no place to stand: the map has no roads for cars")
        #expect(path?.hint == "--mode foot finds some")
        let wild = try told(
            { $0.line([(0, 0), (100, 0)], ["highway": "track"]) }, PlaceSampler(builtUpMeters: 50))
        #expect(wild?.message == "no place to stand: no building within 50 m of a road")
        #expect(wild?.hint == "--built-up none takes roads without buildings too")
        #expect(try folder.names() == ["bare.osm"])
    }

    @Test func `views that cannot be drawn are refused`() throws {
        let world = try MapWorld()
        func told(_ choose: (inout ViewChoices) -> Void) -> String? {
            var views = ViewChoices()
            choose(&views)
            return failure { try world.build(world.source(views: views)) }?.message
        }
        #expect(
            told { $0.size = (48, 32) }
                == "views of 48x32 pixels, but sides must have 16 to 1024, the longer one at least 64")
        #expect(
            told { $0.fieldOfViewDegrees = 180 }
                == "the angle of view in degrees is 180, but must be 10 to 170")
        #expect(
            told { $0.heightMeters = -1 } == "the camera's height in meters is -1, but must be 0.1 to 500")
        #expect(told { $0.pitchDegrees = .nan }?.hasPrefix("the camera's pitch in degrees is nan") == true)
        #expect(told { $0.reachMeters = 1e9 }?.hasSuffix("must be 10 to 5000") == true)
    }
}

struct MapGalleryAddTests {
    private let next = Coordinate(latitude: 50.01, longitude: 8)

    @Test func `another map extends a gallery, drawn as it was`() throws {
        let world = try MapWorld()
        try world.build()
        let more = try MapWorld(origin: next, named: "more.osm")
        let report = try GalleryBuilder(registry: mapRegistry).add(more.request(), to: world.gallery)
        #expect(report.places == 50)
        let opened = try world.open()
        let places = opened.gallery.places
        #expect(places.map(\.id) == Array(0..<100))
        let added = places[50...]
        #expect(added.allSatisfy { $0.source.hasPrefix("more.osm#") && $0.next.allSatisfy { $0 >= 50 } })
        #expect(added.contains { !$0.next.isEmpty })
        #expect(opened.info.history.map(\.source) == ["town.osm", "more.osm"])
        // The same streets look the same.
        for row in 0..<50 {
            let pairs = zip(opened.gallery.embeddings.row(row), opened.gallery.embeddings.row(row + 50))
            #expect(pairs.reduce(0) { $0 + $1.0 * $1.1 } > 0.98)
        }
    }

    @Test func `other views than the gallery's are refused by name`() throws {
        let world = try MapWorld()
        try world.build()
        func told(_ choose: (inout ViewChoices) -> Void) throws -> PilotageError? {
            var views = ViewChoices()
            choose(&views)
            return failure {
                _ = try GalleryBuilder(registry: mapRegistry).add(
                    world.request(world.source(views: views)), to: world.gallery)
            }
        }
        #expect(
            try told { $0.fieldOfViewDegrees = 80 }?.message
                == "--fov is 80, but the gallery's views were drawn with 90")
        #expect(
            try told { $0.look = .footage }?.message
                == "--look is footage, but the gallery's views were drawn with plain")
        #expect(
            try told { $0.size = (192, 128) }?.message
                == "--size is 192x128, but the gallery's views were drawn with 144x96")
        #expect(try told { $0.seed = 1 } == nil)
        #expect(try world.open().info.places == 100)
    }

    @Test func `a gallery that was not built from a map takes none`() throws {
        let photos = try VectorWorld()
        try photos.build()
        let world = try MapWorld()
        let error = failure {
            _ = try GalleryBuilder(registry: vectorRegistry).add(world.request(), to: photos.gallery)
        }
        #expect(error?.message.hasPrefix("not built from a map") == true)
        #expect(try GalleryStore.info(photos.gallery).places == 40)
    }
}
