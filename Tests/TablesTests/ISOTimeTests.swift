import Tables
import Testing

/// Expected seconds: `date -u -d TEXT +%s` of coreutils.
struct ISOTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("2026-05-12T21:00:00Z", 1_778_619_600),
        ("2026-05-12 21:00+02:00", 1_778_612_400), ("2000-02-29T12:00:00.25Z", 951_825_600.25),
        ("1900-03-01T00:00:00Z", -2_203_891_200), ("2026-05-12T21:00:00-0530", 1_778_639_400),
    ])
    func `a time with a zone has its seconds`(text: String, seconds: Double) {
        #expect(ISOTime(text)?.utcSeconds == seconds)
    }

    @Test(arguments: ["2026-05-12", "2026-05-12T21:00", "2026-05-12 21:00:00.5"])
    func `a time without a zone has none`(text: String) {
        #expect(ISOTime(text) != nil)
        #expect(ISOTime(text)?.utcSeconds == nil)
    }

    @Test(arguments: [
        "", "today", "2026-13-01", "2026-02-29", "2026-05-12T24:00", "2026-05-12T21:00:00+",
        "2026-05-12T21:00:00Zx",
        "2026-05-12T21", "12.05.2026", "2026-05-12T21:00:00.Z", "+026-05-12",
    ])
    func `anything else is no time`(text: String) {
        #expect(ISOTime(text) == nil)
    }
}
