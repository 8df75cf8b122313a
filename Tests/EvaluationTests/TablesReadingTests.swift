import Evaluation
import Geodesy
import PilotageAPI
import Testing

@Suite struct TablesReadingTests {
    @Test func `a row of a report is read with all it says`() throws {
        let fixes = try FixesTable(
            name: "fixes.csv",
            text: """
                item,frame,time_s,time_utc,longitude,latitude,heading_deg,confidence,radius_m,accuracy_m,r95_m,status
                "a,b",7,3.500,,7.4200000,43.7300000,91.3,0.9123,25.0,12.3,40.0,ambiguous
                c,0,0.000,,,,,,,,,no_match
                """)
        #expect(
            fixes.frames == [
                EvaluatedFrame(
                    item: "a,b", frame: 7, timeSeconds: 3.5, status: .ambiguous,
                    coordinate: Coordinate(latitude: 43.73, longitude: 7.42), headingDegrees: 91.3,
                    confidence: 0.9123,
                    radiusMeters: 25, accuracyMeters: 12.3, r95Meters: 40),
                EvaluatedFrame(item: "c", frame: 0, status: .noMatch, coordinate: nil),
            ])
    }

    @Test func `a table of another program needs only files and positions`() throws {
        let fixes = try FixesTable(name: "x.csv", text: "file,lat,lon\na,1,2\nb,1,2\na,,\n")
        #expect(fixes.frames.map(\.frame) == [0, 0, 1])
        #expect(fixes.frames.map(\.status) == [.located, .located, .noMatch])
    }

    @Test(arguments: [
        ("item,lon\na,1\n", "f.csv, line 1: column 'lat' is missing"),
        ("item,frame,lat,lon\na,0,1,2\na,0,1,2\n", "f.csv, line 3: frame 0 of 'a' stands in two rows"),
        ("item,frame,lat,lon\na,,1,2\n", "f.csv, line 2: frame is empty"),
        ("item,frame,lat,lon\n,0,1,2\n", "f.csv, line 2: item is empty"),
        (
            "item,lat,lon,status\na,1,2,maybe\n",
            "f.csv, line 2: status is 'maybe', but must be one of located, "
        ),
        (
            "item,lat,lon,status\na,1,2,no_match\n",
            "f.csv, line 2: status is 'no_match', but the row has a position"
        ),
        (
            "item,lat,lon,status\na,,,located\n",
            "f.csv, line 2: status is 'located', but the row has no position"
        ),
        (
            "item,lat,lon,confidence\na,1,2,1.5\n",
            "f.csv, line 2: confidence is '1.5', but must be a number from 0 to 1"
        ),
        ("item,lat,lon,radius_m\na,1,2,nan\n", "f.csv, line 2: radius_m is 'nan'"),
        ("item,lat,lon\na,91,2\n", "f.csv, line 2: lat is '91'"),
    ])
    func `what is wrong with fixes is told by line`(text: String, message: String) {
        #expect(told { _ = try FixesTable(name: "f.csv", text: text) }.hasPrefix(message))
    }

    @Test func `truth points stand in time order whatever the order of the rows`() throws {
        let truth = try TruthTable(
            name: "t.csv", text: "item,time_s,lat,lon,heading_deg\nv,2,1,2,\nw,0,5,6,\nv,-1,3,4,370\n")
        #expect(truth.tracks.map(\.name) == ["v", "w"])
        #expect(
            truth.tracks[0].points == [
                TruthPoint(
                    timeSeconds: -1, coordinate: Coordinate(latitude: 3, longitude: 4), headingDegrees: 10),
                TruthPoint(timeSeconds: 2, coordinate: Coordinate(latitude: 1, longitude: 2)),
            ])
    }

    @Test(arguments: [
        "file,lat,lon\na,1,2\n", "item,latitude,longitude\na,1,2\n", "Photo;LAT;Lng\na;1;2\n",
        "file,item,lat,lon\nx,a,1,2\n",
    ])
    func `columns go by the names of the field`(text: String) throws {
        let tracks = try TruthTable(name: "t.csv", text: text).tracks
        #expect(tracks.map(\.name) == ["a"])
        #expect(tracks[0].points[0].coordinate == Coordinate(latitude: 1, longitude: 2))
    }

    @Test func `a split leaves the rows of others out`() throws {
        let text = "file,lat,lon,split\na,1,2,reference\nb,1,2,query\na,3,4,query\n"
        #expect(try TruthTable(name: "t.csv", text: text, split: "query").tracks.map(\.name) == ["b", "a"])
    }

    @Test(
        arguments: [
            ("file,lat,lon\na,1,2\na,1,2\n", nil, "t.csv, line 2: one of 2 rows for 'a', but without time_s"),
            (
                "file,time_s,lat,lon\na,1,1,2\na,,1,2\n", nil,
                "t.csv, line 3: one of 2 rows for 'a', but without time_s"
            ),
            (
                "file,time_s,lat,lon\na,1,1,2\na,2,1,2\na,1.0,1,2\n", nil,
                "t.csv, line 4: time_s of 'a' is the same as in line 2"
            ),
            ("file,lat,lon\na,,\n", nil, "t.csv, line 2: lat and lon are empty"),
            (
                "file,lat,lon\na,1,200\n", nil,
                "t.csv, line 2: lon is '200', but must be a number from -180 to 180"
            ),
            ("file,lat,lon\n", nil, "t.csv: no rows below the header"),
            ("file,lat,lon\na,1,2\n", "query", "t.csv, line 1: column 'split' is missing"),
            (
                "file,lat,lon,split\na,1,2,val\nb,1,2,test\n", "query",
                "t.csv: no row has the split 'query'\n  hint: there are rows with test, val"
            ),
        ] as [(String, String?, String)])
    func `what is wrong with a truth is told by line`(text: String, split: String?, message: String) {
        #expect(told { _ = try TruthTable(name: "t.csv", text: text, split: split) }.hasPrefix(message))
    }

    private func told(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "nothing"
        } catch let errors as PilotageErrors {
            return errors.errors.map(\.description).joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }
}
