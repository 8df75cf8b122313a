import Galleries
import PilotageAPI
import TestSupport
import Testing

struct PhotoReferencesTests {
    private static let registry = Registry(
        decoders: [TextPhotoDecoder.self, FakeDecoder.self], embedders: [], matchers: [], locators: [],
        reporters: [])
    private let format = FrameFormat(color: .gray, longSide: 16)
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for (name, words) in [("a", "i5"), ("b", "i6"), ("film", "i1@0 i2@0.5 i3@1"), ("bad", "x")] {
            try folder.write(words, to: "\(name).fake")
        }
        try folder.write(
            """
            file,lat,lon,heading_deg,time_s,split
            a.fake,1,1,10,,one
            film.fake,2,1,,1,one
            film.fake,2,2,,0.1,one
            bad.fake,3,1,,,one
            film.fake,2,3,,9,one
            gone.fake,3,2,,,one
            b.fake,,,,,one
            b.fake,4,1,,,other

            """, to: "photos.csv")
    }

    private func references(split: String? = "one") throws -> PhotoReferences {
        try PhotoReferences(path: folder.path("photos.csv"), split: split, registry: Self.registry, jobs: 2)
    }

    /// What every place shows: the sample of its picture, or why there is none.
    private func shown(_ references: PhotoReferences, _ format: FrameFormat) -> [Int: String] {
        var shown: [Int: String] = [:]
        for group in references.groups(as: format) {
            for (number, picture) in zip(group, references.pictures(group, as: format)) {
                switch picture {
                case .success(let image): shown[number] = "\(image.samples)"
                case .failure(let error): shown[number] = (error as? PilotageError)?.message ?? "\(error)"
                }
            }
        }
        return shown
    }

    @Test func `photos and frames of videos are decoded as a table names them`() throws {
        let references = try references()
        #expect(
            references.places.map(\.source).prefix(3) == ["a.fake", "film.fake#t=1.000", "film.fake#t=0.100"])
        #expect(references.places[0].headingDegrees == 10 && references.places[1].headingDegrees == nil)
        #expect(references.leftOut.map(\.reason) == ["line 8 gives no position"])
        let shown = shown(references, format)
        #expect(shown.count == 6)
        #expect(shown[0] == "[5]" && shown[1] == "[3]" && shown[2] == "[1]")
        #expect(shown[3] == "the frame is damaged" && shown[5] == "the file cannot be read")
        #expect(shown[4]?.contains("no frame within a second of 9.000 s") == true)
    }

    @Test func `large pictures come in smaller groups, and are the same`() throws {
        let references = try references()
        let large = FrameFormat(color: .gray, longSide: 4_096)
        #expect(references.groups(as: format).contains { $0.count == 3 })
        #expect(references.groups(as: large).allSatisfy { $0.count == 1 })
        #expect(shown(references, large) == shown(references, format))
    }

    @Test func `those that are wanted keep their pictures`() throws {
        let references = try references().filtered { $0.source.hasPrefix("film") }
        #expect(references.places.count == 3)
        #expect(shown(references, format)[0] == "[3]")
        #expect(references.leftOut.count == 1)
    }

    @Test func `another split, order or position has another digest`() throws {
        let digest = try references().digest
        #expect(try digest == references().digest)
        #expect(try digest != references(split: "other").digest)
        #expect(try digest != references().filtered { $0.source != "a.fake" }.digest)
    }

    @Test func `a folder gives the photos that know where they were taken`() throws {
        try folder.write("55 13 90 1", to: "folder/a.photo")
        try folder.write("- - - 1", to: "folder/b.photo")
        var told: [Int] = []
        let references = try PhotoReferences(
            path: folder.path("folder"), registry: Self.registry, jobs: 1,
            progress: { done, _ in told.append(done) })
        #expect(references.places.map(\.source) == ["a.photo"])
        #expect(references.files == [folder.path("folder/a.photo")])
        #expect(references.leftOut.map(\.reason) == ["it carries no position"])
        #expect(references.magneticHeadings == 1 && told == [1, 2])
        // It holds a vector, which is no picture.
        #expect(shown(references, format)[0] == "no picture in it")
    }

    @Test func `a folder has no split, and what is not there is named`() throws {
        #expect(throws: PilotageError.self) {
            try PhotoReferences(path: folder.path("."), split: "one", registry: Self.registry, jobs: 1)
        }
        let error = #expect(throws: PilotageError.self) {
            try PhotoReferences(path: folder.path("nowhere"), registry: Self.registry, jobs: 1)
        }
        #expect(error?.place == [folder.path("nowhere")])
    }
}
