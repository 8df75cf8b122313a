import Geodesy
import PhotoMetadata
import PilotageAPI
import Testing

@Suite struct PhotoMetadataTests {
    private func metadata(_ edit: (inout ExifBuilder) -> Void) -> PhotoMetadata? {
        var exif = ExifBuilder()
        edit(&exif)
        return exif.jpeg.withUnsafeBytes { PhotoMetadata(bytes: $0) }
    }

    private func position(
        _ latitudeRef: String, _ longitudeRef: String,
        latitude: [(Int, Int)] = [(43, 1), (44, 1), (1500, 100)],
        longitude: [(Int, Int)] = [(7, 1), (25, 1), (30, 1)], status: String? = nil
    ) -> ExifBuilder {
        var exif = ExifBuilder()
        exif.gps = [
            (1, .ascii(latitudeRef)), (2, .rationals(latitude)), (3, .ascii(longitudeRef)),
            (4, .rationals(longitude)),
        ]
        if let status { exif.gps.append((9, .ascii(status))) }
        return exif
    }

    private func coordinate(_ exif: ExifBuilder) -> Coordinate? {
        exif.jpeg.withUnsafeBytes { PhotoMetadata(bytes: $0) }?.provenance.coordinate
    }

    @Test(
        arguments: [("N", "E", 1, 1), ("N", "W", 1, -1), ("S", "E", -1, 1), ("S", "W", -1, -1)]
            as [(String, String, Double, Double)])
    func `a position is read in its hemispheres`(
        _ north: String, _ east: String, _ latitude: Double, _ longitude: Double
    )
        throws
    {
        let found = try #require(coordinate(position(north, east)))
        #expect(abs(found.latitude - latitude * 43.7375) < 1e-9)
        #expect(abs(found.longitude - longitude * 7.425) < 1e-9)
    }

