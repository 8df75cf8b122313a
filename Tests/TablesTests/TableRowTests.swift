import PilotageAPI
import Tables
import Testing

struct TableRowTests {
    private func check(_ header: String, _ cells: String, _ read: (TableRow, inout TableProblems) -> Void)
        -> String?
    {
        firstLine {
            let table = try Table(name: "truth.csv", text: "\(header)\n\(cells)\n")
            var problems = TableProblems(table.name)
            read(table.rows[0], &problems)
            try problems.check()
        }
    }

    @Test(arguments: [
        ("91,1", "truth.csv, line 2: lat is '91', but must be a number from -90 to 90"),
        ("0x10,1", "truth.csv, line 2: lat is '0x10', but must be a number from -90 to 90"),
        ("nan,1", "truth.csv, line 2: lat is 'nan', but must be a number from -90 to 90"),
        ("1,181", "truth.csv, line 2: lon is '181', but must be a number from -180 to 180"),
        ("1,", "truth.csv, line 2: lon is empty, but lat is not"),
        (",1", "truth.csv, line 2: lat is empty, but lon is not"),
        (",", "truth.csv, line 2: lat and lon are empty"),
        ("north,1", "truth.csv, line 2: lat is 'north', but must be a number from -90 to 90"),
    ])
    func `a wrong position is told`(cells: String, message: String) {
        #expect(check("lat,lon", cells) { _ = $0.requiredCoordinate(&$1) } == message)
    }

    @Test func `swapped columns are suspected`() throws {
        let table = try Table(name: "t.csv", text: "lat,lon\n-122.4,37.8\n")
        var problems = TableProblems("t.csv")
        _ = table.rows[0].coordinate(&problems)
        let error = #expect(throws: PilotageErrors.self) { try problems.check() }
        #expect(error?.errors.first?.hint == "are lat and lon swapped?")
    }

    @Test func `a decimal comma is explained`() throws {
        let table = try Table(name: "t.csv", text: "lat;lon\n40,73;1\n")
        var problems = TableProblems("t.csv")
        _ = table.rows[0].coordinate(&problems)
        let error = #expect(throws: PilotageErrors.self) { try problems.check() }
        #expect(error?.errors.first?.hint == "write a point before the fraction")
    }

    @Test func `no position is none, without complaint`() throws {
        let row = try Table(name: "t.csv", text: "lat,lon\n,\n").rows[0]
        var problems = TableProblems("t.csv")
        #expect(row.coordinate(&problems) == nil)
        #expect(problems.isEmpty)
    }

    @Test(arguments: [("0", 0.0), ("360", 0), ("-90", 270), ("719.5", 359.5), ("", nil)])
    func `headings are brought into a circle`(cell: String, heading: Double?) throws {
        let row = try Table(name: "t.csv", text: "a,heading\n1,\(cell)\n").rows[0]
        var problems = TableProblems("t.csv")
        #expect(row.heading(&problems) == heading)
        #expect(problems.isEmpty)
    }

    @Test(arguments: ["721", "inf", "north"])
    func `a wrong heading is told`(cell: String) {
        let message = "truth.csv, line 2: heading_deg is '\(cell)', but must be a number from -360 to 720"
        #expect(check("a,heading", "1,\(cell)") { _ = $0.heading(&$1) } == message)
    }

    @Test func `a whole number is no fraction`() {
        let message = "truth.csv, line 2: id is '1.5', but must be a whole number from 0 to 9"
        #expect(check("a,id", "1,1.5") { _ = $0.int(.id, in: 0...9, &$1) } == message)
    }

    @Test func `many problems are told at once, but not all`() throws {
        let rows = (0..<60).map { _ in "x,y" }.joined(separator: "\n")
        let table = try Table(name: "t.csv", text: "lat,lon\n\(rows)\n")
        var problems = TableProblems("t.csv")
        for row in table.rows { _ = row.coordinate(&problems) }
        let error = #expect(throws: PilotageErrors.self) { try problems.check() }
        #expect(error?.errors.count == 51)
        #expect(error?.errors.last?.message == "70 more problems of this kind are not listed")
    }
}
