import PilotageAPI
import StreetMap
import Testing

struct BuildingHeightsTests {
    private func error(_ text: String) -> PilotageError? {
        #expect(throws: PilotageError.self) { try BuildingHeights(parsing: text) }
    }

    @Test func `the typical guesses can be asked for`() throws {
        #expect(try BuildingHeights(parsing: "typical") == .typical)
    }

    @Test func `one kind is changed and the others stay`() throws {
        let heights = try BuildingHeights(parsing: "house=6, allotment_house=2.5")
        var expected = BuildingHeights.typical.metersByKind
        (expected["house"], expected["allotment_house"]) = (6, 2.5)
        #expect(
            heights.metersByKind == expected && heights.levelMeters == BuildingHeights.typical.levelMeters)
        #expect(heights.metersByArea == BuildingHeights.typical.metersByArea)
    }

    @Test func `other stands for every kind that is not named, whatever its area`() throws {
        let heights = try BuildingHeights(parsing: "house=6,apartments=18,other=9")
        #expect(heights.metersByKind == ["house": 6, "apartments": 18])
        #expect(heights.metersByArea == [.init(upTo: .infinity, 9)])
    }

    @Test func `scale multiplies all, wherever it stands`() throws {
        let heights = try BuildingHeights(parsing: "scale=2,level=3,house=6,other=9")
        #expect(heights.levelMeters == 6 && heights.metersByKind == ["house": 12])
        #expect(heights.metersByArea.map(\.meters) == [18])
        #expect(try BuildingHeights(parsing: "typical,scale=2") == .typical.scaled(by: 2))
    }

    @Test(arguments: [
        ("", "''"), ("house", "'house' has no value"),
        ("house=", "'house' is '', but must be meters, 0.5 to 500"),
        ("house=0.4", "'house' is '0.4', but must be meters, 0.5 to 500"), ("house=501", "'501'"),
        ("house=nan", "'nan'"), ("house=0x10", "'0x10'"), ("house=1e2", "'1e2'"), ("house=6=7", "'6=7'"),
        ("level=0.9", "'level' is '0.9', but must be meters from floor to floor, 1.0 to 10.0"),
        ("scale=11", "'scale' is '11', but must be a factor, 0.1 to 10.0"), ("house=6,,other=9", "''"),
        ("house=6,house=7", "'house' is given twice"), ("Haus=6", "'Haus' is no kind of building"),
        ("a b=6", "'a b'"),
    ])
    func `what cannot be understood is named`(text: String, part: String) {
        let error = error(text)
        #expect(
            error?.kind == .invalid && error?.message.contains(part) == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        ("hause=6", "house"), ("appartments=18", "apartments"), ("lavel=3", "level"), ("tipical", "typical"),
        ("others=9", "other"),
    ])
    func `a misspelt word is told from an unknown kind`(text: String, meant: String) {
        #expect(error(text)?.message.contains("did you mean '\(meant)'?") == true)
    }

    @Test func `what is read follows the heights that are given`() throws {
        var small = SmallMap()
        small.way([1, 2, 12, 11, 1], ["building": "yes"])
        small.way([4, 5, 15, 14, 4], ["building": "yes", "building:levels": "2"])
        small.way([7, 8, 18, 17, 7], ["building": "house", "height": "5"])
        let map = try small.read(BuildingHeights(parsing: "other=9,level=4"))
        #expect(map.buildings.map(\.topMeters) == [9, 8, 5])
    }
}
