import Foundation
import Galleries
import PilotageAPI
import TestSupport
import Testing

struct GalleryBuildTests {
    @Test func `a gallery of embeddings opens with all that was put in`() throws {
        let world = try VectorWorld()
        try world.build()
        let opened = try GalleryStore.open(world.gallery, registry: vectorRegistry)
        #expect(opened.gallery.name == "world")
        #expect(opened.gallery.places.map(\.id) == Array(0..<40))
        #expect(opened.gallery.places[3].next == [4])
        #expect(opened.gallery.places[3].headingDegrees == 3)
        #expect(opened.gallery.places[3].source == "vectors.npy#3")
        #expect(opened.gallery.embeddings.count == 40)
        #expect(opened.embedder.dimension == 8)
        #expect(opened.gallery.calibration["locate.nearest"] != nil)
    }

    @Test func `embeddings are normalized for cosine and kept for l2`() throws {
        for (metric, expected) in [(Metric.cosine, 1.0), (.l2, nil)] {
            let world = try VectorWorld()
            var request = world.request()
            request.metric = metric
            _ = try GalleryBuilder(registry: vectorRegistry).build(request, at: world.gallery)
            let row = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery.embeddings.row(0)
            let length = row.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
            #expect((abs(length - 1) < 1e-6) == (expected != nil))
        }
    }

    @Test func `the same input gives the same bytes at any number of jobs`() throws {
        let world = try VectorWorld(count: 3000)
        try world.build()
        for jobs in [2, 4] {
            let other = world.folder.path("jobs-\(jobs).gallery")
            try world.build(jobs: jobs, at: other)
            #expect(try contents(of: other) == contents(of: world.gallery))
        }
    }

    @Test func `places are kept in the order of their ids`() throws {
        let world = try VectorWorld(count: 3)
        try world.folder.write("id,lat,lon\n9,1,1\n4,2,2\n7,3,3\n", to: "places.csv")
        try world.build()
        let gallery = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery
        #expect(gallery.places.map(\.id) == [4, 7, 9])
        #expect(gallery.places.map(\.source) == ["vectors.npy#1", "vectors.npy#2", "vectors.npy#0"])
    }

    @Test func `rows that are not finite are left out with the ways to them`() throws {
        let world = try VectorWorld(count: 4)
        var bytes = try Data(contentsOf: URL(filePath: world.matrix))
        bytes.replaceSubrange((128 + 2 * 32)..<(128 + 2 * 32 + 4), with: [0, 0, 0xc0, 0x7f])
        try bytes.write(to: URL(filePath: world.matrix))
        let report = try world.build()
        #expect(report.leftOut.map(\.source) == ["vectors.npy#2"])
        let gallery = try GalleryStore.open(world.gallery, registry: vectorRegistry).gallery
        #expect(gallery.places.map(\.id) == [0, 1, 3])
        #expect(gallery.places.map(\.next) == [[1], [], []])
    }

    @Test func `photos without a position and broken ones are listed, not fatal`() throws {
        let folder = try TemporaryFolder()
        try folder.write("55 13 90 1 0", to: "photos/b.photo")
        try folder.write("56 13 - 0 1", to: "photos/a.photo")
        try folder.write("- - - 0 1", to: "photos/sub/c.photo")
        try folder.write("x", to: "photos/d.photo")
        try folder.write("no photo", to: "photos/notes.txt")
        let request = GalleryRequest(source: .photos(folder.path("photos")), program: "test 1")
        let path = folder.path("p.gallery")
        let report = try GalleryBuilder(registry: vectorRegistry).build(request, at: path)
        #expect(report.places == 2)
        #expect(report.leftOut.map(\.source) == ["d.photo", "sub/c.photo"])
        #expect(report.leftOut.map(\.reason) == ["no picture", "it carries no position"])
        #expect(report.magneticHeadings == 1)
        let places = try GalleryStore.open(path, registry: vectorRegistry).gallery.places
        #expect(places.map(\.source) == ["a.photo", "b.photo"])
        #expect(places.map(\.headingDegrees) == [nil, 90])
    }

