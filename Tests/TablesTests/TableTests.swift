import PilotageAPI
import Tables
import Testing

struct TableTests {
    @Test(arguments: [",", ";", "\t"])
    func `the separator is told from the header`(separator: String) throws {
        let table = try Table(name: "t.csv", text: "file\(separator)lat\na.jpg\(separator)1\n")
        #expect(table.header == ["file", "lat"])
        #expect(table.rows.map(\.cells) == [["a.jpg", "1"]])
    }

    @Test(arguments: [
        "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\n1,2", "a,b\n\n1,2\n\n", "\"a\",\"b\"\n\"1\",\"2\"\n",
    ])
    func `line breaks, quotes and empty lines do not matter`(text: String) throws {
        let table = try Table(name: "t.csv", text: text)
        #expect(table.rows.map(\.cells) == [["1", "2"]])
    }

    @Test func `an empty last cell is a cell`() throws {
        #expect(try Table(name: "t.csv", text: "a,b\n1,").rows.map(\.cells) == [["1", ""]])
    }

    @Test func `quoted cells keep separators, quotes and line breaks`() throws {
        let table = try Table(name: "t.csv", text: "a,b\n\"x,\"\"y\"\"\nz\",2\n3,4\n")
        #expect(table.rows.map(\.cells) == [["x,\"y\"\nz", "2"], ["3", "4"]])
        #expect(table.rows.map(\.line) == [2, 4])
    }

    @Test(arguments: [
        ("a,b\n1\n", "t.csv, line 2: 1 cells, but the header has 2"),
        ("a,b\n1,2\n1,2,3\n", "t.csv, line 3: 3 cells, but the header has 2"),
        ("a,b\n\"1,2\n", "t.csv, line 2: a quotation mark without a second one to close its cell"),
        (
            "a,b\n1,2\n\"x\"\"y\",\"open\n3,4\n",
            "t.csv, line 3: a quotation mark without a second one to close its cell"
        ),
        (
            "a,b\n1,6\" pipe\n\"x\",\"y\"\n",
            "t.csv, line 2: a quotation mark without a second one to close its cell"
        ),
        ("a,b\n1,2\n1,x\"y\"z\n", "t.csv, line 3: a quotation mark in the middle of a cell"),
        ("", "t.csv: no header line"),
        ("\n", "t.csv: no header line"),
        ("lat,Lat\n1,2\n", "t.csv, line 1: two columns are named 'Lat'"),
    ])
    func `what is no table is refused with its line`(text: String, message: String) {
        #expect(firstLine { _ = try Table(name: "t.csv", text: text) } == message)
    }

    @Test func `missing columns are told together with the nearest name`() throws {
        let table = try Table(name: "t.csv", text: "file,latt\na,1\n")
        let error = #expect(throws: PilotageErrors.self) { try table.require(.file, .latitude, .longitude) }
        #expect(error?.errors.map(\.message) == ["column 'lat' is missing", "column 'lon' is missing"])
        #expect(error?.errors.first?.hint == "'latt' is there: is it that?")
    }

    @Test(arguments: ["lat", "latitude", "Latitude", "LAT", " GPS Latitude "])
    func `a column goes by its aliases`(header: String) throws {
        #expect(try Table(name: "t.csv", text: "file,\(header)\na,1\n").has(.latitude))
    }

    @Test func `a column's own name goes before its aliases`() throws {
        let table = try Table(name: "t.csv", text: "latitude,lat\n1,2\n")
        #expect(table.rows[0].text(.latitude) == "2")
    }
}

/// The first line of the first error that a body throws.
func firstLine(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let errors as PilotageErrors {
        return errors.errors.first?.description.split(separator: "\n").first.map(String.init)
    } catch {
        return "\(error)".split(separator: "\n").first.map(String.init)
    }
}
