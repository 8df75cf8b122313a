import PhotoMetadata
import Testing

@Suite struct CivilTimeTests {
    @Test(arguments: [
        ("1970:01:01 00:00:00", 0), ("2000:02:29 12:00:00", 951_825_600),
        ("2017-04-17T19:27:57", 1_492_457_277),
        ("1969:12:31 23:59:59", -1), ("0001:01:01 00:00:00", -62_135_596_800),
        ("9999:12:31 23:59:59", 253_402_300_799),
    ])
    func `seconds count from 1970`(_ text: String, _ expected: Int) {
        #expect(CivilTime(exif: text)?.seconds == expected)
    }

    @Test(arguments: [
        "1970-01-01T00:00:00", "2000-02-29T12:00:00", "1900-03-01T00:00:01", "2400-12-31T23:59:59",
        "0004-02-29T00:00:00",
    ])
    func `a time is written as it was read`(_ text: String) {
        #expect(CivilTime(exif: text)?.iso8601 == text)
    }

    @Test func `adding crosses the ends of years`() {
        #expect(
            CivilTime(exif: "2023:12:31 23:00:00")?.adding(seconds: 7200).iso8601 == "2024-01-01T01:00:00")
        #expect(CivilTime(exif: "2024:03:01 00:00:00")?.adding(seconds: -1).iso8601 == "2024-02-29T23:59:59")
    }

    @Test(
        arguments: [
            ("+02:00", 7200), ("-05:30", -19_800), ("Z", 0), ("+15:00", nil), ("02:00", nil), ("+2:00", nil),
            ("", nil),
        ] as [(String, Int?)])
    func `offsets are read in hours and minutes`(_ text: String, _ expected: Int?) {
        #expect(CivilTime.offsetSeconds(text) == expected)
    }
}