    @Test func `degrees alone make a position`() throws {
        let found = try #require(
            coordinate(position("N", "E", latitude: [(437_375, 10_000)], longitude: [(74_250, 10_000)])))
        #expect(abs(found.latitude - 43.7375) < 1e-9)
    }

    @Test func `large unsigned fractions keep their sign`() throws {
        let found = try #require(coordinate(position("N", "E", latitude: [(4_000_000_000, 100_000_000)])))
        #expect(found.latitude == 40)
    }

    @Test(
        arguments: [
            ("", "E", 43, 1, 7, 1, ""), ("N", "", 43, 1, 7, 1, ""), ("X", "E", 43, 1, 7, 1, ""),
            ("N", "E", 43, 0, 7, 1, ""),
            ("N", "E", 91, 1, 7, 1, ""), ("N", "E", 43, 1, 181, 1, ""), ("N", "E", 43, 1, 7, 1, "V"),
            ("N", "E", 0, 1, 0, 1, ""),
        ] as [(String, String, Int, Int, Int, Int, String)])
    func `what is not a position is none`(
        _ north: String, _ east: String, _ latitude: Int, _ by: Int, _ longitude: Int, _ by2: Int,
        _ status: String
    ) {
        let exif = position(
            north, east, latitude: [(latitude, by)], longitude: [(longitude, by2)],
            status: status.isEmpty ? nil : status)
        #expect(coordinate(exif) == nil)
    }

    @Test(arguments: [("T", false), ("M", true)])
    func `a heading says which north it is from`(_ reference: String, _ isMagnetic: Bool) throws {
        let found = try #require(
            metadata { $0.gps = [(16, .ascii(reference)), (17, .rationals([(27_050, 100)]))] }?.provenance)
        #expect(found.headingDegrees == 270.5)
        #expect(found.headingIsMagnetic == isMagnetic)
    }

    @Test(arguments: [(360, 1, 0), (361, 1, nil), (5, 0, nil)] as [(Int, Int, Double?)])
    func `a heading lies within the circle`(_ numerator: Int, _ denominator: Int, _ expected: Double?) {
        let found = metadata { $0.gps = [(17, .rationals([(numerator, denominator)]))] }?.provenance
        #expect(found?.headingDegrees == expected)
    }

    @Test(
        arguments: [
            (nil, "2024-02-29T23:30:00"), ("+02:00", "2024-02-29T21:30:00Z"),
            ("-05:30", "2024-03-01T05:00:00Z"),
            ("Z", "2024-02-29T23:30:00Z"), ("   :  ", "2024-02-29T23:30:00"),
        ] as [(String?, String)])
    func `a time is in UTC only where its offset is known`(_ offset: String?, _ expected: String) {
        let found = metadata {
            $0.photo = [(0x9003, .ascii("2024:02:29 23:30:00"))]
            if let offset { $0.photo.append((0x9011, .ascii(offset))) }
        }
        #expect(found?.provenance.capturedAt == expected)
    }

    @Test(arguments: ["0000:00:00 00:00:00", "    :  :     :  :  ", "2023:02:29 00:00:00", "yesterday", ""])
    func `a clock that was never set gives no time`(_ text: String) {
        #expect(metadata { $0.photo = [(0x9003, .ascii(text))] }?.provenance.capturedAt == nil)
    }

    @Test func `the GPS clock stands in for the camera's`() {
        let found = metadata {
            $0.gps = [(7, .rationals([(12, 1), (5, 1), (95, 10)])), (29, .ascii("2024:05:01"))]
        }
        #expect(found?.provenance.capturedAt == "2024-05-01T12:05:09Z")
    }

    @Test(arguments: [
        ("NIKON", "NIKON D800", "NIKON D800"), ("Apple", "iPhone 15", "Apple iPhone 15"),
        ("Tab\u{1}le", "x", "Tab le x"),
    ])
    func `the maker is named once`(_ maker: String, _ model: String, _ expected: String) {
        let found = metadata { $0.image = [(0x10F, .ascii(maker)), (0x110, .ascii(model))] }
        #expect(found?.provenance.camera == expected)
    }

    @Test(arguments: [(1, 1), (6, 6), (8, 8), (0, nil), (9, nil), (65_535, nil)] as [(Int, Int?)])
    func `an orientation is one of eight`(_ written: Int, _ expected: Int?) {
        #expect(metadata { $0.image = [(0x112, .short(written))] }?.orientation == expected)
    }

    @Test func `XMP gives the orientation where EXIF does not`() {
        let xmp = """
            http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
            xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" \
            xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="3"/></rdf:RDF></x:xmpmeta>
            """
        let bytes = ExifBuilder.jpeg(segment: Array(xmp.utf8))
        #expect(bytes.withUnsafeBytes { PhotoMetadata(bytes: $0) }?.orientation == 3)
    }

    @Test func `a bare block reads like one in a picture`() {
        var exif = ExifBuilder()
        exif.image = [(0x112, .short(5))]
        #expect(exif.block.withUnsafeBytes { PhotoMetadata(block: $0) }?.orientation == 5)
    }

    @Test(arguments: [[], [0], [0xFF, 0xD8], Array("not a picture at all".utf8)] as [[UInt8]])
    func `what is no picture has no metadata`(_ bytes: [UInt8]) {
        #expect(bytes.withUnsafeBytes { PhotoMetadata(bytes: $0) } == nil)
    }

    @Test func `a picture cut off anywhere does no harm`() {
        var exif = position("N", "E")
        exif.image = [(0x112, .short(6)), (0x10F, .ascii("A maker of cameras"))]
        let whole = exif.jpeg
        for length in 0..<whole.count {
            let found = whole.prefix(length).withUnsafeBytes { PhotoMetadata(bytes: $0) }
            #expect(found?.orientation == nil || found?.orientation == 6)
        }
    }

    @Test func `a picture with any one byte wrong does no harm`() {
        var exif = position("S", "W")
        exif.image = [(0x112, .short(6))]
        for index in exif.jpeg.indices {
            var bytes = exif.jpeg
            bytes[index] = 0xFF
            let found = bytes.withUnsafeBytes { PhotoMetadata(bytes: $0) }
            #expect(found.map { ($0.provenance.coordinate?.latitude ?? 0) <= 0 } ?? true)
        }
    }
}
