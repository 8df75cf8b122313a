import StreetMap
import Testing

struct MapTagsTests {
    @Test(arguments: [
        ("12", 12), ("12.5 m", 12.5), ("12,5", 12.5), ("40 ft", 12.192), ("40'", 12.192), ("12'6\"", 3.81),
        ("1 km", 1000), ("250cm", 2.5), ("0", 0), (" 7 metres ", 7),
    ])
    func `lengths are understood as mappers write them`(text: String, meters: Double) throws {
        #expect(abs(try #require(metersOf(text)) - meters) < 1e-9)
    }

    @Test(arguments: [
        "", "m", "high", "-3", "1e3", "12;14", "2-3", "1001", "nan", "inf", "99999999999999999", "'", "6\"",
        "12'x\"", "0x10", "1.2.3",
    ])
    func `what is no length is none`(text: String) { #expect(metersOf(text) == nil) }

    @Test func `numbers are believed in their range alone`() {
        let tags = MapTags(["layer": "-2", "lanes": "99", "building:levels": "2.5"])
        #expect(tags.layer == -2 && tags.number("lanes", in: 1...16) == nil)
        #expect(tags.number("building:levels", in: 0...200) == 2.5)
        #expect(MapTags(["layer": "7"]).layer == 0 && MapTags().layer == 0)
    }

    @Test func `no means no`() {
        let tags = MapTags(["bridge": "no", "tunnel": "building_passage"])
        #expect(!tags.has("bridge") && tags.has("tunnel") && !tags.has("covered"))
    }
}
