import PilotageAPI
import Testing

@Suite struct UTCTimestampTests {
    // From `date -u -d @SECONDS +%FT%T.%3NZ`.
    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00.000Z"),
        (-0.001, "1969-12-31T23:59:59.999Z"),
        (951_782_400, "2000-02-29T00:00:00.000Z"),
        (951_868_799.9996, "2000-03-01T00:00:00.000Z"),
        (1_778_619_600.25, "2026-05-12T21:00:00.250Z"),
        (-2_203_891_200, "1900-03-01T00:00:00.000Z"),
        (253_402_300_799.999, "9999-12-31T23:59:59.999Z"),
        (-62_167_219_200, "0000-01-01T00:00:00.000Z"),
    ])
    func `a moment is written in UTC with milliseconds`(seconds: Double, text: String) {
        #expect(utcTimestamp(secondsSince1970: seconds) == text)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 253_402_300_800, -62_167_219_201, 1e300])
    func `a moment that four-digit years cannot say is none`(seconds: Double) {
        #expect(utcTimestamp(secondsSince1970: seconds) == nil)
    }
}