    @Test func `a table of photos may choose a split`() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "b", "c"] {
            try folder.write("- - - \(name == "a" ? 1 : 2) 3", to: "\(name).photo")
        }
        try folder.write(
            "file,lat,lon,heading,split\na.photo,1,1,10,reference\nb.photo,2,2,,query\nc.photo,3,3,,reference\n",
            to: "t.csv")
        let request = GalleryRequest(
            source: .photos(folder.path("t.csv")), split: "reference", program: "test 1")
        _ = try GalleryBuilder(registry: vectorRegistry).build(request, at: folder.path("p.gallery"))
        let places = try GalleryStore.open(folder.path("p.gallery"), registry: vectorRegistry).gallery
            .places
        #expect(places.map(\.source) == ["a.photo", "c.photo"])
    }

    @Test func `fewer than two photos are too few`() throws {
        let folder = try TemporaryFolder()
        try folder.write("55 13 - 1 0", to: "photos/a.photo")
        let request = GalleryRequest(source: .photos(folder.path("photos")), program: "test 1")
        let error = failure {
            _ = try GalleryBuilder(registry: vectorRegistry).build(request, at: folder.path("p.gallery"))
        }
        #expect(error?.message == "1 usable reference, but a gallery needs at least 2")
        #expect(try folder.names() == ["photos"])
    }

    @Test func `what is there is only replaced when asked to`() throws {
        let world = try VectorWorld()
        try world.build()
        #expect(failure { try world.build() }?.message == "there is a gallery already")
        var request = world.request()
        request.replaces = true
        _ = try GalleryBuilder(registry: vectorRegistry).build(request, at: world.gallery)
        try world.folder.write("x", to: "other/file.txt")
        let error = failure {
            _ = try GalleryBuilder(registry: vectorRegistry).build(request, at: world.folder.path("other"))
        }
        #expect(error?.message == "there is something else already")
    }

    @Test(arguments: [
        ("id,lat,lon\n1,1,1\n1,2,2\n", "id 1 stands in line 2 too"),
        ("lat,lon,next\n1,1,2\n1,1,2\n", "column 'id' is missing"),
        ("id,lat,lon,next\n0,1,1,1\n1,1,1,5\n", "place 1 leads to 5, which is not there (1 such in all)"),
        ("id,lat,lon,next\n0,1,1,x\n1,1,1,0\n", "next is 'x', but must be ids with spaces between them"),
        ("lat,lon\n1,1\n", "1 rows of places, but 2 rows of embeddings"),
    ])
    func `a table of places that does not fit is refused`(text: String, message: String) throws {
        let world = try VectorWorld(count: 2)
        try world.folder.write(text, to: "places.csv")
        #expect(failure { try world.build() }?.message == message)
    }

    @Test func `what similarities mean can be learned from footage of the places`() throws {
        let world = try VectorWorld(count: 60)
        var request = world.request()
        request.rehearsal = world.matrix
        let builder = GalleryBuilder(registry: vectorRegistry)
        let alike = try builder.build(request, at: world.gallery).info.calibration["locate.nearest"]
        #expect(alike?["similarity_mean"].map { abs($0 - 1) < 1e-6 } == true)
        let other = try builder.build(world.request(), at: world.folder.path("o.gallery")).info
        #expect(other.calibration["locate.nearest"]?["similarity_mean"].map { $0 < 0.95 } == true)
    }

    @Test func `a truncated matrix is refused`() throws {
        let world = try VectorWorld()
        let bytes = try Data(contentsOf: URL(filePath: world.matrix))
        try bytes.dropLast(5).write(to: URL(filePath: world.matrix))
        #expect(failure { try world.build() } != nil)
        #expect(!FileManager.default.fileExists(atPath: world.gallery))
    }

    @Test(arguments: ["photos/1.photo", "1.photo", "model/1.photo"])
    func `files of others in the gallery's directory are not lost`(name: String) throws {
        let world = try VectorWorld()
        try world.build()
        let photo = "world.gallery/" + name
        try world.folder.write("55 13 0 1 2", to: photo)
        var request = world.request()
        request.replaces = true
        let builder = GalleryBuilder(registry: vectorRegistry)
        let error = #expect(throws: PilotageError.self) { try builder.build(request, at: world.gallery) }
        let first = name.hasPrefix("photos/") ? "photos" : name
        #expect(error?.message == "'\(first)' lies in the gallery's directory and would be lost")
        #expect(throws: PilotageError.self) { try builder.add(request, to: world.gallery) }
        #expect(try world.folder.text(photo) == "55 13 0 1 2")
    }

    @Test func `a gallery among its own photos is none of them`() throws {
        let folder = try TemporaryFolder()
        for index in 1...4 { try folder.write("55.\(index) 13 0 \(index) 2", to: "\(index).photo") }
        var request = GalleryRequest(source: .photos(folder.url.path), program: "test 1")
        request.replaces = true
        let builder = GalleryBuilder(registry: vectorRegistry)
        for _ in 1...2 {
            let report = try builder.build(request, at: folder.path("town.gallery"))
            #expect(report.places == 4 && report.leftOut.isEmpty)
        }
    }
}
